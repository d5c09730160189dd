import type { Command } from 'commander';
import { namedFolder, roots } from '../../roots.ts';
import { OperatorError } from '../operator-error.ts';
import { readDate, seriesIds, today } from './series-reviews.ts';
import type { Terminal } from './terminal.ts';

/** What emails say, word for word, and who approved it. */
export function approvedCommands(group: Command, terminal: Terminal): void {
  group
    .command('approve')
    .description('keeps what emails say, word for word, as somebody approved them: series diff --approved compares')
    .argument('[name]', 'id of a series; by default every one')
    .argument(
      '[emails...]',
      'ids as series words lists them; a lesson stands for its reminders too; id@version as series diff shows them',
    )
    .requiredOption('--by <name>', 'who has read them')
    .option('--language <tag>', 'this language; by default each in which people are written to')
    .option('--on <date>', 'when they were approved, such as 2026-11-28; by default today', readDate)
    .action(
      async (
        series: string | undefined,
        emails: string[],
        { by, language, on = today() }: { by: string; language?: string; on?: string },
      ) => {
        await refuseUnknown(series);
        if (on > today()) {
          throw new OperatorError(`${on} is yet to come: give the day on which they were read.`, { code: 'usage' });
        }
        const { approve } = await import('../../content/approved/approve.ts');
        const names = emails.length === 0 ? 'all' : emails;
        const approved = await approve(roots.project, { series, names, language, by, on });
        terminal.say(
          'series approve',
          { series: approved },
          approved
            .map(
              ({ file, approved: { length } }) =>
                `${length} ${length === 1 ? 'email is' : 'emails are'} kept in ${file}`,
            )
            .join('\n'),
        );
      },
    );

  group
    .command('words')
    .description('lists emails with everything that they can say, as series approve keeps it')
    .argument('[name]', 'id of a series; by default every one')
    .action(async (name?: string) => {
      await refuseUnknown(name);
      const { formatEmails, readEmails } = await import('../../content/approved/email-words.ts');
      const series = await readEmails(roots.project, name);
      terminal.say('series words', { series }, formatEmails(series));
    });
}

/** Before anything is compiled. @throws OperatorError */
async function refuseUnknown(series: string | undefined): Promise<void> {
  await seriesIds(series);
}

/** What emails say otherwise than what was approved; exit code 1 where any does. */
export async function sayApprovedChanges(terminal: Terminal, series: string | undefined): Promise<void> {
  await refuseUnknown(series);
  const { readEmails } = await import('../../content/approved/email-words.ts');
  const { readApproved } = await import('../../content/approved/approved-file.ts');
  const { approvedChanges, formatEmailChanges, formatNextSteps } =
    await import('../../content/approved/email-changes.ts');
  const approved = (await readApproved(roots.project)).filter((one) => series === undefined || one.series === series);
  if (approved.length === 0) {
    const ofSeries = series === undefined ? '' : ` of ${series}`;
    const command = `npx weekwise series approve ${series === undefined ? '' : `${series} `}--by "their name"`;
    const words = `Nobody has approved any email${ofSeries} yet: ${command} keeps what emails say now.`;
    terminal.say('series diff --approved', { emails: [] }, words);
    return;
  }
  const now = await readEmails(roots.project, series);
  const emails = approvedChanges(approved, now);
  const words = [formatEmailChanges(emails), ...formatNextSteps(emails, now)].join('\n\n');
  terminal.say('series diff --approved', { emails }, words);
  if (emails.some(({ changes }) => changes.length > 0)) process.exitCode = 1;
}

/** The same against another checkout, by the Weekwise that is installed there. */
export async function sayChangesFrom(terminal: Terminal, folder: string, series: string | undefined): Promise<void> {
  const { readEmails } = await import('../../content/approved/email-words.ts');
  const { emailsOfFolder } = await import('../../content/approved/emails-of-folder.ts');
  const { emailChanges, formatEmailChanges } = await import('../../content/approved/email-changes.ts');
  const before = (await emailsOfFolder(namedFolder(folder))).filter(
    (one) => series === undefined || one.series === series,
  );
  const isHere = series === undefined || (await seriesIds(undefined)).includes(series);
  const emails = emailChanges(before, isHere ? await readEmails(roots.project, series) : []);
  if (emails.length === 0) {
    const what = series === undefined ? 'any series' : `a series "${series}"`;
    throw new OperatorError(`Neither this project nor ${folder} has ${what}.`, { code: 'not-found' });
  }
  terminal.say('series diff --from', { emails }, formatEmailChanges(emails, folder));
  if (emails.some(({ changes, added }) => changes.length + added.length > 0)) process.exitCode = 1;
}
