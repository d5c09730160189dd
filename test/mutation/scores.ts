import { createHash } from 'node:crypto';

/** What became of the mutants of a file. */
export interface Score {
  file: string;
  killed: number;
  /** They never ended: noticed as well. */
  timedOut: number;
  survived: number;
  /** The source says why no test can notice. */
  answered: number;
  /** ISO date of the run. */
  on: string;
  /** Of which text of the file: the first digits of its git object. */
  text: string;
}

/** What stands in the table beside the counts. */
export type Run = Pick<Score, 'on' | 'text'>;
type Counts = Omit<Score, 'file' | keyof Run>;

/** Of the mutants of a file that are not answered, so many in a hundred have to be noticed. */
export const scoreMin = 95;

type Outcome = { fileName: string; status: string; statusReason?: string | undefined };

/** Counts the mutants of a file. What the settings leave out (no-log-texts.js) and what cannot run at all is no mutant. */
export function tally(file: string, outcomes: readonly Outcome[], run: Run): Score {
  const count = (...statuses: string[]) =>
    outcomes.filter(({ fileName, status }) => fileName === file && statuses.includes(status)).length;
  const leftOut = outcomes.filter(
    ({ fileName, statusReason }) => fileName === file && statusReason?.startsWith('left out: '),
  );
  return {
    file,
    killed: count('Killed'),
    timedOut: count('Timeout'),
    survived: count('Survived', 'NoCoverage'),
    answered: count('Ignored') - leftOut.length,
    ...run,
  };
}

/** In percent. */
export function scoreOf({ killed, timedOut, survived }: Omit<Counts, 'answered'>): number {
  return (100 * (killed + timedOut)) / (killed + timedOut + survived);
}

/** As git names the text of a file, in short. */
export function textOf(source: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(source)}\0${source}`)
    .digest('hex')
    .slice(0, 8);
}

const head = ['file', 'mutants', 'killed', 'timed out', 'survived', 'answered', 'score', 'run on', 'text'];
const asRow = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;

const notYetRun = (file: string) =>
  asRow([`\`${file}\``, ...head.slice(1).map((name) => (name === 'score' ? 'not yet run' : ''))]);

/** The rows of the table in docs/mutation.md that have a score. */
export function scoresIn(document: string): Score[] {
  const rows = document.matchAll(/^\| `(\S+)` +((?:\| *\d+ *){5})\| \S+ % \| (\S+) \| (\S+) \|$/gm);
  return [...rows].map(([, file = '', cells = '', on = '', text = '']) => {
    const [, killed = 0, timedOut = 0, survived = 0, answered = 0] = cells.split('|').slice(1).map(Number);
    return { file, killed, timedOut, survived, answered, on, text };
  });
}

/** The document with these scores in its table, beside those of other files, in an order of files; rows of files that are not in it go. */
export function withScores(document: string, found: readonly Score[], order: readonly string[]): string {
  const known = new Map([...scoresIn(document), ...found].map((score) => [score.file, score]));
  const scores = order.flatMap((file) => known.get(file) ?? []);
  const sum = (field: keyof Counts) => scores.reduce((total, score) => total + score[field], 0);
  const all = {
    killed: sum('killed'),
    timedOut: sum('timedOut'),
    survived: sum('survived'),
    answered: sum('answered'),
  };
  const rowOf = (name: string, score: Counts, { on, text }: Run) => {
    const { killed, timedOut, survived, answered } = score;
    const mutants = killed + timedOut + survived + answered;
    return asRow([name, mutants, killed, timedOut, survived, answered, `${scoreOf(score).toFixed(1)} %`, on, text]);
  };
  const table = [
    asRow(head),
    asRow(['---', ...head.slice(1).map(() => '--:')]),
    ...order.map((file) => {
      const score = known.get(file);
      return score === undefined ? notYetRun(file) : rowOf(`\`${file}\``, score, score);
    }),
    rowOf('all', all, { on: '', text: '' }),
  ];
  return document.replace(/^\| file .*\n(?:\|.*\n)+/m, () => `${table.join('\n')}\n`);
}
