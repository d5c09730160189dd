import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { NoticeFields } from './series.ts';
import { inPresentZone } from '../person/preferences.ts';
import { Instant } from '../person/stored-values.ts';
import { hasEverHad } from '../person/had-lessons.ts';
import { isSubscribed, statusAt, type Person } from '../person/subscriber.ts';
import { isoInstant } from '../time/calendar.ts';
import { presentName } from '../time/planned-walls.ts';
import { NoticeId } from '../person/notice-id.ts';

/** An email that an operator sends once to people who are subscribed: a correction, the clinic is closed, a new sender. */

/** For whom it is. Whoever left, bounced, complained, moved away or never confirmed is in no audience: the claim sees to that. */
export const Audience = z.object({
  /** Only people in this series. */
  series: z.string().exactOptional(),
  /** Only people who had this lesson. */
  had: z.string().exactOptional(),
  /** That lesson comes on demand: everybody who had one on demand may have had it. */
  hadOnDemand: z.literal(true).exactOptional(),
  /** Only people in this time zone. */
  zone: z.string().exactOptional(),
  /** Only people whom this import brought, by its name. */
  imported: z.string().exactOptional(),
  /** People whose emails are paused as well. */
  paused: z.literal(true).exactOptional(),
  /** People who had every lesson as well. */
  completed: z.literal(true).exactOptional(),
});
export type Audience = z.infer<typeof Audience>;

/** How far the walk over everybody is. It goes over them again until it finds nobody left. */
export const Walk = z.object({
  /** How often it has gone over everybody, from 0. */
  pass: z.int().min(0),
  /** Of this pass: to how many it was sent, and how many have yet to get it, because it is night there or a mail of theirs is in doubt. */
  sent: z.int().min(0),
  left: z.int().min(0),
  /** Everybody up to this key of the table was looked at. */
  after: z.object({ pk: z.string(), sk: z.string() }).exactOptional(),
  /** When the first of those who are left can be tried again. */
  soonest: Instant.exactOptional(),
  /** Between two passes: when the next one begins, where it is not at once. */
  nextAt: Instant.exactOptional(),
});
export type Walk = z.infer<typeof Walk>;

export const Notice = z.object({
  id: NoticeId,
  subject: z.string(),
  /** When the operator sent it. Whoever confirmed later does not get it. */
  at: Instant,
  audience: Audience,
  walk: Walk,
  stopped: z.object({ at: Instant, why: z.string() }).exactOptional(),
  /** When the walk ended; `late`: with people left, whom it could not reach in the time that it had. */
  finished: z.object({ at: Instant, late: z.literal(true).exactOptional() }).exactOptional(),
});
export type Notice = z.infer<typeof Notice>;

/** What a notice says. Stored once, and kept as the record of what was sent. */
export const NoticeText = z.object({
  subject: z.string().min(1),
  preheader: z.string().min(1),
  title: z.string().min(1),
  /** What stands between the greeting and the foot, as html and as plain text. */
  html: z.string().min(1),
  text: z.string().min(1),
});
export type NoticeText = z.infer<typeof NoticeText>;

export const newWalk: Walk = { pass: 0, sent: 0, left: 0 };

/** How long people are tried who could not be reached at once: as long as it takes a night, a mail in doubt or a used up quota to pass, and some. */
export const noticeHours = 72;

/** Has its time run out? What it says may not be true any more. */
export function isPast({ at }: Pick<Notice, 'at'>, now: Temporal.Instant): boolean {
  return Temporal.Instant.from(at).until(now).total('hours') >= noticeHours;
}

/** Does it go out, or will it? */
export function isUnderWay({ stopped, finished }: Notice): boolean {
  return stopped === undefined && finished === undefined;
}

/** Has its walk something to do at an instant? */
export function isDue(notice: Notice, now: Temporal.Instant): boolean {
  const { nextAt } = notice.walk;
  return isUnderWay(notice) && (nextAt === undefined || Temporal.Instant.compare(nextAt, now) <= 0);
}

/** Why somebody does not get a notice. */
export type NotForThem =
  | 'had-it'
  | 'not-subscribed'
  | 'joined-later'
  | 'not-welcomed'
  | 'paused'
  | 'completed'
  | 'other-series'
  | 'lesson-not-had'
  | 'other-zone'
  | 'other-import';

/** Why a person does not get a notice, at an instant; undefined where they do. */
export function whyNotFor(
  person: Person,
  { id, at, audience }: Pick<Notice, 'id' | 'at' | 'audience'>,
  now: Temporal.Instant,
): NotForThem | undefined {
  if (person.notices?.includes(id)) return 'had-it';
  if (!isSubscribed(person)) return 'not-subscribed';
  // Whoever changed their address confirmed the new one, and was here before.
  if (person.confirmedAt > at && person.movedFrom === undefined) return 'joined-later';
  // The first email to somebody who was imported is the welcome, which waits for its turn.
  if (person.importedBy !== undefined && person.welcomeSentAt === undefined && person.dueFrom > isoInstant(now)) {
    return 'not-welcomed';
  }
  if (person.status === 'completed' && !audience.completed) return 'completed';
  if (statusAt(person, now) === 'paused' && !audience.paused) return 'paused';
  if (audience.series !== undefined && person.series !== audience.series) return 'other-series';
  const mayHaveHad = audience.hadOnDemand && person.onDemandSentAt !== undefined;
  if (audience.had !== undefined && !mayHaveHad && !hasEverHad(person, audience.had)) return 'lesson-not-had';
  if (audience.imported !== undefined && person.importedBy !== audience.imported) return 'other-import';
  const { zone } = inPresentZone(person.preferences);
  if (audience.zone !== undefined && zone !== presentName(audience.zone)) return 'other-zone';
  return undefined;
}

/**
 * Somebody as they will be at the address that they are changing to; undefined of everybody else. Their record is closed here and may not have begun there
 * yet, if a crash cut the change short, and a notice waits for them.
 */
export function afterMoving(person: Person): Person | undefined {
  const { status, movedTo, moveFinishedAt, completedAt } = person;
  if (status !== 'moved' || movedTo === undefined || moveFinishedAt !== undefined) return undefined;
  return { ...person, status: completedAt === undefined ? 'active' : 'completed' };
}

/** What an email merges of a notice. */
export function noticeFields({ subject, preheader, title, html, text }: NoticeText): NoticeFields {
  return { subject, preheader, title, body: { toHTML: () => html, toString: () => text } };
}

/** What every other email merges. */
export const noNotice: NoticeFields = {
  subject: '',
  preheader: '',
  title: '',
  body: { toHTML: () => '', toString: () => '' },
};
