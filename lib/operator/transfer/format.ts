import type { TransferPlan, TransferResult } from './transfer.ts';

/** What a transfer would do, for people to read. */
export function formatPlan({ from, to, brings, people, signUps, inDoubt, waiting, blockers }: TransferPlan): string {
  const what =
    brings === 'leavings'
      ? ['Mail goes out of the new stage: only those who left the old one since are brought along.']
      : [
          `${people} people and ${signUps} sign-ups go along, with their progress, consents and check-ins, the numbers, API keys, and all keys of links.`,
          `${inDoubt} emails are in doubt and are taken as sent. ${waiting} emails that people asked for wait.`,
        ];
  return [
    `From ${from}`,
    `to   ${to}`,
    ...what,
    ...blockers.map(({ says }) => `✗ ${says}`),
    blockers.length > 0 ? 'Nothing was changed.' : 'Nothing was changed. Run it again with --yes to apply.',
  ].join('\n');
}

/** What it did. */
export function formatResult({ brings }: TransferPlan, result: TransferResult): string {
  const { settled, compared, changed, deleted, applied } = result;
  const left = `${applied} people who left, were erased, bounced or complained are out here, too.`;
  if (brings === 'leavings') return left;
  return [
    `Both tables were compared: ${compared} items are the same, ${changed} of which had changed since they were copied; ${deleted} were gone.`,
    `Taken as sent: ${settled.length === 0 ? 'nothing' : settled.join(', ')}.`,
    left,
    'Next: lead the domain of the site to the new stage, run this once more, then let mail out there: weekwise go. The old stage lets none out any more.',
  ].join('\n');
}
