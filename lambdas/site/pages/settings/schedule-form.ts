import * as z from 'zod';
import { reminderDaysMax, Weekday } from '../../../core/person/preferences.ts';
import { Schedule, usualPreferences, weekdayIn } from '../../../core/actions/sign-up-input.ts';
import type { Form } from '../../kit/forms.ts';
import type { Errors } from '../../kit/field.tsx';

/** What people typed or chose about when and how to be written to, as it stands in the form. */
export interface ScheduleTyped {
  firstName: string;
  lessonDay: string;
  sendTime: string;
  zone: string;
  reminderDays: string[];
  locale: string;
}

export const messages: Record<string, string> = {
  lessonDay: 'Choose the day for your lesson.',
  sendTime: 'Choose a time from the list.',
  zone: 'Choose your time zone from the list.',
  reminderDays: `Choose up to ${reminderDaysMax} days for reminders.`,
  locale: 'Choose a language from the list.',
};

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

/** What a new form shows. */
export const scheduleStart = scheduleOf({ firstName: '', preferences: { ...usualPreferences, zone: '' } });

/** The same with numbers for weekdays. */
export function scheduleValues({ lessonDay, reminderDays, ...texts }: ScheduleTyped) {
  return { ...texts, lessonDay: weekdayIn(lessonDay), reminderDays: reminderDays.map(weekdayIn) };
}

/** Reads the days for reminders alone, or says what is wrong. */
export function readReminderDays(typed: string[]): { days: number[] } | { error: string } {
  const parsed = z
    .array(Weekday)
    .max(reminderDaysMax)
    .safeParse([...new Set(typed)].map(weekdayIn));
  return parsed.success ? { days: parsed.data } : { error: messages['reminderDays']! };
}

/** Reads a schedule, or says what is wrong with which field. */
export function readSchedule(typed: ScheduleTyped): { schedule: Schedule } | { errors: Errors } {
  const parsed = Schedule.safeParse(scheduleValues(typed));
  return parsed.success ? { schedule: parsed.data } : { errors: errorsOf(parsed.error) };
}

/** The first error of each field, in the order of the form. */
export function errorsOf({ issues }: z.ZodError): Record<string, string> {
  const sorted = issues.toSorted((a, b) => inForm.indexOf(String(a.path[0])) - inForm.indexOf(String(b.path[0])));
  const errors: Record<string, string> = {};
  for (const { path, message } of sorted) {
    const name = String(path[0]);
    errors[name] ??= messages[name] ?? message;
  }
  return errors;
}

const inForm = ['email', ...Object.keys(scheduleStart)];
