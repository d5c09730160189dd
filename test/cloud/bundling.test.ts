import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildHandlers, type Bundle } from '../../lib/cloud/build-handlers.ts';
import { handlerNames, webhookHandlerNames } from '../../lib/cloud/bundling.ts';

/** What a cold start can bear, in bytes: all of it, and the part that does not grow with the series. */
const wholeMax = 1_500_000;
const codeMax = 1_050_000;

describe('a bundle', () => {
  const names = [...handlerNames, ...webhookHandlerNames];
  let bundles: Bundle[];
  beforeAll(async () => {
    bundles = await buildHandlers();
  });

  test.each(names)('%s holds what it needs, and is small enough to start fast', (name) => {
    const bundle = bundles.find((one) => one.name === name)!;
    const inputs = Object.entries(bundle.inputs);
    const files = inputs.map(([file]) => file);
    const mails = inputs.filter(([file]) => file.endsWith('build/templates.js'));
    const mailBytes = mails.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    expect(bundle.sizeBytes).toBeLessThan(wholeMax);
    expect(bundle.sizeBytes - mailBytes).toBeLessThan(codeMax);
    // `import { z } from 'zod'` would bring all its languages; the compiler of the mails belongs to the build.
    expect(files.filter((file) => /zod\/v4\/locales\/(?!en\.)/.test(file))).toEqual([]);
    expect(files.filter((file) => /node_modules\/(mjml|aws-cdk-lib)/.test(file))).toEqual([]);
  });
});
