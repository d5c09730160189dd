import Sequencer from '@jest/test-sequencer';

/**
 * Jest starts the longest files first when it remembers how long they took. A fresh clone remembers nothing, and a long one that begins last keeps
 * one core waiting: these are known to be long, the longest first.
 */
export const long = [
  'faults/chaos',
  'browser/whole-course',
  'project/own-project',
  'templates/authoring',
  'content/check-content',
  'operator/weekwise',
  'local/program',
  'lambdas/adapters/subscribers.contract',
  'browser/operators-console',
  'local/webhooks',
  'lambdas/site/page-claims',
  'browser/hard-answer',
  'browser/accessibility',
  'operator/commands/beside-a-service',
  'lambdas/story.property',
  'browser/operators-story',
  'browser/story',
  'bench/measure',
  'cloud/operator-policies',
  'operator/transfer',
  'attacks/a-stranger-is-mailed-for-ever',
];

const paths = long.map((name) => `/test/${name}.test.ts`);

/** Where in the list a test is; behind it when it is not there. */
const place = ({ path }) => {
  const index = paths.findIndex((name) => path.replaceAll('\\', '/').endsWith(name));
  return index < 0 ? paths.length : index;
};

export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => place(one) - place(other));
  }
}
