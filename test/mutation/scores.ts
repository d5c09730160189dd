/** What became of the mutants of a file. */
export interface Score {
  file: string;
  killed: number;
  /** They never ended: noticed as well. */
  timedOut: number;
  survived: number;
  /** The source says why no test can notice. */
  answered: number;
}

/** Of the mutants of a file that are not answered, so many in a hundred have to be noticed. */
export const scoreMin = 95;

type Outcome = { fileName: string; status: string; statusReason?: string | undefined };

/** Counts the mutants of a file. What the settings leave out (no-log-texts.js) and what cannot run at all is no mutant. */
export function tally(file: string, outcomes: readonly Outcome[]): Score {
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
  };
}

/** In percent. */
export function scoreOf({ killed, timedOut, survived }: Omit<Score, 'file' | 'answered'>): number {
  return (100 * (killed + timedOut)) / (killed + timedOut + survived);
}

const head = ['file', 'mutants', 'killed', 'timed out', 'survived', 'answered', 'score'];
const asRow = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;

/** The rows of the table in docs/mutation.md. */
export function scoresIn(document: string): Score[] {
  const rows = document.matchAll(/^\| `(\S+)` +((?:\| *\d+ *){5})\|/gm);
  return [...rows].map(([, file = '', cells = '']) => {
    const [, killed = 0, timedOut = 0, survived = 0, answered = 0] = cells.split('|').slice(1).map(Number);
    return { file, killed, timedOut, survived, answered };
  });
}

/** The document with these scores in its table, beside those of other files, in an order of files; rows of files that are not in it go. */
export function withScores(document: string, found: readonly Score[], order: readonly string[]): string {
  const known = new Map([...scoresIn(document), ...found].map((score) => [score.file, score]));
  const scores = order.flatMap((file) => known.get(file) ?? []);
  const sum = (field: 'killed' | 'timedOut' | 'survived' | 'answered') =>
    scores.reduce((total, score) => total + score[field], 0);
  const all = {
    killed: sum('killed'),
    timedOut: sum('timedOut'),
    survived: sum('survived'),
    answered: sum('answered'),
  };
  const rowOf = (name: string, score: typeof all) => {
    const { killed, timedOut, survived, answered } = score;
    const mutants = killed + timedOut + survived + answered;
    return asRow([name, mutants, killed, timedOut, survived, answered, `${scoreOf(score).toFixed(1)} %`]);
  };
  const table = [
    asRow(head),
    asRow(['---', ...head.slice(1).map(() => '--:')]),
    ...scores.map((score) => rowOf(`\`${score.file}\``, score)),
    rowOf('all', all),
  ];
  return document.replace(/^\| file .*\n(?:\|.*\n)+/m, () => `${table.join('\n')}\n`);
}
