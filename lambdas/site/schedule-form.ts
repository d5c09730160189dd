import * as z from 'zod';
import { FirstName, Preferences, reminderDaysMax, Weekday } from '../core/preferences.ts';
import type { Form } from './forms.ts';
import type { Errors } from './parts/field.tsx';

/** What people typed or chose about when and how to be written to, as it stands in the form. */
export interface ScheduleTyped {
  firstName: string;
  lessonDay: string;
  sendTime: string;
  zone: string;
  reminderDays: string[];
  locale: string;
}

export interface Schedule {
  firstName: string;
  preferences: Preferences;
}

export const messages: Record<string, string> = {
  lessonDay: 'Choose the day for your lesson.',
  sendTime: 'Choose a time from the list.',
  zone: 'Choose your time zone from the list.',
  reminderDays: `Choose up to ${reminderDaysMax} days for reminders.`,
  locale: 'Choose a language from the list.',
};

/** What a new form shows. */
export const scheduleStart: ScheduleTyped = {
  firstName: '',
  lessonDay: '1',
  sendTime: '07:00',
  zone: '',
  reminderDays: [],
  locale: 'en',
};

const inForm = Object.keys(scheduleStart);

export function scheduleTyped(form: Form): ScheduleTyped {
  return {
    firstName: form.one('firstName'),
    lessonDay: form.one('lessonDay'),
    sendTime: form.one('sendTime'),
    zone: form.one('zone'),
    reminderDays: [...new Set(form.many('reminderDays'))],
    locale: form.one('locale'),
  };
}

export function scheduleOf({ firstName, preferences }: Schedule): ScheduleTyped {
  const { lessonDay, reminderDays, ...rest } = preferences;
  return { firstName, ...rest, lessonDay: String(lessonDay), reminderDays: reminderDays.map(String) };
}

/** A weekday's number; what is none becomes NaN, which the schema behind it turns down together with everything else. */
const weekday = z.string().transform((text) => (/^[1-7]$/.test(text) ? Number(text) : NaN));

const ScheduleForm = z
  .object({
    firstName: z.string(),
    lessonDay: weekday,
    sendTime: z.string(),
    zone: z.string(),
    reminderDays: z.array(weekday),
    locale: z.string(),
  })
  .transform(({ firstName, ...preferences }) => ({ firstName, preferences }))
  .pipe(z.object({ firstName: FirstName, preferences: Preferences }));

/** Reads the days for reminders alone, or says what is wrong. */
export function readReminderDays(typed: string[]): { days: number[] } | { error: string } {
  const parsed = z
    .array(weekday)
    .pipe(z.array(Weekday).max(reminderDaysMax))
    .safeParse([...new Set(typed)]);
  return parsed.success ? { days: parsed.data } : { error: messages['reminderDays']! };
}

/** Reads a schedule, or says what is wrong with which field. */
export function readSchedule(typed: ScheduleTyped): { schedule: Schedule } | { errors: Errors } {
  const parsed = ScheduleForm.safeParse(typed);
  if (parsed.success) return { schedule: parsed.data };
  const found = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0] === 'preferences' ? path[1] : path[0]);
    return { name, message: messages[name] ?? message };
  });
  found.sort((a, b) => inForm.indexOf(a.name) - inForm.indexOf(b.name));
  const errors: Record<string, string> = {};
  for (const { name, message } of found) errors[name] ??= message;
  return { errors };
}
