/** Files that decide who is mailed, when, and how often, with the tests that try them. One piece is one run. */
export interface Piece {
  name: string;
  files: readonly string[];
  tests: readonly string[];
}

const core = (folder: string, ...names: string[]) => names.map((name) => `lambdas/core/${folder}/${name}.ts`);
const tests = (folder: string, ...names: string[]) =>
  names.map((name) => `test/lambdas/core/${folder}/${name}.test.ts`);

export const pieces: readonly Piece[] = [
  {
    name: 'course',
    files: core('course', 'course', 'upcoming'),
    tests: [...tests('course', 'course', 'upcoming', 'branches.property'), ...tests('sending', 'rhythm.property')],
  },
  {
    name: 'doubt',
    files: core('sending', 'in-doubt', 'send-control'),
    tests: tests('sending', 'in-doubt', 'send-control'),
  },
  {
    name: 'claims',
    files: core('sending', 'claim-rules', 'claiming'),
    tests: tests('sending', 'claim-rules', 'claiming'),
  },
  {
    name: 'handing-over',
    files: core('sending', 'submitting', 'outcome', 'turns'),
    tests: tests('sending', 'submitting', 'trying-again'),
  },
  {
    name: 'sending',
    files: core('sending', 'sending'),
    tests: tests('sending', 'sending'),
  },
  {
    name: 'dispatching',
    files: core('sending', 'dispatching', 'slot-shards'),
    tests: tests('sending', 'dispatching'),
  },
  {
    name: 'calendar',
    files: core('time', 'calendar', 'quiet-hours'),
    tests: tests('time', 'calendar', 'quiet-hours'),
  },
  {
    name: 'zones',
    files: core('time', 'zone-clocks', 'zones'),
    tests: tests('time', 'zones', 'zone-clocks', 'zones.property'),
  },
  {
    name: 'account-mail',
    files: core('sending', 'account-mail', 'mail-turns', 'bounce-brake'),
    tests: tests('sending', 'account-mail'),
  },
  {
    name: 'hearing',
    files: core('hearing', 'feedback', 'soft-bounces'),
    tests: tests('hearing', 'feedback'),
  },
  {
    name: 'unsubscribing',
    files: core('actions', 'unsubscribing', 'update-with-retry', 'trail'),
    tests: tests('actions', 'unsubscribing'),
  },
  {
    name: 'changing-address',
    files: core('actions', 'changing-address'),
    tests: tests('actions', 'changing-address', 'cancelling-a-change-of-address'),
  },
  {
    name: 'sign-up',
    files: core('actions', 'sign-up'),
    tests: tests('actions', 'sign-up'),
  },
  {
    name: 'settings',
    files: core('actions', 'changing', 'put-back'),
    tests: tests('actions', 'changing', 'put-back'),
  },
  {
    name: 'steering',
    files: core('actions', 'course-changes'),
    tests: tests('actions', 'course-changes', 'course-changes.property'),
  },
  {
    name: 'planning',
    files: [...core('sending', 'planning'), ...core('time', 'planned-walls')],
    tests: tests('sending', 'planning', 'planning.property'),
  },
  {
    name: 'notices',
    files: core('course', 'notice'),
    tests: tests('course', 'notice'),
  },
  {
    name: 'walking',
    files: core('sending', 'walking'),
    tests: tests('sending', 'walking'),
  },
  {
    name: 'follow-ups',
    files: [...core('course', 'follow-up'), ...core('actions', 'follow-ups')],
    tests: [...tests('course', 'follow-up'), ...tests('actions', 'follow-ups')],
  },
  {
    name: 'had-lessons',
    files: core('person', 'had-lessons'),
    tests: tests('person', 'had-lessons', 'had-lessons.property'),
  },
  {
    name: 'stopping',
    files: [...core('course', 'halfway'), ...core('actions', 'stopping')],
    tests: [...tests('course', 'halfway'), ...tests('actions', 'stopping')],
  },
  {
    name: 'pace',
    files: core('sending', 'pace'),
    tests: tests('sending', 'pace'),
  },
  {
    name: 'warm-up',
    files: core('sending', 'warm-up'),
    tests: tests('sending', 'warm-up'),
  },
  {
    name: 'ses-errors',
    files: ['lambdas/adapters/ses/errors.ts'],
    tests: ['test/lambdas/adapters/ses-errors.test.ts'],
  },
  {
    name: 'stored-claims',
    files: ['lambdas/adapters/dynamo/claims.ts'],
    tests: ['test/lambdas/adapters/dynamo-claims.test.ts'],
  },
];
