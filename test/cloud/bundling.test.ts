import { describe, expect, test } from '@jest/globals';
import { buildHandlers } from '../../lib/cloud/build-handlers.ts';
import { handlerNames } from '../../lib/cloud/bundling.ts';

/** What a cold start can bear; the templates of the mails are most of what the sender has more than the others. */
const budgetBytes = 1_100_000;

describe('a bundle', () => {
  test.each(handlerNames)('%s holds what it needs, and is small enough to start fast', async (name) => {
    const [bundle] = await buildHandlers(undefined, [name]);
    expect(bundle!.sizeBytes).toBeLessThan(budgetBytes);
    const inputs = Object.values(bundle!.metafile.outputs).flatMap((output) => Object.keys(output.inputs));
    // `import { z } from 'zod'` would bring all its languages; the compiler of the mails belongs to the build.
    expect(inputs.filter((file) => /zod\/v4\/locales\/(?!en\.)/.test(file))).toEqual([]);
    expect(inputs.filter((file) => /node_modules\/(mjml|aws-cdk-lib)/.test(file))).toEqual([]);
  });
});
