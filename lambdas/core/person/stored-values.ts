import * as z from 'zod';
import type { Claim } from './delivery.ts';
import { Preferences, Weekday } from './preferences.ts';

/* What single values look like in the table. */

/** On how many days of the last week somebody practised. */
export const practiceAnswers = ['0', '1-2', '3-4', '5-7'] as const;
export type PracticeAnswer = (typeof practiceAnswers)[number];

/** Whether somebody tried a practice that is done once. */
export const triedAnswers = ['yes', 'a-bit', 'not-yet'] as const;
export type TriedAnswer = (typeof triedAnswers)[number];

export const Instant = z.iso.datetime();
export const LocalDate = z.iso.date();
export const LessonAt = z.object({ lesson: z.string(), at: Instant });

const StoredTime = z.string().regex(/^\d\d:\d\d$/);

/** As it is stored: what a person may choose was checked when they chose it, and a zone that was renamed since must still be read. */
export const StoredPreferences = z.object({
  ...Preferences.in.shape,
  zone: z.string(),
  sendTime: StoredTime,
  reminderDays: z.array(Weekday),
  reminderTime: StoredTime.exactOptional(),
  // A language that this release does not know, as after a step back to it, is kept; people who have it get the first one.
  locale: z.string(),
}) satisfies z.ZodType<Preferences>;

/** That somebody agreed: when, to which wording, and where they were asked. */
export const StoredAgreement = z.object({ at: Instant, textVersion: z.string(), source: z.string() });

export const StoredClaim = z.object({ id: z.string(), delivery: z.string(), at: Instant }) satisfies z.ZodType<Claim>;

export const Score = z.int().min(0).max(10);

/** Days of a week. */
export const WeekDays = z.int().min(0).max(7);

/** Where somebody starts, in their own numbers. A number that they left open is absent. */
export const Start = z.object({
  /** The last day, by their own calendar, of the week that it is about. */
  to: LocalDate,
  stress: Score.exactOptional(),
  pain: Score.exactOptional(),
  /** How much pain got in the way, as check-ins ask it (records.ts). */
  enjoyment: Score.exactOptional(),
  activity: Score.exactOptional(),
  /** Days on which they were active. */
  active: WeekDays.exactOptional(),
});
export interface Start extends z.output<typeof Start> {}
