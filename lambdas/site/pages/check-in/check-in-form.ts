import * as z from 'zod';
import { typedText } from '../../../core/person/typed-text.ts';
import type { Form } from '../../kit/forms.ts';
import type { Errors } from '../../kit/field.tsx';
import { practiceAnswers } from '../../../core/person/stored-values.ts';
import type { CheckIn } from '../../../core/person/records.ts';

/** A check-in as it was typed. */
export interface CheckInTyped {
  days: string;
  stress: string;
  pain: string;
  enjoyment: string;
  activity: string;
  note: string;
  /** They agree to store data about their health. */
  health: boolean;
}

export const noteMax = 300;

const Score = z
  .string()
  .regex(/^(\d|10)?$/, 'Choose a number from 0 to 10, or leave it open.')
  .transform((typed) => (typed === '' ? undefined : Number(typed)));

const CheckInForm = z.object({
  days: z.enum(practiceAnswers, 'Choose on how many days you practised.'),
  stress: Score,
  pain: Score,
  enjoyment: Score,
  activity: Score,
  note: typedText(noteMax, { lines: 'several' }),
});

const names = ['days', 'stress', 'pain', 'enjoyment', 'activity', 'note'] as const satisfies (keyof CheckInTyped)[];

/**
 * What the form shows of a check-in that was made before; everything is open where there is none. The link that opens it is in every lesson, which may
 * have been passed on: the note is not shown.
 */
export function typedBefore(said: Partial<CheckIn> = {}): CheckInTyped {
  return typedOf((name) => (name === 'note' ? '' : String(said[name] ?? '')), false);
}

/** What a form sent. Whatever it did not ask for is as it was `before`. */
export function checkInTyped(form: Form, before: CheckInTyped): CheckInTyped {
  return typedOf(
    (name) => (form.many(name).length === 0 ? before[name] : form.one(name)),
    form.one('health') === 'yes',
  );
}

function typedOf(value: (name: (typeof names)[number]) => string, health: boolean): CheckInTyped {
  const answers = Object.fromEntries(names.map((name) => [name, value(name)]));
  return { ...(answers as unknown as Omit<CheckInTyped, 'health'>), health };
}

/** Reads a check-in, or says what is wrong with which field. */
export function readCheckIn(typed: CheckInTyped): { said: Omit<CheckIn, 'week' | 'at'> } | { errors: Errors } {
  const parsed = CheckInForm.safeParse(typed);
  if (!parsed.success) {
    return { errors: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message])) };
  }
  const { days, note, ...scores } = parsed.data;
  const given = Object.fromEntries(Object.entries(scores).filter(([, score]) => score !== undefined));
  return { said: { days, ...given, ...(note !== '' && { note }) } };
}
