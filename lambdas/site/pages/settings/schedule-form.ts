import * as z from 'zod';
import { perLanguage, words } from '../../../content/words.ts';
import { Preferences, reminderDaysMax } from '../../../core/person/preferences.ts';
import { Schedule, usualPreferences, weekdayIn } from '../../../core/actions/sign-up-input.ts';
import type { Form } from '../../kit/forms.ts';
import type { Errors } from '../../kit/field.tsx';
import { refusalWords } from '../../kit/refusals.ts';

/** What people typed or chose about when and how to be written to, as it stands in the form: each preference by its name, in texts. */
export type ScheduleTyped = { firstName: string; weeksBetween: string } & {
  [Name in keyof Preferences]-?: Required<Preferences>[Name] extends readonly unknown[] ? string[] : string;
};

const wrong: Record<string, string> = perLanguage(() => ({
  lessonDay: words.fields.wrongDay,
  sendTime: words.fields.wrongTime,
  zone: words.fields.wrongZone,
  reminderTime: words.fields.wrongTime,
  weeksBetween: words.fields.wrongPace,
  reminderDays: words.fields.wrongReminders({ days: reminderDaysMax }),
  locale: words.fields.wrongLanguage,
}));

const names = [...Object.keys(Preferences.in.shape), 'weeksBetween'];

export function scheduleTyped(form: Form): ScheduleTyped {
  const texts = Object.fromEntries(['firstName', ...names].map((name) => [name, form.one(name)]));
  return { ...(texts as unknown as ScheduleTyped), reminderDays: [...new Set(form.many('reminderDays'))] };
}

/** What was never chosen is empty. */
export function scheduleOf({
  firstName,
  preferences,
  weeksBetween = 1,
}: Pick<Schedule, 'firstName' | 'preferences'> & { weeksBetween?: number }): ScheduleTyped {
  const blank = names.map((name) => [name, '']);
  const chosen = Object.entries({ ...preferences, weeksBetween }).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(String) : String(value),
  ]);
  return { firstName, ...(Object.fromEntries([...blank, ...chosen]) as Omit<ScheduleTyped, 'firstName'>) };
}

/** What a new form shows. */
export const scheduleStart = scheduleOf({ firstName: '', preferences: { ...usualPreferences, zone: '' } });

/** As the schemas read it: without what was left empty, and with numbers for weekdays. A language that a form did not send is none, not the usual one. */
export function scheduleValues({ lessonDay, reminderDays, weeksBetween, locale, ...texts }: ScheduleTyped) {
  const filled = Object.entries(texts).filter(([, text]) => text !== '');
  return {
    ...Object.fromEntries(filled),
    locale,
    lessonDay: weekdayIn(lessonDay),
    ...(weeksBetween !== '' && { weeksBetween: Number(weeksBetween) }),
    reminderDays: reminderDays.map(weekdayIn),
  };
}

const { reminderTime, reminderDays } = Preferences.in.shape;
const Reminders = z.object({ reminderDays, reminderTime });

/** Reads days and time of reminders alone, or says what is wrong. No time is that of the lessons. */
export function readReminders(form: Form): { reminders: z.output<typeof Reminders> } | { errors: Errors } {
  const time = form.one('reminderTime');
  const parsed = Reminders.safeParse({
    reminderDays: [...new Set(form.many('reminderDays'))].map(weekdayIn),
    ...(time !== '' && { reminderTime: time }),
  });
  return parsed.success ? { reminders: parsed.data } : { errors: errorsOf(parsed.error) };
}

/**
 * Reads a schedule, or says what is wrong with which field.
 *
 * @param stored - the language that is stored: it may stay, also where this release does not know it
 */
export function readSchedule(
  typed: ScheduleTyped,
  { locale: stored }: Pick<Preferences, 'locale'>,
): { schedule: Schedule } | { errors: Errors } {
  const stays = typed.locale === stored;
  const parsed = Schedule.safeParse(scheduleValues(stays ? { ...typed, locale: usualPreferences.locale } : typed));
  if (!parsed.success) return { errors: errorsOf(parsed.error) };
  const { preferences, ...rest } = parsed.data;
  return { schedule: { ...rest, preferences: { ...preferences, ...(stays && { locale: stored }) } } };
}

/** The first error of each field, in the order of the form. */
export function errorsOf({ issues }: z.ZodError): Record<string, string> {
  const sorted = issues.toSorted((a, b) => inForm.indexOf(String(a.path[0])) - inForm.indexOf(String(b.path[0])));
  const errors: Record<string, string> = {};
  for (const issue of sorted) {
    const name = String(issue.path[0]);
    errors[name] ??= wrong[name] ?? refusalWords(issue);
  }
  return errors;
}

const inForm = ['email', ...Object.keys(scheduleStart)];
