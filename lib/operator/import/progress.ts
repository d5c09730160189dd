import { everyLesson } from '../../../lambdas/core/course/course.ts';
import type { Series } from '../../../lambdas/core/course/series.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import type { ProfileChanges } from '../../../lambdas/core/person/transitions.ts';
import type { Column, DateOrder } from './choices.ts';
import type { Refusal, Row } from './row.ts';
import { readDate, readInstant } from './typed-values.ts';

/** How far somebody has come, as a file says it: lessons that they had elsewhere are not sent to them again. */

/** Not placed in a series yet. */
export interface Progress {
  /** Numbers from 1, ids, or ids with the instant at which they were sent. */
  had: readonly { lesson: string; at?: string }[];
  /** They had every lesson before this one, by its number or id. */
  next?: string;
  /** Local date of their latest lesson. */
  lastLessonOn?: string;
  skipped: readonly string[];
  welcomedAt?: string;
}

/**
 * Reads the columns of progress. `lessonsHad` is a number (so many lessons from the first), numbers and ranges ("1-4 6"), or ids, which may have the
 * instant of their sending ("breathing@2026-01-05T06:00:00Z").
 *
 * @param now - ISO instant; what was sent was sent before it
 */
export function readProgress(row: Row, dates: DateOrder | undefined, now: string): Progress | Refusal {
  const words = wordsIn(row.lessonsHad);
  const had: { lesson: string; at?: string }[] = [];
  for (const word of words.length === 1 && isNumber(words[0]!) && words[0] !== '0' ? [`1-${words[0]}`] : words) {
    const [, from, to] = /^(\d{1,3})-(\d{1,3})$/.exec(word) ?? [];
    if (from !== undefined) {
      for (let lesson = Number(from); lesson <= Number(to); lesson += 1) had.push({ lesson: String(lesson) });
    } else if (word !== '0') {
      const [lesson = '', at] = word.split('@');
      const sent = at === undefined ? undefined : readInstant(at, undefined);
      if (!/^[\w-]{1,80}$/.test(lesson)) return { why: 'lessonsHad must be numbers or ids of lessons, such as 1-4' };
      if (typeof sent === 'object') return { why: `lessonsHad ${sent.why}` };
      if (sent !== undefined && sent > now) return { why: 'lessonsHad is in the future' };
      had.push(sent === undefined ? { lesson } : { lesson, at: sent });
    }
  }
  const lastLessonOn = row.lastLessonOn ? readDate(row.lastLessonOn, dates) : undefined;
  if (typeof lastLessonOn === 'object') return { why: `lastLessonOn ${lastLessonOn.why}` };
  // A day further east may be ahead.
  if (lastLessonOn !== undefined && lastLessonOn > dayAfter(now)) return { why: 'lastLessonOn is in the future' };
  const welcomedAt = row.welcomedAt ? readInstant(row.welcomedAt, dates) : undefined;
  if (typeof welcomedAt === 'object') return { why: `welcomedAt ${welcomedAt.why}` };
  // What happened this very second has happened.
  if (welcomedAt !== undefined && welcomedAt > now) return { why: 'welcomedAt is in the future' };
  return {
    had,
    ...(row.nextLesson && { next: row.nextLesson.trim() }),
    ...(lastLessonOn !== undefined && { lastLessonOn }),
    skipped: wordsIn(row.lessonsSkipped),
    ...(welcomedAt !== undefined && { welcomedAt }),
  };
}

function dayAfter(now: string): string {
  return new Date(Date.parse(now) + 86_400_000).toISOString().slice(0, 10);
}

const wordsIn = (text: string | undefined) => (text ?? '').split(/[\s,;|]+/).filter(Boolean);
const isNumber = (text: string) => /^\d{1,3}$/.test(text);

/** What of the profile says how far they came. */
export type Placed = Pick<ProfileChanges, 'sent' | 'lessonSentOn' | 'leftOut' | 'welcomeSentAt'>;

/**
 * The same as it is stored.
 *
 * @param since - ISO instant that stands for the sending of a lesson of which the file does not say when
 */
export function placeProgress(
  { had, next, lastLessonOn, skipped, welcomedAt }: Progress,
  series: Series,
  library: SeriesLibrary,
  since: string,
): Placed | Refusal {
  const there = new Set(library.all.flatMap(everyLesson).map(({ id }) => id));
  const sent: Record<string, string> = {};
  for (const { lesson, at } of had) {
    const id = isNumber(lesson) ? series.lessons[Number(lesson) - 1]?.id : lesson;
    if (id === undefined) return { why: `lessonsHad names lesson ${lesson}; the series has ${series.lessons.length}` };
    // An export may have lessons that are no longer in any series.
    if (at === undefined && !there.has(id)) return { why: `lessonsHad names "${id}", which is not a lesson here` };
    sent[id] = at ?? since;
  }
  if (next !== undefined) {
    const index = isNumber(next) ? Number(next) - 1 : series.lessons.findIndex(({ id }) => id === next);
    if (index < 0 || index > series.lessons.length) {
      return { why: 'nextLesson must be the number or the id of a lesson in their series' };
    }
    for (const { id } of series.lessons.slice(0, index)) sent[id] ??= since;
  }
  const unknown = skipped.find((id) => !there.has(id));
  if (unknown !== undefined) return { why: 'lessonsSkipped names a lesson that is not here' };
  return {
    ...(Object.keys(sent).length > 0 && { sent }),
    ...(lastLessonOn !== undefined && { lessonSentOn: lastLessonOn }),
    ...(skipped.length > 0 && { leftOut: [...skipped] }),
    ...(welcomedAt !== undefined && { welcomeSentAt: welcomedAt }),
  };
}

/** The columns of progress of somebody who is stored, as an import reads them. */
export function progressColumns({
  sent = {},
  lessonSentOn,
  leftOut = [],
  welcomeSentAt,
}: Placed): Partial<Record<Column, string>> {
  const inOrder = Object.entries(sent).toSorted(([a, at], [b, then]) =>
    at === then ? (a < b ? -1 : 1) : at < then ? -1 : 1,
  );
  return {
    ...(inOrder.length > 0 && { lessonsHad: inOrder.map(([id, at]) => `${id}@${at}`).join(' ') }),
    ...(lessonSentOn !== undefined && { lastLessonOn: lessonSentOn }),
    ...(leftOut.length > 0 && { lessonsSkipped: leftOut.join(' ') }),
    ...(welcomeSentAt !== undefined && { welcomedAt: welcomeSentAt }),
  };
}
