import * as z from 'zod';
import { byName, Count, Instant, LocalDate, perKey, statuses, Text } from './values.ts';

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
