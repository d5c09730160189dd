import { InvalidArgumentError, type Command } from 'commander';
import type { Series } from '../../../lambdas/core/course/series.ts';
import { roots } from '../../roots.ts';
import type { ToSign } from '../../content/reviews/sign.ts';
import { OperatorError } from '../operator-error.ts';
import type { Terminal } from './terminal.ts';

/** Who has reviewed what: lists, sheets, signatures, and folders for reviewers. */
export function reviewCommands(group: Command, terminal: Terminal): void {
  const review = group
    .command('review')
    // Otherwise it takes the language of `sign` for its own.
    .enablePositionalOptions()
    .description('lists the texts that nobody has signed, that changed since, or that are to be read again')
    .argument('[name]', 'id of a series; by default every one in templates/')
    .option('--language <tag>', 'that language of the series alone; each is signed by itself')
    .option('--sheet <folder>', 'writes review sheets to print into a new folder: HTML with boxes to tick')
    .action(async (name: string | undefined, { sheet, language }: { sheet?: string; language?: string }) => {
      const { formatReviewStates, readReviewStates } = await import('../../content/reviews/review-states.ts');
      if (sheet !== undefined) {
        const { id, texts, states, source, ...reviewed } = await reviewedIn(await onlyOne(name), language);
        const { writeSheets } = await import('../../content/reviews/sheets.tsx');
        const sheets = await writeSheets(sheet, { id, title: source.about.title, ...reviewed }, texts, states);
        terminal.say(
          'series review --sheet',
          { folder: sheet, sheets },
          `${sheets} review sheets are in ${sheet}: open index.html there.`,
        );
        return;
      }
      const ids = await seriesIds(name);
      const all = await Promise.all(
        ids.map(async (series) =>
          (await readReviewStates(roots.project, series, today(), language)).map((one) => ({ series, ...one })),
        ),
      );
      const said = all.flat().map(({ series, states, source, ...one }) => {
        if (source.own === source.path) return formatReviewStates(series, states);
        const state = one.draft ? ', a draft' : '';
        const whole = `npx weekwise series review ${series} --language ${one.language}`;
        return formatReviewStates(
          `${series} in ${one.language}${state}`,
          states,
          language === undefined ? whole : undefined,
        );
      });
      terminal.say(
        'series review',
        { series: all.flat().map(({ series, language: tag, states }) => ({ series, language: tag, texts: states })) },
        said.join('\n\n'),
      );
    });

  review
    .command('sign')
    .description(
      'records that a person has reviewed texts as they are now, in reviews.yaml of the series, and keeps their emails as series approve does',
    )
    .argument('<name>', 'id of a series')
    .argument(
      '[texts...]',
      'ids as series review lists them; a lesson stands for its reminders too; id@version as on a sheet',
    )
    .option('--all', 'every text of the series')
    .option('--language <tag>', 'the language of the words that were read; by default the first one of the series')
    .requiredOption('--by <name>', 'who has read them: readers see it')
    .requiredOption('--role <role>', 'what they are, such as physiotherapist: readers see it')
    .option('--on <date>', 'when they signed, such as 2026-11-28; by default today', readDate)
    .option('--due <months>', 'months until it is to be read again', readMonths, 12)
    .action(
      async (
        name: string,
        texts: string[],
        options: { all?: true; language?: string; by: string; role: string; on?: string; due: number },
      ) => {
        const { by, role, on = today(), due } = options;
        if ((texts.length === 0) === (options.all === undefined)) {
          throw new OperatorError('Name the texts that were read, or give --all.', { code: 'usage' });
        }
        const { knownRoles, sign } = await import('../../content/reviews/sign.ts');
        const { approveSigned } = await import('../../content/approved/approve.ts');
        const series = await onlyOne(name);
        const names = options.all ? 'all' : texts;
        // Both places are obvious, and a signature under words in another language would be untrue.
        const wanted = options.language ?? review.opts<{ language?: string }>().language;
        const toSign: ToSign = { names, by, role, on, dueMonths: due, today: today() };
        const { language, signed } = await sign(roots.project, series, toSign, wanted);
        await approveSigned(roots.project, { series, language }, signed, { by, on });
        const known = knownRoles(language);
        const isKnown = known.length === 0 || known.includes(role.toLowerCase());
        const note = isKnown
          ? ''
          : `\nThe role "${role}" is not one of ${known.join(', ')}: is it spelled as readers are to see it?`;
        const where = wanted === undefined ? '' : ` in ${language}`;
        terminal.say(
          'series review sign',
          { series, language, signed },
          `Signed${where} by ${by}, ${role}, on ${on}: ${signed.join(', ')}${note}`,
        );
      },
    );

  group
    .command('share')
    .description(
      'writes a folder to send to a reviewer: every email at phone width and as plain text, pages, review sheets; opens by double click',
    )
    .argument('<name>', 'id of a series')
    .option('--language <tag>', 'the series in that language; by default in its first one')
    .option('--to <folder>', 'a new folder; by default <name>-to-review')
    .action(async (name: string, { to = `${name}-to-review`, language }: { to?: string; language?: string }) => {
      const { id, texts, states, source, translated, language: tag } = await reviewedIn(await onlyOne(name), language);
      const series = await compiledIn(id, translated ? tag : undefined);
      const { shareSeries } = await import('../../content/reviews/share.tsx');
      const { writeNew } = await import('../../content/reviews/sheets.tsx');
      const files = await shareSeries(series, texts, states, { pictures: source.drawings, translated });
      await writeNew(to, files);
      terminal.say(
        'series share',
        { folder: to, files: files.size },
        `${files.size} files are in ${to}: open index.html there, or send the folder.`,
      );
    });
}

/** Ids of series: the one that is named, or all in templates/. @throws OperatorError where there is no such series */
export async function seriesIds(name: string | undefined): Promise<string[]> {
  const { TemplateFolder } = await import('../../templates/template-folder.ts');
  const all = await new TemplateFolder(roots.project).list('series');
  if (name === undefined) return all;
  if (!all.includes(name)) {
    const { didYouMean } = await import('../../nearest.ts');
    throw new OperatorError(`There is no series "${name}"${didYouMean(name, all)}. Known here: ${all.join(', ')}`, {
      code: 'not-found',
    });
  }
  return [name];
}

async function onlyOne(name: string | undefined): Promise<string> {
  const [first, ...others] = await seriesIds(name);
  if (first === undefined || others.length > 0)
    throw new OperatorError('There are several series: name one.', { code: 'usage' });
  return first;
}

/** A series in one language, its first one by default: its texts and how they stand. */
async function reviewedIn(id: string, language: string | undefined) {
  const { readReviewStates } = await import('../../content/reviews/review-states.ts');
  const [reviewed] = await readReviewStates(roots.project, id, today(), language);
  const { source } = reviewed!;
  return { ...reviewed!, id, translated: source.own !== source.path };
}

/** A series as its readers get it, in its first language or in another one, draft or not. */
async function compiledIn(id: string, tag: string | undefined): Promise<Series> {
  const { loadLanguage, loadSeries } = await import('../../templates/load-series.ts');
  if (tag !== undefined) return (await loadLanguage(roots.project, id, tag))!;
  return (await loadSeries(roots.project)).find((one) => one.id === id)!;
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

export function readDate(text: string): string {
  const time = Date.parse(text);
  // 31 February is parsed as 3 March.
  const isDate = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
  if (!isDate) throw new InvalidArgumentError('Expected a date, such as 2026-11-28.');
  return text;
}

function readMonths(text: string): number {
  const months = Number(text);
  if (!Number.isInteger(months) || months < 1 || months > 60)
    throw new InvalidArgumentError('A number of months from 1 to 60.');
  return months;
}
