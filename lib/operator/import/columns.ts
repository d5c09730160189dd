import { OperatorError } from '../operator-error.ts';
import { listed, looksLikeLeaving, looksLikeStatus, nearest, sameName } from './column-names.ts';
import { readColumns, type Column, type SourceName } from './choices.ts';
import { recognise, sourceOf, sources, type Use } from './sources.ts';

/** Which columns of a file are understood, and what becomes of the others. */

/** What the operator says of columns. */
export interface ColumnWishes {
  /** Names of columns to leave out. */
  ignoreColumns?: readonly string[] | undefined;
  /** Columns by the field that they are: `{ email: 'Email Address' }`. */
  map?: Readonly<Partial<Record<Column, string>>> | undefined;
  /** Everybody in the file is subscribed there: needed where it does not say so. */
  subscribedOnly?: boolean | undefined;
}

export interface ColumnPlan {
  name: string;
  /** Undefined for a column that nobody knows. */
  use: Use | undefined;
  /**
   * Of a column that is ignored though the operator did not say so: it must say of nobody that they left, by its words, or by its name and words; or it
   * must be empty, since without a name nobody can tell what it says.
   */
  unless?: 'words' | 'field' | 'anything';
  /** What it may have been meant to be. */
  guess?: string | undefined;
}

/** Fields that a column with the looks of a state may be mapped to. */
const statusFields: readonly Column[] = ['consentAt', 'consentText', 'consentSource', 'agreedAt'];

/** Is it a field within a column of JSON, in which a tool keeps what its users like? */
export function isInJson(name: string, from: SourceName): boolean {
  return name.includes('.') && sources[from].columns[name.split('.')[0]!] === 'json';
}

/** What becomes of each column, in order. Judges nothing; see {@link refuseColumns}. */
export function planColumns(names: readonly string[], from: SourceName, wishes: ColumnWishes = {}): ColumnPlan[] {
  const { columns, others } = sources[from];
  const known = new Map(Object.entries(columns).map(([name, use]) => [sameName(name), use]));
  const mapped = new Map(Object.entries(wishes.map ?? {}).map(([field, name]) => [sameName(name), field as Column]));
  const taken = new Set(mapped.values());
  const left = new Set((wishes.ignoreColumns ?? []).map(sameName));
  const passedOver = (name: string, unless: NonNullable<ColumnPlan['unless']>): ColumnPlan =>
    name !== '' && left.has(sameName(name)) ? { name, use: 'ignored' } : { name, use: 'ignored', unless };
  return names.map((name): ColumnPlan => {
    const same = sameName(name);
    const field = mapped.get(same);
    const use = field === 'status' ? sources.weekwise.columns['status'] : (field ?? known.get(same));
    if (use !== undefined) {
      // The operator chose another column for this field.
      const isReplaced = typeof use === 'string' && !mapped.has(same) && taken.has(use as Column);
      return isReplaced || use === 'ignored' ? passedOver(name, 'words') : { name, use };
    }
    const isOther = others?.test(name.trim()) === true && !looksLikeStatus(name);
    if (name === '') return passedOver(name, 'anything');
    if (isInJson(name, from)) return passedOver(name, 'field');
    if (isOther) return passedOver(name, 'words');
    if (left.has(same) && !looksLikeStatus(name)) return { name, use: 'ignored' };
    return { name, use: undefined, guess: nearest(name, [...Object.keys(columns), ...readColumns]) };
  });
}

/**
 * Ends an import whose columns cannot be trusted: one is not known, is there twice or is missing, or nothing says who left. A column that is passed
 * over may be the one that says who opted out.
 *
 * @param insisted - the operator said where the file is from
 */
export function refuseColumns(
  plan: readonly ColumnPlan[],
  from: SourceName,
  wishes: ColumnWishes,
  insisted: boolean,
): void {
  const why = whyNot(plan, from, wishes);
  if (why === undefined) return;
  const names = plan.map(({ name }) => name);
  const likely = recognise(names) ?? (sourceOf(names) === 'weekwise' ? 'weekwise' : undefined);
  if (insisted && likely !== undefined && likely !== from && plan.length > 0) {
    throw new OperatorError(
      `The file looks like ${likely === 'weekwise' ? 'one of our own' : `an export of ${sources[likely].title}`}: say --from ${likely}, or leave --from out.`,
    );
  }
  throw new OperatorError(why);
}

function whyNot(plan: readonly ColumnPlan[], from: SourceName, wishes: ColumnWishes): string | undefined {
  const { title, tellsWhoLeft } = sources[from];
  const names = plan.map(({ name }) => name);
  const { map = {}, ignoreColumns = [], subscribedOnly = false } = wishes;
  const statusIgnored = ignoreColumns.filter((name) => looksLikeStatus(name) && !isInJson(name, from));
  if (statusIgnored.length > 0) return statusWords(statusIgnored);
  for (const [field, column] of Object.entries(map)) {
    if (!names.some((name) => sameName(name) === sameName(column))) {
      return `There is no column ${listed([column])} for --map ${field}. There are ${listed(names)}.`;
    }
    const known = Object.entries(sources[from].columns).find(([name]) => sameName(name) === sameName(column))?.[1];
    const isState = typeof known === 'object' || known === 'confirmedAt';
    const mayBe =
      field === 'status' || (!isState && !looksLikeLeaving(column) && statusFields.includes(field as Column));
    if (!mayBe && (isState || looksLikeStatus(column) || looksLikeLeaving(column))) return statusWords([column]);
  }
  const read = plan.flatMap(({ name, use }) =>
    typeof use === 'string' && use !== 'ignored' && use !== 'json' && use !== 'confirmedAt' ? [{ name, use }] : [],
  );
  const twice = read.find(({ use }, at) => read.findIndex((one) => one.use === use) !== at);
  if (twice !== undefined) {
    const both = read.filter(({ use }) => use === twice.use).map(({ name }) => name);
    const field = twice.use;
    return `Two columns are read as ${field}: ${listed(both)}. Keep the right one, or choose it with --map ${field}=${JSON.stringify(both[0])}.`;
  }
  if (!read.some(({ use }) => use === 'email')) {
    return `The first line must name the columns, and email among them. It names ${listed(names)}. If one of them is the address, say so: --map email="…".`;
  }
  const unknown = plan.filter(({ use }) => use === undefined);
  if (unknown.length > 0) {
    const guesses = unknown.map(
      ({ name, guess }) => `${listed([name])}${guess === undefined ? '' : ` (did you mean ${guess}?)`}`,
    );
    return `The import does not know ${guesses.length === 1 ? 'the column' : 'the columns'} ${guesses.join(', ')}. ${wayOn(unknown.map(({ name }) => name))}`;
  }
  if (tellsWhoLeft === undefined || subscribedOnly || saysWhoLeft(plan, from)) return undefined;
  return tellsWhoLeft.length === 0
    ? `An export of ${title} does not say who unsubscribed. Export only people who are subscribed, and say so with --subscribed-only.`
    : `Nothing in the file says who unsubscribed: ${title} says it in the column ${tellsWhoLeft.join(' or ')}. Export it with that column, or export only people who are subscribed and say so with --subscribed-only.`;
}

/** Is one of the columns there that say who left? */
export function saysWhoLeft(plan: readonly ColumnPlan[], from: SourceName): boolean {
  const telling = new Set((sources[from].tellsWhoLeft ?? []).map(sameName));
  return plan.some(({ name }) => telling.has(sameName(name)));
}

function wayOn(unknown: string[]): string {
  const status = unknown.filter(looksLikeStatus);
  if (status.length > 0) return statusWords(status);
  return `Say what it should read with --map, and leave out the rest with --ignore-columns ${JSON.stringify(unknown.join(','))}.`;
}

function statusWords(names: readonly string[]): string {
  const [verb, it] = names.length === 1 ? ['looks', 'it is'] : ['look', 'they are'];
  return `${listed(names)} ${verb} as if it told who is subscribed, so ${it} never ignored: make a file without those who are not, and without that column.`;
}

/** Why an import ends over what a column says that is not read; the column's number is from 1. */
export function unreadWords({ name, unless }: Pick<ColumnPlan, 'name' | 'unless'>, number: number): string {
  if (unless === 'anything') {
    return `Column ${number} has no name, and there is something in it: give it a name, since it may say who is subscribed, or take it out of the file.`;
  }
  return `${listed([name])} says of somebody that they left, and the import does not read it: make a file without those people, or, if it means something else, say --ignore-columns ${JSON.stringify(name.slice(0, 40))}.`;
}

/** The columns and what becomes of each, for people to read. */
export function formatColumns(plan: readonly ColumnPlan[], from: SourceName): string {
  const lines = plan.map(({ name, use, guess }) => `  ${listed([name])}: ${becomes(use, guess)}`);
  return [`Read as ${from}. Columns:`, ...lines].join('\n');
}

function becomes(use: Use | undefined, guess: string | undefined): string {
  if (use === undefined) return `not known${guess === undefined ? '' : ` (did you mean ${guess}?)`}`;
  if (use === 'ignored') return 'ignored';
  if (use === 'json') return 'looked into for first name and zone';
  if (typeof use === 'object') return 'says who is subscribed';
  return use === 'agreedAt' || use === 'confirmedAt' ? 'when they agreed, with --consent-text' : `used as ${use}`;
}
