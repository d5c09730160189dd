import { join } from 'node:path';
import type { Command } from 'commander';
import type { Series } from '../../../lambdas/core/series.ts';
import { makeSeries, nextSteps, SeriesNameError } from '../../content/new-series.ts';
import { seriesAt, UnknownVersionError } from '../../content/series-at.ts';
import { diffSeries, seriesDiffInWords } from '../../content/series-diff.ts';
import type { SeriesOutline } from '../../content/series-outline.ts';
import { loadSeries } from '../../templates/load-series.ts';
import { TemplateError } from '../../templates/place.ts';
import { HomeError } from '../home-error.ts';
import { subscribers } from '../people.ts';
import type { Terminal } from './terminal.ts';

const projectRoot = join(import.meta.dirname, '../../..');

/** For authors. */
export function seriesCommands(program: Command, terminal: Terminal): void {
  const group = program
    .command('series')
    .description('the series in templates/: what there is, is it sound, what would a change do');

  group
    .command('list')
    .description('series with their lessons, in order')
    .action(() =>
      refusing(async () => {
        const { outlineSeries } = await import('../../content/series-outline.ts');
        const series = await outlineSeries(projectRoot);
        terminal.say({ series }, series.map(listInWords).join('\n\n'));
      }),
    );

  group
    .command('check')
    .description('what is to mend in lessons and mails, by file and line; exit code 1 if there is anything')
    .action(() =>
      refusing(async () => {
        // No other command needs what the checks are made of.
        const { openWorkshop } = await import('../../content/workshop.ts');
        const { checkContent } = await import('../../content/check-content.ts');
        const { hasSpamAssassin, spamFindings } = await import('../../content/spam-score.ts');
        const workshop = await openWorkshop(projectRoot);
        const asked = hasSpamAssassin();
        const findings = [...(await checkContent(workshop)), ...(asked ? await spamFindings(workshop) : [])];
        const found = findings.length === 0 ? 'nothing to mend' : `${findings.length} to mend`;
        const lines = [
          ...findings.map(({ file, line, message }) => `${file}:${line}: ${message}`),
          `${workshop.mails.length} mails checked: ${found}.`,
          ...(asked ? [] : ['SpamAssassin is not installed here, so nobody was asked for a spam score.']),
        ];
        terminal.say({ mails: workshop.mails.length, findings }, lines.join('\n'));
        if (findings.length > 0) process.exitCode = 1;
      }),
    );

  group
    .command('diff')
    .description(
      'how many people would get which other lesson next with templates/ as it is now, and why; changes nothing',
    )
    .option('--against <version>', 'what runs there now, as git knows it: a tag, a branch, a commit', 'HEAD')
    .action(({ against }: { against: string }) =>
      terminal.withHome(async ({ table, series, clock }, say) =>
        refusing(async () => {
          const own = ({ id }: Series) => id === series.id;
          const before = (await seriesAt(against, projectRoot)).find(own);
          const after = (await loadSeries(projectRoot)).find(own);
          if (before === undefined || after === undefined) {
            throw new HomeError(`The series ${series.id} is not in templates/, now or at ${against}.`);
          }
          const diff = await diffSeries({ before, after }, subscribers(table), clock.now());
          say(diff, seriesDiffInWords(diff, against));
        }),
      ),
    );

  program
    .command('new-series')
    .description('makes a small series that works, in templates/series/<name>/, to change into your own')
    .argument('<name>', 'its id for ever, such as tea-breaks')
    .action(async (name: string) => {
      try {
        const files = await makeSeries(projectRoot, name);
        const words = `${files.join('\n')}\n\n${nextSteps(name)}`;
        terminal.say({ series: name, files }, words);
      } catch (error) {
        if (!(error instanceof SeriesNameError)) throw error;
        console.error(error.message);
        process.exitCode = 2;
      }
    });
}

/** Templates that do not compile, and versions that git does not know, are a few lines, not a stack. */
async function refusing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TemplateError || error instanceof UnknownVersionError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function listInWords({ id, title, lessons, branches }: SeriesOutline): string {
  const numbered = lessons.map((lesson, index) => `${String(index + 1).padStart(4)}  ${lesson}`);
  return [`${id}: ${title}`, ...numbered, ...branches.map((branch) => `   +  ${branch} (branch)`)].join('\n');
}
