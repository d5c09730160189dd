import { join } from 'node:path';
import type { Command } from 'commander';
import type { Series } from '../../../lambdas/core/series.ts';
import { checkContent } from '../../content/check-content.ts';
import { makeSeries, nextSteps, SeriesNameError } from '../../content/new-series.ts';
import { seriesAt, UnknownVersionError } from '../../content/series-at.ts';
import { diffSeries, seriesDiffInWords } from '../../content/series-diff.ts';
import { hasSpamAssassin, spamFindings } from '../../content/spam-score.ts';
import { openWorkshop } from '../../content/workshop.ts';
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
        const series = (await loadSeries(projectRoot)).map(({ id, title, lessons, branches }) => ({
          id,
          title,
          lessons: lessons.map((lesson) => lesson.id),
          branches: branches.map((branch) => branch.id),
        }));
        terminal.say({ series }, series.map(listInWords).join('\n\n'));
      }),
    );

  group
    .command('check')
    .description('what is to mend in lessons and mails, by file and line; exit code 1 if there is anything')
    .action(() =>
      refusing(async () => {
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
      terminal.withHome(async (home, say) =>
        refusing(async () => {
          const { series, clock } = home;
          const own = ({ id }: Series) => id === series.id;
          const before = (await seriesAt(against, projectRoot)).find(own);
          const after = (await loadSeries(projectRoot)).find(own);
          if (before === undefined || after === undefined) {
            throw new HomeError(`The series ${series.id} is not in templates/, now or at ${against}.`);
          }
          const diff = await diffSeries({ before, after }, subscribers(home), clock.now());
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

/** Templates that do not compile are a finding of a few lines, not a stack; a version that git does not know is a wrong question. */
async function refusing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TemplateError || error instanceof UnknownVersionError)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof TemplateError ? 1 : 2;
  }
}

function listInWords({
  id,
  title,
  lessons,
  branches,
}: {
  id: string;
  title: string;
  lessons: string[];
  branches: string[];
}) {
  const numbered = lessons.map((lesson, index) => `${String(index + 1).padStart(4)}  ${lesson}`);
  return [`${id}: ${title}`, ...numbered, ...branches.map((branch) => `   +  ${branch} (branch)`)].join('\n');
}
