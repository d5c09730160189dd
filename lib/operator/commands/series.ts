import { Option, type Command } from 'commander';
import type { Series } from '../../../lambdas/core/course/series.ts';
import type { SeriesOutline } from '../../content/series-outline.ts';
import { type StarterLanguage, starterLanguages } from '../../content/starter-languages.ts';
import { roots } from '../../roots.ts';
import type { Problem } from '../../templates/source-location.ts';
import { OperatorError } from '../operator-error.ts';
import { approvedCommands, sayApprovedChanges, sayChangesFrom } from './series-approved.ts';
import { reviewCommands, seriesIds } from './series-reviews.ts';
import type { Terminal } from './terminal.ts';

/** For authors. */
export function seriesCommands(program: Command, terminal: Terminal): void {
  const group = program.command('series').description('lists, checks and compares the series in templates/');

  group
    .command('list')
    .description('lists series with their lessons, in order')
    .action(async () => {
      const { outlineSeries } = await import('../../content/series-outline.ts');
      const series = await outlineSeries(roots.project);
      terminal.say('series list', { series }, series.map((one) => formatList(one, series)).join('\n\n'));
    });

  group
    .command('check')
    .description('checks lessons and emails, by file and line; exit code 1 if anything needs fixing')
    .argument('[name]', 'this series; by default every one')
    .action(async (name?: string) => {
      await seriesIds(name);
      const { checkSeries } = await import('../../content/check-series.ts');
      const { formatLanguages } = await import('../../content/language-state.ts');
      const { hasSpamAssassin } = await import('../../content/has-spam-assassin.ts');
      const { overrideFindings } = await import('../../project/overrides.ts');
      const { mails: count, languages, outdatedReviews: outdated, ...checked } = await checkSeries(roots.project, name);
      const asked = hasSpamAssassin();
      const findings = [
        ...checked.findings,
        ...(name === undefined ? await overrideFindings(roots) : []),
        ...(asked ? await spamIn(name) : []),
      ];
      const found = findings.length === 0 ? 'nothing to fix' : `${findings.length} to fix`;
      const lines = [
        ...findings.map(({ file, line, message }) => `${file}:${line}: ${message}`),
        `${count} emails checked: ${found}.`,
        ...formatLanguages(languages),
        ...(outdated === undefined ? [] : [outdated]),
        ...(asked ? [] : ['SpamAssassin is not installed here, so nobody was asked for a spam score.']),
      ];
      terminal.say('series check', { mails: count, findings, languages }, lines.join('\n'));
      if (findings.length > 0) process.exitCode = 1;
    });

  group
    .command('languages')
    .description('lists what each translation lacks, of the site and of series, and what changed in English since')
    .argument('[tag]', 'this language, such as fr, also before it has a file; by default every one')
    .action(async (tag?: string) => {
      const { formatTranslations, translationReports } = await import('../../content/translation-report.ts');
      const languages = await translationReports(roots.project, tag);
      terminal.say('series languages', { languages }, formatTranslations(languages));
    });

  group
    .command('diff')
    .description(
      'shows what changed in words, and how many people would get another lesson next with templates/ as it is now; changes nothing. With --approved or --from it compares whole emails, after an upgrade too',
    )
    .option('--against <version>', 'what runs there now, as git knows it: a tag, a branch, a commit', 'HEAD')
    .option('--series <id>', 'this series; by default the one of the start page')
    .option('--words', 'what changed in words alone, of every series or the one that is named; needs no service')
    .addOption(
      new Option(
        '--approved',
        'what emails of every series, or of the one that is named, say otherwise than what somebody approved; exit code 1 if any does',
      ).conflicts(['words', 'from']),
    )
    .addOption(
      new Option(
        '--from <folder>',
        'the same against the emails of another checkout, made by the Weekwise that is installed there, such as the one that is deployed',
      ).conflicts('words'),
    )
    .action(async (options: { against: string; series?: string; words?: true; approved?: true; from?: string }) => {
      const { against, series: wanted, words, approved, from } = options;
      if (approved || from !== undefined) await seriesIds(wanted);
      if (approved) return sayApprovedChanges(terminal, wanted);
      if (from !== undefined) return sayChangesFrom(terminal, from, wanted);
      const { wordChanges, formatWordChanges } = await import('../../content/reviews/word-changes.ts');
      if (words) {
        const ids = await seriesIds(wanted);
        const changes = await wordChanges(roots.project, ids, against);
        terminal.say('series diff --words', { words: changes }, formatWordChanges(changes, against));
        return;
      }
      await terminal.withService(async (connection, say) => {
        const { seriesAt } = await import('../../content/series-at.ts');
        const { diffSeries, formatSeriesDiff } = await import('../../content/series-diff.ts');
        const { readSeries } = await import('../../templates/load-series.ts');
        const { subscribers } = await import('../people.ts');
        const { seriesNamed } = await import('../series-named.ts');
        const { clock } = connection;
        const series = seriesNamed(wanted, connection.series);
        const own = ({ id }: Series) => id === series.id;
        const before = (await seriesAt(against, roots.project)).find(own);
        const after = (await readSeries(roots.project)).find(own);
        if (before === undefined || after === undefined) {
          throw new OperatorError(`The series ${series.id} is not in templates/, now or at ${against}.`, {
            code: 'not-found',
          });
        }
        const diff = await diffSeries({ before, after }, subscribers(connection), clock.now());
        const changes = await wordChanges(roots.project, [series.id], against);
        say(
          'series diff',
          { ...diff, words: changes },
          `${formatSeriesDiff(diff, against)}\n\n${formatWordChanges(changes, against)}`,
        );
      });
    });

  approvedCommands(group, terminal);
  reviewCommands(group, terminal);

  group
    .command('move')
    .description('switches everyone in one series to another, before you retire it; shows how many')
    .argument('<from>', 'id of a series, offered or not')
    .argument('<to>', 'id of a series that this service offers')
    .option('--yes', 'applies it; without it nothing changes')
    .action((from: string, wanted: string, { yes }: { yes?: true }) =>
      terminal.withService(async (connection, say) => {
        const { moveSeries } = await import('../move-series.ts');
        const { seriesNamed } = await import('../series-named.ts');
        const to = seriesNamed(wanted, connection.series);
        const write = yes === true;
        const move = await moveSeries({ from, to, write }, connection);
        say(
          'series move',
          { ...move, written: write },
          `${move.people} people are under way in ${from}: ${move.moved} ${write ? 'switched' : 'would switch'} to ${to.id}. ` +
            (write
              ? 'People who signed up but have not confirmed yet are still in it.'
              : 'Nothing changed. Run it again with --yes to apply.'),
        );
      }),
    );

  program
    .command('new-series')
    .description('creates a small working series in templates/series/<name>/, to turn into your own')
    .argument('<name>', 'its permanent id, such as tea-breaks')
    .addOption(new Option('--language <tag>', 'in which it is written').choices(starterLanguages).default('en'))
    .action(async (name: string, { language }: { language: StarterLanguage }) => {
      const { makeSeries, nextSteps } = await import('../../content/new-series.ts');
      const files = await makeSeries(roots.project, name, language);
      terminal.say('new-series', { series: name, files }, `${files.join('\n')}\n\n${nextSteps(name)}`);
    });
}

/** What SpamAssassin finds in a series, or in every one. */
async function spamIn(name: string | undefined): Promise<Problem[]> {
  const { openWorkshop } = await import('../../content/workshop.ts');
  const { spamFindings } = await import('../../content/spam-score.ts');
  return spamFindings(await openWorkshop(roots.project, name));
}

function formatList({ id, title, lessons, branches }: SeriesOutline, all: readonly SeriesOutline[]): string {
  const numbered = lessons.map((lesson, index) => {
    const also = all.filter((other) => other.id !== id && other.lessons.includes(lesson)).map((other) => other.id);
    const shared = also.length === 0 ? '' : ` (the same as in ${also.join(', ')}: nobody is sent it twice)`;
    return `${String(index + 1).padStart(4)}  ${lesson}${shared}`;
  });
  return [`${id}: ${title}`, ...numbered, ...branches.map((branch) => `   +  ${branch} (branch)`)].join('\n');
}
