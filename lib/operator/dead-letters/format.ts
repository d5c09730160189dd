import { Temporal } from 'temporal-polyfill';
import type { DeadLetter } from './hold.ts';

/** Ids in a line of the list; a message of the send queue may have fifty. */
const idsShown = 2;

/** A line for each, oldest first, and what to do. */
export function formatLetters(letters: readonly DeadLetter[], now: Temporal.Instant): string {
  if (letters.length === 0) return 'No dead letters.';
  return [
    ...letters.map((letter) => lineOf(letter, now)),
    'Next: fix the cause that the log names, then weekwise dead-letters redrive; weekwise dead-letters show <id> shows one.',
  ].join('\n');
}

/** All that may be shown of one. */
export function formatLetter(letter: DeadLetter, now: Temporal.Instant): string {
  return [lineOf(letter, now), JSON.stringify(letter.details, undefined, 2)].join('\n');
}

export function formatDropped(letters: readonly DeadLetter[], done: boolean, now: Temporal.Instant): string {
  const lines = letters.map((letter) => lineOf(letter, now));
  const isEvent = letters.some(({ queue }) => queue === 'feedback');
  return [
    ...lines,
    ...(isEvent
      ? ['A bounce, complaint or send event among them is lost, and an email in doubt may be sent again.']
      : []),
    done ? `Deleted: ${letters.length}.` : 'Nothing changed. Run it again with --yes to delete them.',
  ].join('\n');
}

function lineOf({ queue, id, sentAt, kind, delivery, subscribers }: DeadLetter, now: Temporal.Instant): string {
  const more = subscribers.length - idsShown;
  const whom = [...subscribers.slice(0, idsShown), ...(more > 0 ? [`and ${more} more`] : [])].join(' ');
  // A lesson is named by its kind already; of an event both are told.
  const what = delivery?.startsWith(kind) ? delivery : [kind, delivery].filter(Boolean).join(' ');
  return [queue.padEnd(9), id, formatAge(sentAt, now).padStart(7), what, whom].join('  ').trimEnd();
}

function formatAge(sentAt: string, now: Temporal.Instant): string {
  const minutes = Math.max(0, Math.floor(Temporal.Instant.from(sentAt).until(now).total('minutes')));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2 * 24 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / (24 * 60))} days`;
}
