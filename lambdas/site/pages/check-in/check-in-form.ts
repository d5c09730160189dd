import * as z from 'zod';
import { words } from '../../../content/words.ts';
import type { Said } from '../../../core/actions/check-in.ts';
import {
  practiceAnswers,
  triedAnswers,
  type PracticeAnswer,
  type Start,
  type TriedAnswer,
} from '../../../core/person/stored-values.ts';
import { typedText } from '../../../core/person/typed-text.ts';
import type { Form } from '../../kit/forms.ts';
import type { Errors } from '../../kit/field.tsx';
import { refusalWords } from '../../kit/refusals.ts';

/** A check-in as it was typed. */
export interface CheckInTyped {
  days: string;
  tried: string;
  stress: string;
  pain: string;
  enjoyment: string;
  activity: string;
  active: string;
  note: string;
}

/** What it asks about practice: on how many days, or whether they tried it where it is done once. */
export type PracticeQuestion = 'days' | 'tried';

export const noteMax = 300;

const number = (typed: string) => (typed === '' ? undefined : Number(typed));
const Score = z
  .string()
  .regex(/^(\d|10)?$/, { error: () => words.checkIn.wrongScore })
  .transform(number);
const WeekDays = z
  .string()
  .regex(/^[0-7]?$/, { error: () => words.checkIn.wrongActive })
  .transform(number);

const others = {
  stress: Score,
  pain: Score,
  enjoyment: Score,
  activity: Score,
  active: WeekDays,
  note: typedText(noteMax, { lines: 'several' }),
};

/** Having tried something once comes to practice on a day. */
const daysOfTried: Record<TriedAnswer, PracticeAnswer> = { yes: '1-2', 'a-bit': '1-2', 'not-yet': '0' };

const CheckInForms = {
  days: z.object({ ...others, days: z.enum(practiceAnswers, { error: () => words.checkIn.wrongDays }) }),
  tried: z
    .object({ ...others, tried: z.enum(triedAnswers, { error: () => words.checkIn.wrongTried }) })
    .transform((said) => ({ ...said, days: daysOfTried[said.tried] })),
};

const names = [
  'days',
  'tried',
  'stress',
  'pain',
  'enjoyment',
  'activity',
  'active',
  'note',
] as const satisfies (keyof CheckInTyped)[];

/**
 * What the form shows before anything is typed: what was said this week already, and otherwise how many days they told of one by one. The link that opens
 * it is in every lesson, which may have been passed on: the note is not shown.
 *
 * @param daysNoted - days of the week that it asks about on which they pressed "I did it"
 */
export function typedBefore(said: Partial<Said> = {}, daysNoted = 0): CheckInTyped {
  const noted = { days: rangeOf(daysNoted), tried: daysNoted > 0 ? 'yes' : '' };
  return typedOf((name) => {
    if (name === 'note') return '';
    // "On 1 or 2 days" was not their answer when they were asked whether they tried it.
    if (name === 'days' && said.tried !== undefined) return noted.days;
    return String(said[name] ?? (name === 'days' || name === 'tried' ? noted[name] : ''));
  });
}

/** None is left open: that nothing was noted does not say that nothing was done. */
function rangeOf(days: number): string {
  if (days === 0) return '';
  return days <= 2 ? '1-2' : days <= 4 ? '3-4' : '5-7';
}

/** What a form sent. Whatever it did not ask for is as it was `before`. */
export function checkInTyped(form: Form, before: CheckInTyped): CheckInTyped {
  return typedOf((name) => (form.many(name).length === 0 ? before[name] : form.one(name)));
}

function typedOf(value: (name: (typeof names)[number]) => string): CheckInTyped {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as unknown as CheckInTyped;
}

/** Reads a check-in, or says what is wrong with which field. */
export function readCheckIn(typed: CheckInTyped, asks: PracticeQuestion): { said: Said } | { errors: Errors } {
  const parsed = CheckInForms[asks].safeParse(typed);
  if (!parsed.success) return { errors: errorsOf(parsed.error) };
  const { days, note, ...rest } = parsed.data;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { said: { days, ...given, ...(note !== '' && { note }) } };
}

const StartNumbers = z.object({ stress: Score, pain: Score, enjoyment: Score, activity: Score, active: WeekDays });
const startNames = StartNumbers.keyof().options;

/** Reads the numbers with which somebody starts, or says what is wrong with which field. What was left open is absent. */
export function readStart(form: Form): { numbers: Omit<Start, 'to'> } | { errors: Errors } {
  const typed = Object.fromEntries(startNames.map((name) => [name, form.one(name)]));
  const parsed = StartNumbers.safeParse(typed);
  if (!parsed.success) return { errors: errorsOf(parsed.error) };
  const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
  return { numbers: Object.fromEntries(given) };
}

function errorsOf({ issues }: z.ZodError): Errors {
  return Object.fromEntries(issues.map((issue) => [String(issue.path[0]), refusalWords(issue)]));
}
