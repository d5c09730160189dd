import { distance } from '../../nearest.ts';
import { OperatorError } from '../operator-error.ts';

/** Which columns of a file are understood, and what becomes of the others. */

export interface ColumnRules {
  /** By their names in the code that reads them. */
  known: readonly string[];
  needed: readonly string[];
  /** Names that the operator said to leave out. */
  ignored: readonly string[];
}

/** "First name", "first_name" and "FirstName" are one name. */
export function sameName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The known name of each column: undefined for one that is ignored, and for one without a name.
 *
 * @throws OperatorError when one is missing, there twice, or not understood: a column that is passed over may be the one that says who opted out
 */
export function readColumns(names: readonly string[], { known, needed, ignored }: ColumnRules): (string | undefined)[] {
  if (names.some((name) => name.includes('@')))
    throw new OperatorError('The first line must name the columns. It holds an address.');
  refuseStatus(ignored);
  const byName = new Map(known.map((name) => [sameName(name), name]));
  const left = new Set(ignored.map(sameName));
  const read = names.map((name) => byName.get(sameName(name)));
  const twice = read.find((name, at) => name !== undefined && read.indexOf(name) !== at);
  if (twice !== undefined) throw new OperatorError(`Two columns are called ${twice}. Keep the right one.`);
  const missing = needed.filter((name) => !read.includes(name));
  if (missing.length > 0) {
    throw new OperatorError(
      `The first line must name the columns, and ${missing.join(', ')} among them. It names ${listed(names)}.`,
    );
  }
  const unknown = names.filter((name, at) => read[at] === undefined && name !== '' && !left.has(sameName(name)));
  if (unknown.length > 0) {
    const guesses = unknown.map((name) => `${listed([name])}${guess(name, known)}`);
    throw new OperatorError(
      `The import does not know ${guesses.length === 1 ? 'the column' : 'the columns'} ${guesses.join(', ')}. ${wayOn(unknown)}`,
    );
  }
  return read;
}

function wayOn(unknown: string[]): string {
  const status = unknown.filter(looksLikeStatus);
  if (status.length > 0) return statusWords(status);
  return `Rename what it should read, and leave out the rest with --ignore-columns ${JSON.stringify(unknown.join(','))}.`;
}

function refuseStatus(ignored: readonly string[]): void {
  const status = ignored.filter(looksLikeStatus);
  if (status.length > 0) throw new OperatorError(statusWords(status));
}

function statusWords(names: readonly string[]): string {
  const [verb, it] = names.length === 1 ? ['looks', 'it is'] : ['look', 'they are'];
  return `${listed(names)} ${verb} as if it told who is subscribed, so ${it} never ignored: make a file without those who are not, and without that column.`;
}

const statusParts =
  /status|subscri|unsub|suppress|bounc|block|black|enabl|disabl|activ|cancel|complain|spam|consent|confirm|verif|permission|delet|remov|reject|gdpr|donot|optin|optout/;
const statusWord = /^(opt|state$|type$|dnc$|left$|gone$|valid|churn)/;

/** Whether a column may say who wants no email. Rather too many are taken for one than too few. */
export function looksLikeStatus(name: string): boolean {
  const words = name.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').split(/[^\p{L}\p{N}]+/u);
  return statusParts.test(sameName(name)) || words.some((word) => statusWord.test(sameName(word)));
}

/** Of a file that is no such file the first line may be anything, and long. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => JSON.stringify(name.slice(0, 40)));
  return [...shown, ...(names.length > 20 ? ['…'] : [])].join(', ');
}

function guess(name: string, known: readonly string[]): string {
  const typed = sameName(name).slice(0, 40);
  const [best] = known
    .map((one) => ({ one, apart: isPart(typed, sameName(one)) ? 0 : distance(typed, sameName(one)) }))
    .toSorted((a, b) => a.apart - b.apart);
  return best !== undefined && best.apart <= Math.max(1, Math.floor(best.one.length / 3))
    ? ` (did you mean ${best.one}?)`
    : '';
}

/** Is one a word of the other, as in "email address"? */
function isPart(one: string, other: string): boolean {
  return one.length >= 4 && (one.includes(other) || other.includes(one));
}
