import { ledgerReasons, type LedgerReason } from '../../lambdas/core/counting/ledger.ts';
import type { AfterRestore } from './after-restore.ts';

/** People shown by id; the rest is counted. */
const shownMax = 20;

/** What going on with a restored table would do, or did, for people to read. */
export function formatAfterRestore(
  { backupOf, from, ledger, assumed, notices, next }: AfterRestore,
  done: boolean,
): string {
  const rest = (count: number) => (count > shownMax ? [`  … and ${count - shownMax} more (--json shows all)`] : []);
  return [
    `The backup knows what was sent through ${backupOf}. Sending resumes from ${from}.`,
    ...formatLedger(ledger, backupOf, done),
    `${done ? 'Taken' : 'Would be taken'} as sent in between, so that nobody gets it twice: ${assumed.length} people`,
    ...assumed
      .slice(0, shownMax)
      .map(({ subscriber, lessons, followUpAt }) =>
        [`  ${subscriber}`, followUpAt === undefined ? lessons.join(', ') : `the follow-up of ${followUpAt}`].join(
          '  ',
        ),
      ),
    ...rest(assumed.length),
    ...formatNotices(notices, backupOf, done),
    `${done ? 'Is' : 'Would be'} mailed in the seven days from then on: ${next.length} people`,
    ...next.slice(0, shownMax).map(({ subscriber, lesson, at }) => `  ${at}  ${subscriber}  ${lesson}`),
    ...rest(next.length),
    done ? 'The table is accepted.' : 'Nothing changed. Run it again with --yes to apply.',
  ].join('\n');
}

function formatNotices(notices: AfterRestore['notices'], backupOf: string, done: boolean): string[] {
  return [
    `${done ? 'Stopped' : 'Would be stopped'}, since who had them after the backup is not known: ${notices.length} notices`,
    ...notices.map(({ id, at, subject }) => `  ${id}  “${subject}”, sent at ${at}`),
    `Notices sent after ${backupOf} are not in this table: sent again, they reach people twice. Compare with the files that you sent.`,
  ];
}

const formatReason: Record<LedgerReason, string> = {
  unsubscribed: 'left',
  moved: 'changed their address',
  erased: 'were erased',
  bounced: 'bounced',
  complained: 'complained',
};

function formatLedger(ledger: AfterRestore['ledger'], backupOf: string, done: boolean): string[] {
  if (ledger === undefined) {
    return [
      'This service keeps no ledger: people who left, complained or bounced after the backup are on again. Compare with your exports and SES’s suppression list.',
    ];
  }
  const { beganAt, entries } = ledger;
  const counted = ledgerReasons
    .map((reason) => ({ reason, count: entries.filter((entry) => entry.reason === reason).length }))
    .filter(({ count }) => count > 0)
    .map(({ reason, count }) => `${count} ${formatReason[reason]}`);
  return [
    `${done ? 'Kept out' : 'Would be kept out'}, as the ledger says: ${counted.join(', ') || 'nobody'}`,
    ...(entries.length > 0 ? ['Those who came back after the backup have to sign up again.'] : []),
    ...(beganAt > backupOf
      ? [
          `The ledger began on ${beganAt}: anyone who unsubscribed between the backup and then is back. Compare with your exports.`,
        ]
      : []),
  ];
}
