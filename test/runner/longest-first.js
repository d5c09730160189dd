import Sequencer from '@jest/test-sequencer';

/**
 * Jest starts the longest files first when it remembers how long they took. A fresh clone remembers nothing, and a long one that begins last keeps
 * one core waiting: these are known to be long.
 */
const long = [
  'faults/chaos',
  'browser/story',
  'browser/eight-weeks',
  'browser/operators-console',
  'browser/accessibility',
  'local/webhooks',
  'content/check-content',
  'browser/hard-answer',
  'local/program',
  'bench/measure',
  'local/start',
  'attacks/a-pause-and-its-end-are-posted-over-and-over',
  'lambdas/lost-answers',
  'operator/weekwise',
  'lambdas/story.property',
  'attacks/made-up-addresses-bounce',
].map((name) => `/test/${name}.test.ts`);

/** Where in the list a test is; behind it when it is not there. */
const place = ({ path }) => {
  const index = long.findIndex((name) => path.replaceAll('\\', '/').endsWith(name));
  return index < 0 ? long.length : index;
};

export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => place(one) - place(other));
  }
}
