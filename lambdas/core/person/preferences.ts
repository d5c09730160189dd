import { formatDays, formatWeekly } from '../time/words.ts';
import * as z from 'zod';
import { dueKey, type Slot, weekdayOf } from '../time/calendar.ts';
import { typedText } from './typed-text.ts';
import { canonicalZone, isKnownZone } from '../time/zones.ts';

/** ISO weekday, 1 = Monday … 7 = Sunday. */
export const Weekday = z.number().int().min(1).max(7);

/** "HH:MM" on the quarter hour. */
export const SendTime = z.string().regex(/^([01]\d|2[0-3]):(00|15|30|45)$/, 'Choose a time on the quarter hour.');

/** A time zone by any of its names, in any case; it comes out by the one name under which it is stored. */
export const Zone = z
  .string()
  .refine(isKnownZone, 'We do not know this time zone.')
  .transform((typed) => canonicalZone(typed)!);

export const reminderDaysMax = 3;

/** When and how a person wants to be written to. */
export const Preferences = z
  .object({
    zone: Zone,
    lessonDay: Weekday,
    sendTime: SendTime,
    reminderDays: z.array(Weekday).max(reminderDaysMax, `Choose up to ${reminderDaysMax} days.`),
    locale: z.enum(['en']),
  })
  .transform((preferences) => ({
    ...preferences,
    reminderDays: remindersBeside(preferences.lessonDay, preferences.reminderDays),
  }));
export type Preferences = z.output<typeof Preferences>;

/** A lesson day needs no reminder, and a day counts once. */
export function remindersBeside(lessonDay: number, days: readonly number[]): number[] {
  return [...new Set(days)].filter((day) => day !== lessonDay).sort((a, b) => a - b);
}

/** The same, with the zone by its present name. What is stored may have one from before the place was renamed, or as somebody once typed it. */
export function inPresentZone<Some extends Pick<Preferences, 'zone'>>(preferences: Some): Some {
  return { ...preferences, zone: canonicalZone(preferences.zone) ?? preferences.zone };
}

/** What email programs make a link of: a sign-up by somebody else would greet its owner with an address of their choice. */
const looksLikeAddress = /[@/:\\]|\bwww\.|[\p{L}\p{N}][.。．｡]\p{L}{2}|\d[.。．｡]\d/iu;

/** First names, in any script: what a greeting needs and no more. Refuses what could break a header or steer the text around it. */
export const FirstName = typedText(40, { lines: 'one' }).refine(
  (name) => !looksLikeAddress.test(name),
  'A name cannot hold the address of a page or a mailbox. After a full stop, leave a space.',
);

/** Most dates on which something else happens. */
export const dayChangesMax = 8;

/** Local dates on which something else happens than the weekday says: nothing, or the lesson of another day. */
export type DayChanges = Record<string, 'none' | 'lesson'>;

/**
 * The projected attribute of the `due` index: which weekdays are lesson and reminder days, and single dates on which nothing (-) or a lesson
 * (+) comes instead, e.g. "L1R35-2026-11-30+2026-12-02".
 */
export function daysKey({
  preferences,
  dayChanges = {},
}: {
  preferences: Pick<Preferences, 'lessonDay' | 'reminderDays'>;
  dayChanges?: DayChanges | undefined;
}): string {
  const dates = Object.entries(dayChanges).map(([date, what]) => `${what === 'none' ? '-' : '+'}${date}`);
  return `L${preferences.lessonDay}R${preferences.reminderDays.join('')}${dates.sort().join('')}`;
}

/** What a `days` attribute asks for on a local date. */
export function kindOn(days: string, localDate: string): 'lesson' | 'reminder' | undefined {
  if (days.includes(`+${localDate}`)) return 'lesson';
  if (days.includes(`-${localDate}`)) return undefined;
  const [, lesson, reminders = ''] = /^L(\d)R(\d*)/.exec(days) ?? [];
  const weekday = String(weekdayOf(localDate));
  if (lesson === weekday) return 'lesson';
  return reminders.includes(weekday) ? 'reminder' : undefined;
}

/** The partition of the `due` index in which a person with these preferences stands. */
export function dueKeyOf(preferences: Preferences): string {
  return dueKey(preferences.zone, preferences.sendTime);
}

/**
 * The partitions in which somebody may stand whom a slot serves: its own, and that of the zone's present name, to which they may have moved
 * since the slot was planned. They move that way only.
 */
export function dueKeysOf({ zone, localTime }: Pick<Slot, 'zone' | 'localTime'>): [own: string, present: string] {
  return [dueKey(zone, localTime), dueKey(inPresentZone({ zone }).zone, localTime)];
}

/** Everything that somebody chose, in sentences for their own data page. */
export function formatPreferences(preferences: Preferences): string {
  const days = formatDays(preferences.reminderDays);
  return `Your lessons come ${formatSchedule(preferences)}; ${days === '' ? 'no reminders' : `reminders on ${days}`}. Language: ${preferences.locale}.`;
}

/** "Mondays at 7:00, Berlin time". */
export function formatSchedule({ lessonDay, sendTime, zone }: Preferences): string {
  return formatWeekly({ day: lessonDay, time: sendTime, zone });
}
