import { datesIn, languages } from '../time/words.ts';
import * as z from 'zod';
import { dueKey, type Slot, weekdayOf } from '../time/calendar.ts';
import { refused } from './refusals.ts';
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
    /** Time of day of reminders, where it is not that of the lessons. */
    reminderTime: SendTime.exactOptional(),
    /** The language of everything that is sent to them and shown to them. */
    locale: z.enum(languages).transform((locale): string => locale),
  })
  .transform((preferences) => withReminders(preferences, preferences));
export type Preferences = z.output<typeof Preferences>;

/** Time of day of a kind of weekly mail. */
export function timeOf(
  kind: 'lesson' | 'reminder',
  { sendTime, reminderTime = sendTime }: Pick<Chosen, 'sendTime' | 'reminderTime'>,
): string {
  return kind === 'reminder' ? reminderTime : sendTime;
}

/** Their reminders come at another time than their lessons; undefined where both come at one, or there are none. */
function ownReminderTime({ sendTime, reminderTime, reminderDays }: Chosen): string | undefined {
  return reminderDays.length === 0 || reminderTime === sendTime ? undefined : reminderTime;
}

/** The part of preferences that says on which days and at what time. */
interface Chosen {
  lessonDay: number;
  sendTime: string;
  reminderDays: number[];
  reminderTime?: string;
}

/** The same with these reminders: a lesson day needs none, a day counts once, and the time of the lessons is no other time. */
export function withReminders<Some extends Chosen>(
  preferences: Some,
  { reminderDays, reminderTime }: Pick<Chosen, 'reminderDays' | 'reminderTime'>,
): Some {
  const { lessonDay, sendTime, reminderTime: _, ...others } = preferences;
  const days = [...new Set(reminderDays)].filter((day) => day !== lessonDay).sort((a, b) => a - b);
  const isOwn = reminderTime !== undefined && reminderTime !== sendTime;
  return { ...others, lessonDay, sendTime, reminderDays: days, ...(isOwn && { reminderTime }) } as unknown as Some;
}

/** The same, with the zone by its present name. What is stored may have one from before the place was renamed, or as somebody once typed it. */
export function inPresentZone<Some extends Pick<Preferences, 'zone'>>(preferences: Some): Some {
  return { ...preferences, zone: canonicalZone(preferences.zone) ?? preferences.zone };
}

/** What email programs make a link of: a sign-up by somebody else would greet its owner with an address of their choice. */
const looksLikeAddress = /[@/:\\]|\bwww\.|[\p{L}\p{N}][.。．｡]\p{L}{2}|\d[.。．｡]\d/iu;

/** Weeks from one lesson to the next that may be chosen. */
export const paces = [1, 2, 4] as const;
export const Pace = z.literal(paces);
export type Pace = z.output<typeof Pace>;

/** Only for lessons that they have had: the pace of who keeps a lesson a month after the course. */
export const monthlyPace = 4;

/** The pace at which a course begins that they have not had. A lesson a month is no pace for that, and one a week is not stored. */
export function paceOfCourse(weeksBetween: number | undefined): number | undefined {
  return weeksBetween === monthlyPace ? undefined : weeksBetween;
}

/** First names, in any script: what a greeting needs and no more. Refuses what could break a header or steer the text around it. */
export const FirstName = typedText(40, { lines: 'one' }).refine(
  (name) => !looksLikeAddress.test(name),
  refused(
    'A name cannot hold the address of a page or a mailbox. After a full stop, leave a space.',
    'name-with-address',
  ),
);

/** Most dates on which something else happens. */
export const dayChangesMax = 8;

/** Local dates on which something else happens than the weekday says: nothing, or the lesson of another day. */
export type DayChanges = Record<string, 'none' | 'lesson'>;

/**
 * The projected attribute of the `due` index: which weekdays are lesson and reminder days, the time of reminders where they have one of their own,
 * and single dates on which nothing (-) or a lesson (+) comes instead, e.g. "L1R35@18:30-2026-11-30+2026-12-02".
 */
export function daysKey({
  preferences,
  dayChanges = {},
}: {
  preferences: Chosen;
  dayChanges?: DayChanges | undefined;
}): string {
  const { lessonDay, reminderDays } = preferences;
  const dates = Object.entries(dayChanges).map(([date, what]) => `${what === 'none' ? '-' : '+'}${date}`);
  const time = ownReminderTime(preferences);
  return `L${lessonDay}R${reminderDays.join('')}${time === undefined ? '' : `@${time}`}${dates.sort().join('')}`;
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

/** The slot of a weekly mail of theirs on a date, as the planner finds them in it. */
export function slotOn(kind: 'lesson' | 'reminder', localDate: string, preferences: Preferences): Slot {
  const { zone, sendTime } = preferences;
  const localTime = timeOf(kind, preferences);
  return { zone, localDate, localTime, ...(localTime !== sendTime && { lessonTime: sendTime }) };
}

/** What a slot asks of somebody by their `days` attribute: nothing where the mail of that date comes at another time of theirs. */
export function kindIn(days: string, { localDate, localTime, lessonTime }: Slot): 'lesson' | 'reminder' | undefined {
  const kind = kindOn(days, localDate);
  const time = kind === 'reminder' ? /@(\d\d:\d\d)/.exec(days)?.[1] : undefined;
  return time === (lessonTime === undefined ? undefined : localTime) ? kind : undefined;
}

/** The partition of the `due` index in which a person with these preferences stands: by the time of their lessons. */
export function dueKeyOf(preferences: Preferences): string {
  return dueKey(preferences.zone, preferences.sendTime);
}

/**
 * The partitions in which somebody may stand whom a slot serves: its own, and that of the zone's present name, to which they may have moved
 * since the slot was planned. They move that way only.
 */
export function dueKeysOf({
  zone,
  localTime,
  lessonTime = localTime,
}: Omit<Slot, 'localDate'>): [own: string, present: string] {
  return [dueKey(zone, lessonTime), dueKey(inPresentZone({ zone }).zone, lessonTime)];
}

/** What the planner has to know of somebody: their zone, and each time at which it has to look for them there. */
export function placeOf(preferences: Preferences): [zone: string, ...times: PlannedTime[]] {
  const { zone, sendTime } = preferences;
  const reminders = ownReminderTime(preferences);
  return [zone, sendTime, ...(reminders === undefined ? [] : [`${sendTime}/${reminders}` as const])];
}

/** A time of lessons, "07:00"; or one of lessons and one at which some of those people get their reminders, "07:00/18:30". */
export type PlannedTime = string;

/** At which local time a planned time comes due, and what it says of the slot. */
export function slotTimes(planned: PlannedTime): Pick<Slot, 'localTime' | 'lessonTime'> {
  const [lessonTime = '', localTime] = planned.split('/');
  return localTime === undefined ? { localTime: lessonTime } : { localTime, lessonTime };
}

/** "Tuesdays and Thursdays", "Tuesdays at 18:30" where it is another time than that of the lessons; "" for none. */
export function formatReminders(preferences: Pick<Preferences, 'zone'> & Chosen, language: string): string {
  const time = ownReminderTime(preferences);
  const { zone } = preferences;
  return datesIn(language).formatDays(preferences.reminderDays, time === undefined ? undefined : { time, zone });
}

/** "Mondays at 7:00, Berlin time"; "every other Monday at 7:00, Berlin time" for a lesson every two weeks. */
export function formatSchedule({ lessonDay, sendTime, zone }: Preferences, language: string, weeksBetween = 1): string {
  return datesIn(language).formatWeekly({ day: lessonDay, time: sendTime, zone, weeks: weeksBetween });
}
