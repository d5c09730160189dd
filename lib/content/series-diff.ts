import type { Temporal } from 'temporal-polyfill';
import { upcoming, type Upcoming } from '../../lambdas/core/course/upcoming.ts';
import { everyLesson } from '../../lambdas/core/course/course.ts';
import type { Series } from '../../lambdas/core/course/series.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';

/** People for whom an edited series brings something else next. */
export interface NextChange {
  /** Lesson ids; '' where the course is over. */
  before: string;
  after: string;
  why: 'new' | 'retired' | 'order' | 'date' | 'longer';
  people: number;
}

export interface SeriesDiff {
  /** Active people. */
  people: number;
  unchanged: number;
  /** The change that most people notice first. */
  changes: NextChange[];
}

/** Mails to look through for the next lesson: reminders may come before it. */
const mailsAhead = 8;

/** Whom an edited series brings another next lesson than the one they know, or brings it on another day; nobody is mailed or changed. */
export async function diffSeries(
  { before, after }: { before: Series; after: Series },
  people: AsyncIterable<Person>,
  now: Temporal.Instant,
): Promise<SeriesDiff> {
  const changes = new Map<string, NextChange>();
  let [all, unchanged] = [0, 0];
  for await (const person of people) {
    if (person.status !== 'active' || person.series !== after.id) continue;
    all += 1;
    const [was, is] = [before, after].map((series) => nextLesson(person, series, now));
    if (was?.lesson === is?.lesson && was?.slot.localDate === is?.slot.localDate) {
      unchanged += 1;
      continue;
    }
    const change = { before: was?.lesson ?? '', after: is?.lesson ?? '', why: whyOf(was, is, before, after) };
    const key = Object.values(change).join(' ');
    const known = changes.get(key) ?? { ...change, people: 0 };
    known.people += 1;
    changes.set(key, known);
  }
  return { people: all, unchanged, changes: [...changes.values()].toSorted((a, b) => b.people - a.people) };
}

function nextLesson(person: Person, series: Series, now: Temporal.Instant): Upcoming | undefined {
  return upcoming(person, series, now, mailsAhead).find(({ kind }) => kind === 'lesson');
}

function whyOf(was: Upcoming | undefined, is: Upcoming | undefined, before: Series, after: Series): NextChange['why'] {
  const has = (series: Series, id: string) => everyLesson(series).some((lesson) => lesson.id === id);
  if (was !== undefined && !has(after, was.lesson)) return 'retired';
  if (is !== undefined && !has(before, is.lesson)) return 'new';
  if (was === undefined || is === undefined) return 'longer';
  return was.lesson === is.lesson ? 'date' : 'order';
}

const reasons: Record<NextChange['why'], string> = {
  new: 'it is new',
  retired: 'the one that they would have got is gone',
  order: 'the order changed',
  date: 'it comes on another day',
  longer: 'the course ends elsewhere',
};

/** For people to read. */
export function formatSeriesDiff({ people, unchanged, changes }: SeriesDiff, against: string): string {
  const name = (id: string) => (id === '' ? 'nothing' : id);
  return [
    `Of ${people} active people, ${unchanged} get next what they would have got with ${against}.`,
    ...changes.map(
      ({ before, after, why, people: count }) =>
        `${count} get ${name(after)} instead of ${name(before)}: ${reasons[why]}`,
    ),
  ].join('\n');
}
