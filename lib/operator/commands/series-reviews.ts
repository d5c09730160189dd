import { InvalidArgumentError, type Command } from 'commander';
import { roots } from '../../roots.ts';
import { OperatorError } from '../operator-error.ts';
import type { Terminal } from './terminal.ts';

/** Who has reviewed what: lists, sheets, signatures, and folders for reviewers. */
export function reviewCommands(group: Command, terminal: Terminal): void {
  const review = group
    .command('review')
    .description('lists the texts that nobody has signed, that changed since, or that are to be read again')
    .argument('[name]', 'id of a series; by default every one in templates/')
    .option('--sheet <folder>', 'writes review sheets to print into a new folder: HTML with boxes to tick')
    .action(async (name: string | undefined, { sheet }: { sheet?: string }) => {
      const { formatReviewStates, readReviewStates } = await import('../../content/reviews/review-states.ts');
      if (sheet !== undefined) {
        const { series, texts, states } = await everythingOf(await onlyOne(name));
        const { writeSheets } = await import('../../content/reviews/sheets.tsx');
        const sheets = await writeSheets(sheet, series, texts, states);
        terminal.say(
          'series review --sheet',
          { folder: sheet, sheets },
          `${sheets} review sheets are in ${sheet}: open index.html there.`,
        );
        return;
      }
      const ids = await seriesIds(name);
      const all = await Promise.all(
        ids.map(async (series) => ({ series, texts: await readReviewStates(roots.project, series, today()) })),
      );
      terminal.say(
        'series review',
        { series: all },
        all.map(({ series, texts }) => formatReviewStates(series, texts)).join('\n\n'),
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
    .requiredOption('--by <name>', 'who has read them: readers see it')
    .requiredOption('--role <role>', 'what they are, such as physiotherapist: readers see it')
    .option('--on <date>', 'when they signed, such as 2026-11-28; by default today', readDate)
    .option('--due <months>', 'months until it is to be read again', readMonths, 12)
    .action(
      async (
        name: string,
        texts: string[],
        options: { all?: true; by: string; role: string; on?: string; due: number },
      ) => {
        const { by, role, on = today(), due } = options;
        if ((texts.length === 0) === (options.all === undefined)) {
          throw new OperatorError('Name the texts that were read, or give --all.', { code: 'usage' });
        }
        const { knownRoles, sign } = await import('../../content/reviews/sign.ts');
        const { approveSigned } = await import('../../content/approved/approve.ts');
        const series = await onlyOne(name);
        const names = options.all ? 'all' : texts;
        const signed = await sign(roots.project, series, { names, by, role, on, dueMonths: due, today: today() });
        await approveSigned(roots.project, series, signed, { by, on });
        const isKnown = knownRoles.includes(role.toLowerCase());
        const note = isKnown
          ? ''
          : `\nThe role "${role}" is not one of ${knownRoles.join(', ')}: is it spelled as readers are to see it?`;
        terminal.say(
          'series review sign',
          { series, signed },
          `Signed by ${by}, ${role}, on ${on}: ${signed.join(', ')}${note}`,
        );
      },
    );

  group
    .command('share')
    .description(
      'writes a folder to send to a reviewer: every email at phone width and as plain text, pages, review sheets; opens by double click',
    )
    .argument('<name>', 'id of a series')
    .option('--to <folder>', 'a new folder; by default <name>-to-review')
    .action(async (name: string, { to = `${name}-to-review` }: { to?: string }) => {
      const { series, texts, states, folder } = await everythingOf(await onlyOne(name));
      const { shareSeries } = await import('../../content/reviews/share.tsx');
      const { writeNew } = await import('../../content/reviews/sheets.tsx');
      const files = await shareSeries(series, texts, states, folder);
      await writeNew(to, files);
      terminal.say(
        'series share',
        { folder: to, files: files.size },
        `${files.size} files are in ${to}: open index.html there, or send the folder.`,
      );
    });
}

/** Ids of series: the one that is named, or all in templates/. */
export async function seriesIds(name: string | undefined): Promise<string[]> {
  const { TemplateFolder } = await import('../../templates/template-folder.ts');
  const all = await new TemplateFolder(roots.project).list('series');
  if (name === undefined) return all;
  if (!all.includes(name))
    throw new OperatorError(`There is no series "${name}". Known here: ${all.join(', ')}`, { code: 'not-found' });
  return [name];
}

async function onlyOne(name: string | undefined): Promise<string> {
  const [first, ...others] = await seriesIds(name);
  if (first === undefined || others.length > 0)
    throw new OperatorError('There are several series: name one.', { code: 'usage' });
  return first;
}

/** A series with its texts and how they stand. */
async function everythingOf(id: string) {
  const { loadSeries } = await import('../../templates/load-series.ts');
  const { readReviewTexts } = await import('../../templates/reviews/read-review-texts.ts');
  const { readReviewStates } = await import('../../content/reviews/review-states.ts');
  const { TemplateFolder } = await import('../../templates/template-folder.ts');
  const folder = new TemplateFolder(roots.project);
  const series = (await loadSeries(roots.project)).find((one) => one.id === id)!;
  const states = await readReviewStates(roots.project, id, today());
  return { series, texts: await readReviewTexts(id, folder), states, folder };
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

export function readDate(text: string): string {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!isDate) throw new InvalidArgumentError('Expected a date, such as 2026-11-28.');
  return text;
}

function readMonths(text: string): number {
  const months = Number(text);
  if (!Number.isInteger(months) || months < 1 || months > 60)
    throw new InvalidArgumentError('A number of months from 1 to 60.');
  return months;
}
