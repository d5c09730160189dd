import * as z from 'zod';
import { dueKey, isKnownZone } from './calendar.ts';

/** ISO weekday, 1 = Monday … 7 = Sunday. */
export const Weekday = z.number().int().min(1).max(7);

/** "HH:MM" on the quarter hour. */
export const SendTime = z.string().regex(/^([01]\d|2[0-3]):(00|15|30|45)$/, 'Choose a time on the quarter hour.');

export const Zone = z.string().refine(isKnownZone, 'We do not know this time zone.');

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
    // A lesson day needs no reminder, and a day counts once.
    reminderDays: [...new Set(preferences.reminderDays)]
      .filter((day) => day !== preferences.lessonDay)
      .sort((a, b) => a - b),
  }));
export type Preferences = z.output<typeof Preferences>;

/** First names: what a greeting needs and no more. Refuses what could break a header or steer the text around it. */
export const FirstName = z
  .string()
  .trim()
  .max(40, 'Please use at most 40 characters.')
  // Control characters, line and paragraph separators, zero-width and bidirectional controls.
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'Please use letters only.');

/** The projected attribute of the `due` index: which weekdays are lesson and reminder days, e.g. "L1R35". */
export function daysKey(preferences: Pick<Preferences, 'lessonDay' | 'reminderDays'>): string {
  return `L${preferences.lessonDay}R${preferences.reminderDays.join('')}`;
}

/** What a `days` attribute asks for on a weekday. */
export function kindOn(days: string, weekday: number): 'lesson' | 'reminder' | undefined {
  const [lesson = '', reminders = ''] = days.slice(1).split('R');
  if (lesson === String(weekday)) return 'lesson';
  return reminders.includes(String(weekday)) ? 'reminder' : undefined;
}

/** The partition of the `due` index in which a person with these preferences stands. */
export function dueKeyOf(preferences: Preferences): string {
  return dueKey(preferences.zone, preferences.sendTime);
}
