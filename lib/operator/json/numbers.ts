import * as z from 'zod';
import { practiceAnswers } from '../../../lambdas/core/person/stored-values.ts';
import { moments, questions } from '../report/outcomes.ts';
import { byName, Count, Instant, LocalDate, perKey, Sentence, statuses, Text } from './values.ts';

/* Numbers about everybody, and money. */

const Rate = z
  .number()
  .nullable()
  .describe('In percent. null: it would tell what fewer than five people said about themselves.');
const Exact = Count.describe('Exact.');

const LessonFigures = z.object({
  sent: Exact,
  left: z.number().describe('In percent.'),
  checkedIn: Rate,
  practised: Rate,
});

const days = ['signedUp', 'left', 'bounced', 'complained', 'lessons', 'inTime', 'within1Hour', 'later'] as const;

export const CountsShow = z.object({
  series: Text,
  now: z
    .object({
      at: Instant,
      people: perKey(statuses, Exact),
      activeByLessons: byName(Exact).describe('Active people by how many lessons they have had.'),
      lessons: byName(LessonFigures),
    })
    .optional()
    .describe('Absent before the first night.'),
  days: byName(
    z.object(Object.fromEntries(days.map((day) => [day, Exact])) as Record<(typeof days)[number], typeof Exact>),
  ),
});

export const CountsRebuild = z.object({
  written: z.boolean(),
  differences: z
    .array(z.object({ series: Text, day: LocalDate, what: z.enum(days), stored: z.number(), counted: z.number() }))
    .describe('Exit code 1 where there are any and nothing was written.'),
});

const People = Count.nullable().describe('People. null: fewer than five. In fives, but with --exact.');
const Quartiles = z
  .object({ lower: z.number(), median: z.number(), upper: z.number() })
  .nullable()
  .describe('null: of nobody, or of fewer than twenty answers without --exact.');

function each<Name extends string, Value extends z.ZodType>(names: readonly Name[], value: Value) {
  return z.object(Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>);
}

const PlaceShape = z.object({
  place: Text.describe('A moment, the number of a week, or the id of a lesson.'),
  answered: People,
  practised: each(practiceAnswers, People),
  questions: each(
    questions,
    z.object({
      answered: People.describe('At the start and then.'),
      atStart: Quartiles,
      change: Quartiles.describe('The answer less that of the start.'),
      lower: People,
      same: People,
      higher: People,
    }),
  ),
});

const momentNames = Object.keys(moments) as (keyof typeof moments)[];

export const Report = z.object({
  series: Text,
  at: Instant,
  exact: z.boolean(),
  people: each(['had', 'started', 'otherWording', 'startedLate'], People),
  atStart: each(questions, z.object({ answered: People, spread: Quartiles })),
  moments: z.array(PlaceShape.extend({ place: z.enum(momentNames), due: People, asked: People })),
  weeks: z.array(PlaceShape),
  lessons: z.array(PlaceShape),
  cautions: z.array(Sentence),
});

export const LessonReport = z.object({
  series: Text,
  at: Instant.nullable().describe('null: before the first night.'),
  exact: z.boolean(),
  lessons: z.array(
    z.object({
      lesson: Text,
      title: Text,
      sent: People,
      bounced: People,
      left: People,
      said: People,
      tried: People,
      liked: People,
    }),
  ),
});

const Dollars = z.number().describe('US dollars.');

export const Cost = z.object({
  billed: Dollars.describe('US dollars, in an account in which nothing else runs.'),
  list: Dollars.describe('US dollars, without any allowance.'),
  bill: z.array(
    z.object({
      what: z.string().describe('For people; worded otherwise at any time.'),
      amount: z.number(),
      unit: Text,
      price: Dollars,
      free: z.number(),
      billed: Dollars,
      list: Dollars,
      assumed: z.string().optional().describe('What nobody measured or confirmed.'),
    }),
  ),
});
