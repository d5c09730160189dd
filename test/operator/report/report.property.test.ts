import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { practiceAnswers } from '../../../lambdas/core/person/stored-values.ts';
import { addDays } from '../../../lambdas/core/time/calendar.ts';
import { reportCsv } from '../../../lib/operator/report/as-csv.ts';
import { reportFigures, spreadMin } from '../../../lib/operator/report/figures.ts';
import { figuresOfLessons } from '../../../lib/operator/report/lesson-figures.ts';
import { type Counted, Outcomes, questions } from '../../../lib/operator/report/outcomes.ts';
import { Tally } from '../../../lib/operator/report/tally.ts';
import { aSeries, preferences } from '../../support/builders.ts';

const ids = Array.from({ length: 16 }, (_, index) => `lesson-${index + 1}`);
const series = aSeries(ids);
const now = Temporal.Instant.from('2027-12-01T09:00:00Z');

describe('a tally', () => {
  test('has the quartiles of its numbers, however many there are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10, max: 10 }), { minLength: 1, maxLength: 40 }), (numbers) => {
        const tally = new Tally();
        for (const one of numbers) tally.add(one);
        const sorted = numbers.toSorted((a, b) => a - b);
        const quantile = (part: number) => {
          const at = (sorted.length - 1) * part;
          const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
          return below + (at - Math.floor(at)) * (above - below);
        };
        const { lower, median, upper } = tally.spread()!;
        expect(lower).toBeCloseTo(quantile(0.25));
        expect(median).toBeCloseTo(quantile(0.5));
        expect(upper).toBeCloseTo(quantile(0.75));
        expect(tally.size).toBe(numbers.length);
        expect(tally.between(-2, 1)).toBe(numbers.filter((one) => one >= -2 && one <= 1).length);
      }),
      { numRuns: 100 },
    );
  });

  test('of no numbers has no spread', () => {
    expect(new Tally().spread()).toBeUndefined();
  });
});

/** One of a course of so many weekly lessons from a Monday on, who answers some of them. */
const somebody = fc
  .record({
    lessons: fc.integer({ min: 0, max: 16 }),
    stress: fc.integer({ min: 0, max: 10 }),
    startedAfterDays: fc.option(fc.integer({ min: -1, max: 40 }), { nil: undefined }),
    wording: fc.constantFrom('2026-11-report', '2026-11-report', '2026-11-start', undefined),
    status: fc.constantFrom('active' as const, 'completed' as const, 'unsubscribed' as const, 'moved' as const),
    followed: fc.boolean(),
    answers: fc.array(
      fc.record({
        day: fc.integer({ min: -5, max: 300 }),
        days: fc.constantFrom(...practiceAnswers),
        stress: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ lessons, stress, startedAfterDays, wording, status, followed, answers }) => {
    const day = (days: number) => addDays('2027-01-04', days);
    const person: Counted = {
      status,
      preferences: preferences(),
      sent: Object.fromEntries(ids.slice(0, lessons).map((id, week) => [id, `${day(week * 7)}T06:00:00Z`])),
      ...(wording !== undefined && {
        healthConsent: { at: '2027-01-04T06:00:00Z', textVersion: wording, source: 'start-page' },
      }),
      ...(startedAfterDays !== undefined && { start: { to: day(startedAfterDays), stress } }),
      ...(status === 'completed' && { completedAt: `${day(112)}T06:00:00Z` }),
      ...(status === 'completed' && followed && { followUpSentAt: `${day(203)}T06:00:00Z` }),
    };
    const said = answers.map(({ day: days, stress: answered, ...one }) => ({
      ...one,
      at: `${day(days)}T10:00:00Z`,
      week: day(days),
      to: day(days - 1),
      ...(answered !== undefined && { stress: answered }),
    }));
    return { person, said };
  });

const countedOf = (people: readonly { person: Counted; said: Parameters<Outcomes['add']>[1] }[]) => {
  const outcomes = new Outcomes(series, now);
  for (const { person, said } of people) outcomes.add(person, said);
  return outcomes;
};
const figuresOf = (people: Parameters<typeof countedOf>[0], exact = true) =>
  reportFigures(countedOf(people), series, '2027-12-01T09:00:00Z', exact);

describe('the report, of all people together,', () => {
  test('is the same in whatever order they come, and of nobody twice at a place', () => {
    fc.assert(
      fc.property(fc.array(somebody, { maxLength: 12 }), (people) => {
        const report = figuresOf(people);
        expect(figuresOf(people.toReversed())).toEqual(report);
        const { started, otherWording, startedLate, had } = report.people;
        expect(started! + otherWording! + startedLate!).toBeLessThanOrEqual(had!);
        for (const { due, asked, answered } of report.moments) {
          expect([due! <= started!, asked! <= due!, answered! <= asked!]).toEqual([true, true, true]);
        }
        for (const { answered, practised, questions: of } of [...report.weeks, ...report.lessons, ...report.moments]) {
          expect(answered).toBeLessThanOrEqual(started!);
          expect(Object.values(practised).reduce((sum: number, one) => sum + one!, 0)).toBe(answered);
          const { stress } = of;
          expect(stress.answered).toBeLessThanOrEqual(answered!);
          expect(stress.lower! + stress.same! + stress.higher!).toBe(stress.answered);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is as if they had never been there, of those who left, moved, took their consent back or agreed to something else', () => {
    fc.assert(
      fc.property(fc.array(somebody, { maxLength: 12 }), (people) => {
        const counted = people.filter(
          ({ person }) =>
            (person.status === 'active' || person.status === 'completed') &&
            person.healthConsent?.textVersion === '2026-11-report',
        );
        const { people: all, ...what } = figuresOf(people);
        const { people: some, ...same } = figuresOf(counted);
        expect(what).toEqual(same);
        expect(all.started).toBe(some.started);
      }),
      { numRuns: 60 },
    );
  });

  test('passes on nothing about fewer than five, nor a spread of few', () => {
    fc.assert(
      fc.property(
        fc.array(somebody, { maxLength: 12 }).chain((some) =>
          // Many alike, so that some places have enough.
          fc.integer({ min: 1, max: 8 }).map((times) => Array.from({ length: times }, () => some).flat()),
        ),
        (people) => {
          const exact = figuresOf(people);
          const passed = figuresOf(people, false);
          const isFew = (of: number | null) => of! > 0 && of! < 5;
          // That none of a few did something would be told of each of them.
          const isAllowed = (count: number | null, of: number | null, ...wholes: (number | null)[]) =>
            [of, ...wholes].some(isFew) ? count === null : count === of! - (of! % 5);
          const { had, started } = exact.people;
          for (const part of ['started', 'otherWording', 'startedLate'] as const) {
            expect(isAllowed(passed.people[part], exact.people[part], had)).toBe(true);
          }
          for (const question of questions) {
            const { answered } = exact.atStart[question];
            expect(isAllowed(passed.atStart[question].answered, answered, had, started)).toBe(true);
          }
          for (const [index, { due, asked }] of exact.moments.entries()) {
            const shown = passed.moments[index]!;
            expect(isAllowed(shown.due, due, had, started)).toBe(true);
            expect(isAllowed(shown.asked, asked, had, started, due)).toBe(true);
          }
          const pairs = (['moments', 'weeks', 'lessons'] as const).flatMap((by) =>
            passed[by].map((place, index) => [place, exact[by][index]!] as const),
          );
          for (const [place, of] of pairs) {
            const around = [had, started, ...('due' in of ? [of.due, of.asked] : [])];
            expect(isAllowed(place.answered, of.answered, ...around)).toBe(true);
            for (const answer of practiceAnswers) {
              expect(isAllowed(place.practised[answer], of.practised[answer], of.answered, ...around)).toBe(true);
            }
            for (const question of questions) {
              const [shown, known] = [place.questions[question], of.questions[question]];
              expect(isAllowed(shown.answered, known.answered, of.answered, ...around)).toBe(true);
              for (const one of ['lower', 'same', 'higher'] as const) {
                expect(isAllowed(shown[one], known[one], known.answered, of.answered, ...around)).toBe(true);
              }
              expect(shown.change).toEqual(known.answered! >= spreadMin ? known.change : null);
              expect(shown.atStart).toEqual(known.answered! >= spreadMin ? known.atStart : null);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('what became of a lesson is passed on in fives, and not at all of fewer than five who were sent it', () => {
  const [lesson] = series.lessons;
  const counts = fc.record({
    sent: fc.integer({ min: 0, max: 12 }),
    leftAfter: fc.integer({ min: 0, max: 6 }),
    bouncedAfter: fc.integer({ min: 0, max: 6 }),
    liked: fc.integer({ min: 0, max: 6 }),
    practised: fc.record({ '0': fc.nat(4), '1-2': fc.nat(4), '3-4': fc.nat(4), '5-7': fc.nat(4) }),
  });
  fc.assert(
    fc.property(counts, (of) => {
      const now = { at: '2027-12-01T02:00:00Z', people: {}, activeByLessons: {}, lessons: { [lesson!.id]: of } };
      const { lesson: _, title: __, ...exact } = figuresOfLessons(series, now, true)[0]!;
      const passed = figuresOfLessons(series, now, false)[0]!;
      const isFew = (count: number) => count > 0 && count < 5;
      for (const [name, count] of Object.entries(exact) as [keyof typeof exact, number][]) {
        const wholes = [of.sent, ...(name === 'tried' ? [exact.said!] : [])];
        expect([name, passed[name]]).toEqual([name, [count, ...wholes].some(isFew) ? null : count - (count % 5)]);
      }
    }),
    { numRuns: 100 },
  );
});

/** Ann: a lesson on each Monday from 4 January on, all sixteen, and a start of her own. */
const ann: Counted = {
  status: 'completed',
  preferences: preferences(),
  sent: Object.fromEntries(ids.map((id, week) => [id, `${addDays('2027-01-04', week * 7)}T06:00:00Z`])),
  completedAt: '2027-04-26T05:00:00Z',
  followUpSentAt: '2027-07-26T05:00:00Z',
  start: { to: '2027-01-03', stress: 7, pain: 4, enjoyment: 6, active: 2 },
  healthConsent: { at: '2027-01-04T06:00:00Z', textVersion: '2026-11-report', source: 'start-page' },
};
const said = (monday: string, more: Partial<Parameters<Outcomes['add']>[1][number]>) => ({
  week: monday,
  at: `${monday}T10:00:00Z`,
  to: addDays(monday, -1),
  days: '3-4' as const,
  ...more,
});

/** Had two lessons, and none in week 8. */
const { completedAt: _, followUpSentAt: __, ...underWay } = ann;
const sentTwo = Object.fromEntries(Object.entries(ann.sent).slice(0, 2));
const notAsked = { person: { ...underWay, status: 'active' as const, sent: sentTwo }, said: [] };

describe('one person', () => {
  const report = figuresOf([
    {
      person: ann,
      said: [
        said('2027-02-22', { stress: 5, enjoyment: 3, days: '0' }),
        said('2027-03-01', { stress: 4, days: '5-7' }),
        said('2027-04-26', { stress: 8, pain: 4, active: 5 }),
        said('2027-07-27', { stress: 6 }),
        said('2027-09-20', { stress: 0 }),
      ],
    },
  ]);
  const changeAt = (place: string, question: 'stress' | 'pain' | 'enjoyment' | 'active') =>
    report.moments.find((one) => one.place === place)!.questions[question].change?.median;

  test('is compared with their own start, at each moment by the answer that is nearest to it', () => {
    expect(changeAt('week 8', 'stress')).toBe(-3);
    expect(changeAt('week 8', 'enjoyment')).toBe(-3);
    expect(report.moments[0]!.practised['5-7']).toBe(1);
    expect(changeAt('week 16', 'stress')).toBe(1);
    expect(changeAt('week 16', 'active')).toBe(3);
    expect(changeAt('three months after', 'stress')).toBe(-1);
    expect(changeAt('three months after', 'pain')).toBeUndefined();
  });

  test('is hidden where few others were asked with them, and where none of those answered', () => {
    const [week8] = figuresOf([...Array.from({ length: 5 }, () => notAsked), { person: ann, said: [] }], false).moments;
    expect(week8).toMatchObject({ due: 5, asked: null, answered: null, practised: { '0': null, '5-7': null } });
  });

  test('counts in a week and for the lesson whose practice was asked about', () => {
    expect(report.weeks.map(({ place }) => place)).toEqual(['7', '8', '16', '29', '37']);
    // The email that ends a course asks about the last lesson; three months later it is about none.
    expect(report.lessons.map(({ place }) => place)).toEqual(['lesson-7', 'lesson-8', 'lesson-16']);
  });

  test('is a line per place and question in a spreadsheet, where a change below zero is a number', () => {
    const lines = reportCsv(report).trim().split('\n');
    expect(lines).toHaveLength(1 + 5 + (3 + 5 + 3) * 6);
    expect(lines).toContain('moment,week 8,stress,1,1,1,7,7,7,-3,-3,-3,1,0,0,,,,');
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
  });
});
