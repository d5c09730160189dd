import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReviewPart, ReviewText } from '../../templates/reviews/review-text.ts';
import { hashOfWords } from '../../templates/reviews/review-text.ts';
import { OperatorError } from '../../operator/operator-error.ts';
import { reviewPage } from './review-page.tsx';
import type { ReviewState } from './review-states.ts';
import { labelOf, readable } from './words-diff.ts';

/** What a reviewer fills in for each line. */
const ticks = ['true', 'safe', 'clear', 'would change'];

/** What sheets say of the series that they are of. */
export interface ReviewedSeries {
  id: string;
  title: string;
  /** In which the words are. */
  language: string;
  /** Not in the first language of the series: it is signed by itself. */
  translated?: boolean;
}

/** Texts that one sheet holds: a lesson with its reminders, or one other text. */
export interface Sheet {
  /** `sheets/slow-breathing.html`, from the folder. */
  file: string;
  title: string;
  texts: ReviewText[];
}

/** The sheets of a series, in the order of its texts. */
export function sheetsOf(texts: readonly ReviewText[]): Sheet[] {
  const owns = texts.filter(({ id }) => !id.endsWith('/reminders'));
  return owns.map((text) => ({
    file: `sheets/${text.id.replaceAll('/', '-')}.html`,
    title: text.title,
    texts: texts.filter(({ id }) => id === text.id || id === `${text.id}/reminders`),
  }));
}

/** One sheet as a page: every line of its texts with boxes to tick, and a place to sign. */
export function sheetHtml(series: ReviewedSeries, sheet: Sheet, states: ReadonlyMap<string, ReviewState>): string {
  return reviewPage(
    `Review: ${sheet.title}`,
    <>
      <h1>{sheet.title}</h1>
      <p class="quiet">
        Tick what holds for each line, and write on the sheet what you would change. Words in square brackets are filled
        in for each reader.
        {series.translated && ` The words are in another language (${series.language}) and are signed by themselves.`}
      </p>
      {sheet.texts.map((text) => (
        <>
          {text.id.endsWith('/reminders') && <h2>Its reminders</h2>}
          <p class="quiet">
            {statusOf(states.get(text.id))} Version of these words: <code>{hashOfWords(text)}</code>
          </p>
          <Lines parts={text.parts} language={series.language} />
        </>
      ))}
      <h2>Signed</h2>
      <table class="sign">
        {['Name', 'Role', 'Date', 'To be read again on', 'Signature'].map((what) => (
          <tr>
            <th>{what}</th>
            <td></td>
          </tr>
        ))}
      </table>
      <p class="quiet">
        For the person who runs the service: <code>{signCommand(series, sheet.texts)}</code>
      </p>
    </>,
  );
}

/** The command that records this sheet; it refuses when the words have changed since. */
function signCommand({ id, language, translated }: ReviewedSeries, texts: readonly ReviewText[]): string {
  const names = texts.map((text) => `${text.id}@${hashOfWords(text)}`).join(' ');
  const inLanguage = translated === true ? ` --language ${language}` : '';
  return `npx weekwise series review sign ${id} ${names}${inLanguage} --by "…" --role "…" --on 20…-…-…`;
}

function statusOf(state: ReviewState | undefined): string {
  const [latest] = state?.signatures ?? [];
  if (latest === undefined) return 'Signed by nobody yet.';
  const { by, role, on } = latest;
  return state!.state === 'changed'
    ? `Changed since ${by}, ${role}, signed it on ${on}.`
    : `Signed by ${by}, ${role}, on ${on}.`;
}

function Lines({ parts, language }: { parts: readonly ReviewPart[]; language: string }) {
  return (
    <table>
      <thead>
        <tr>
          <th>What readers see</th>
          {ticks.map((tick) => (
            <th>{tick}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.flatMap(({ name, blocks }) => {
          let step = 0;
          return blocks
            .map(({ kind, text }) => {
              step = kind === 'step' ? step + 1 : 0;
              return [kind === 'step' ? `Step ${step}` : labelOf(name), readable(text)] as const;
            })
            .filter(([, words]) => words !== '')
            .map(([label, words]) => (
              <tr>
                <td>
                  <span class="label">{label}</span>
                  <span lang={language}>{words}</span>
                </td>
                {ticks.map(() => (
                  <td class="tick">
                    <span class="box"></span>
                  </td>
                ))}
              </tr>
            ));
        })}
      </tbody>
    </table>
  );
}

/**
 * Writes the sheets of a series into a folder, with an index.
 *
 * @returns the number of sheets
 * @throws OperatorError where the folder has something in it
 */
export async function writeSheets(
  to: string,
  series: ReviewedSeries,
  texts: readonly ReviewText[],
  states: readonly ReviewState[],
): Promise<number> {
  const sheets = sheetsOf(texts);
  const byId = new Map(states.map((state) => [state.id, state]));
  const files = new Map(sheets.map((sheet) => [sheet.file, sheetHtml(series, sheet, byId)]));
  const index = reviewPage(
    `Review sheets: ${series.title}`,
    <>
      <h1>Review sheets: {series.title}</h1>
      <SheetList sheets={sheets} states={byId} />
    </>,
  );
  await writeNew(to, files.set('index.html', index));
  return sheets.length;
}

/** Links to sheets, and how each text stands. */
export function SheetList({ sheets, states }: { sheets: readonly Sheet[]; states: ReadonlyMap<string, ReviewState> }) {
  return (
    <ol class="index">
      {sheets.map(({ file, title, texts }) => (
        <li>
          <a href={file}>{title}</a> <span class="quiet">{texts.map(({ id }) => statusOf(states.get(id)))[0]}</span>
        </li>
      ))}
    </ol>
  );
}

/**
 * Writes files into a folder that is new or empty, so that nothing old is sent along.
 *
 * @param files - by their path in it
 * @throws OperatorError
 */
export async function writeNew(to: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  const there = await readdir(to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return [];
  });
  if (there.length > 0) throw new OperatorError(`There is something in ${to} already: name a new or an empty folder.`);
  for (const folder of new Set([...files.keys()].map((file) => dirname(join(to, file))))) {
    await mkdir(folder, { recursive: true });
  }
  await Promise.all([...files].map(([file, content]) => writeFile(join(to, file), content)));
}
