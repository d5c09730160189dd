import { Temporal } from 'temporal-polyfill';
import type { Person } from '../person/subscriber.ts';

type SoftBounce = NonNullable<Person['softBounces']>[number];

/** A person is given up after this many transient bounces in a row … */
const inARow = 3;
/** … that span at least this many days: a full mailbox in one bad week is no reason to leave somebody out. */
const spanDays = 14;

/** Adds a bounce once, however often it is told; keeps the latest few, oldest first. */
export function addSoftBounce(known: SoftBounce[], bounce: SoftBounce): SoftBounce[] {
  if (known.some(({ id }) => id === bounce.id)) return known;
  return [...known, bounce].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-inARow);
}

/** In a row: no more lessons went out since the first of them than bounces came back. */
export function isSuppressedBySoftBounces({ softBounces = [], sent }: Pick<Person, 'softBounces' | 'sent'>): boolean {
  const first = softBounces.at(-inARow);
  if (first === undefined) return false;
  const last = softBounces.at(-1)!;
  const span = Temporal.Instant.from(first.at).until(last.at).total('hours') / 24;
  const lessonsBetween = Object.values(sent).filter((at) => at > first.at && at <= last.at).length;
  return span >= spanDays && lessonsBetween <= softBounces.length;
}
