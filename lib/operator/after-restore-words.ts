import type { AfterRestore } from './after-restore.ts';

/** People shown by id; the rest is counted. */
const shownMax = 20;

/** What going on with a restored table would do, or did, for people to read. */
export function afterRestoreInWords({ backupOf, from, assumed, next }: AfterRestore, done: boolean): string {
  const rest = (count: number) => (count > shownMax ? [`  … and ${count - shownMax} more (--json shows all)`] : []);
  return [
    `The backup knows what was sent through ${backupOf}. Mail goes out again from ${from}.`,
    `${done ? 'Taken' : 'Would be taken'} as sent in between, so that nobody gets it twice: ${assumed.length} people`,
    ...assumed.slice(0, shownMax).map(({ subscriber, lessons }) => `  ${subscriber}  ${lessons.join(', ')}`),
    ...rest(assumed.length),
    `${done ? 'Is' : 'Would be'} mailed in the seven days from then on: ${next.length} people`,
    ...next.slice(0, shownMax).map(({ subscriber, lesson, at }) => `  ${at}  ${subscriber}  ${lesson}`),
    ...rest(next.length),
    'People who left, complained or bounced after the backup are on again: compare with your exports and SES’s suppression list.',
    done ? 'The table is accepted.' : 'Nothing was changed. To do it: the same command with --yes.',
  ].join('\n');
}
