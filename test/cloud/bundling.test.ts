import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildHandlers, type Bundle } from '../../lib/cloud/build-handlers.ts';
import { handlerNames, webhookHandlerNames } from '../../lib/cloud/bundling.ts';

/**
 * What a cold start can bear, in bytes: all of it but for emails in other languages; the part that does not grow with the series, the words of pages in every
 * language among it; and emails in one more language, which are text until somebody is written to in it.
 */
const wholeMax = 1_550_000;
const codeMax = 1_150_000;
const languageMax = 200_000;

describe('a bundle', () => {
  const names = [...handlerNames, ...webhookHandlerNames];
  let bundles: Bundle[];
  beforeAll(async () => {
    // Maps lie beside a bundle, and take as long to make as it does.
    bundles = await buildHandlers(undefined, names, { sourcemap: false });
  });

  test.each(names)('%s holds what it needs, and is small enough to start fast', (name) => {
    const bundle = bundles.find((one) => one.name === name)!;
    const inputs = Object.entries(bundle.inputs);
    const files = inputs.map(([file]) => file);
    const bytesIn = (wanted: RegExp) =>
      inputs.filter(([file]) => wanted.test(file)).map(([, one]) => one.bytesInOutput);
    const ofLanguages = bytesIn(/build\/templates\.[^.]+\.js$/);
    const first = bundle.sizeBytes - sumOf(ofLanguages);
    expect(first).toBeLessThan(wholeMax);
    expect(first - sumOf(bytesIn(/build\/templates\.js$/))).toBeLessThan(codeMax);
    for (const bytes of ofLanguages) expect(bytes).toBeLessThan(languageMax);
    // `import { z } from 'zod'` would bring all its languages; the compiler of the mails belongs to the build.
    expect(files.filter((file) => /zod\/v4\/locales\/(?!en\.)/.test(file))).toEqual([]);
    expect(files.filter((file) => /node_modules\/(mjml|aws-cdk-lib)/.test(file))).toEqual([]);
  });
});

function sumOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, one) => sum + one, 0);
}
