import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { coachingBetweenLessons, coachingFor } from '../../../../lambdas/core/course/coaching.ts';
import { coachingRules, isHardRule } from '../../../../lambdas/core/course/coaching-rules.ts';
import { hardAnswer } from '../../../../lambdas/core/course/hard-answer.ts';
import type { RecentCheckIn } from '../../../../lambdas/core/person/records.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { addDays, isoInstant, localDateAt } from '../../../../lambdas/core/time/calendar.ts';
import { aSeries, aSubscriber, preferences } from '../../../support/builders.ts';

/* Whatever somebody answers, week after week of a course: what its emails say about it. */

const ids = Array.from({ length: 12 }, (_, index) => `l${index}`);
const ownMore = 'Here, more is not better.';
const plain = aSeries(ids);
/** Every third lesson says itself what "more" means in it. */
const series = {
  ...plain,
  lessons: plain.lessons.map((lesson, index) => (index % 3 === 0 ? { ...lesson, more: ownMore } : lesson)),
};
const defaultMore = series.coaching.practisedMost.after!;

const score = fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined });
const answer = fc.record({
  practice: fc.constantFrom(
    ...(['0', '1-2', '3-4', '5-7'] as const).map((days) => ({ days })),
    ...(['yes', 'a-bit'] as const).map((tried) => ({ days: '1-2' as const, tried })),
    { days: '0' as const, tried: 'not-yet' as const },
  ),
  stress: score,
  pain: score,
  noted: fc.boolean(),
});
/** No answer in some weeks, and sometimes the same one over and over. */
const answers = fc.oneof(
  fc.array(fc.option(answer, { nil: undefined }), { minLength: 12, maxLength: 12 }),
  answer.map((one) => Array.from({ length: 12 }, () => one)),
);

type Answer = typeof answer extends fc.Arbitrary<infer T> ? T : never;

function saidIn(week: string, { practice, stress, pain, noted }: Answer): RecentCheckIn {
  return {
    week,
    ...practice,
    ...(stress !== undefined && { stress }),
    ...(pain !== undefined && { pain }),
    ...(noted && { noted }),
  };
}

interface Mail {
  kind: 'lesson' | 'reminder';
  lesson: string;
  /** What they had said before it. */
  recent: RecentCheckIn[];
  spoken: ReturnType<typeof coachingFor>;
}

/** A course of lessons on Mondays, with answers on the same day and reminders on two more. */
function lived(given: (Answer | undefined)[], weeksBetween: 1 | 2): Mail[] {
  const mails: Mail[] = [];
  let person: Person = aSubscriber({ weeksBetween, preferences: preferences({ reminderDays: [3, 6] }) });
  given.forEach((one, index) => {
    const now = Temporal.Instant.from('2026-01-05T06:00:05Z').add({ hours: 24 * 7 * index * weeksBetween });
    const monday = localDateAt(now, person.preferences.zone);
    const lesson = ids[index]!;
    const of = (kind: Mail['kind'], spoken: Mail['spoken']) =>
      mails.push({ kind, lesson, recent: person.recentCheckIns ?? [], spoken });
    of('lesson', coachingFor(person, lesson, series, now));
    person = { ...person, sent: { ...person.sent, [lesson]: isoInstant(now) }, lessonSentOn: monday };
    const recentCheckIns = [
      ...(person.recentCheckIns ?? []),
      ...(one === undefined ? [] : [saidIn(monday, one)]),
    ].slice(-6);
    person = { ...person, recentCheckIns };
    for (const day of [2, 5]) of('reminder', coachingBetweenLessons(person, series, addDays(monday, day)));
  });
  return mails;
}

const pace = fc.constantFrom(1 as const, 2 as const);

describe('coaching, whatever is answered', () => {
  test('never says the same in two emails in a row', () => {
    fc.assert(
      fc.property(answers, pace, (given, weeks) => {
        const texts = lived(given, weeks).map(({ spoken }) => spoken?.text);
        const ofLessons = texts.filter((_, index) => index % 3 === 0);
        for (const all of [texts, ofLessons]) {
          expect(all.filter((text, index) => text !== undefined && text === all[index + 1])).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('speaks of a hard answer before anything else, and of nothing else between lessons', () => {
    fc.assert(
      fc.property(answers, pace, (given, weeks) => {
        // Those in front of which something was answered since the lesson before.
        const fresh = lived(given, weeks).filter(({ kind, lesson }) => {
          const index = ids.indexOf(lesson);
          return (kind === 'reminder' ? given[index] : given[index - 1]) !== undefined;
        });
        for (const { kind, recent, spoken } of fresh) {
          const rule = hardAnswer(recent)?.rule;
          const isHard = rule !== undefined && rule !== 'note';
          expect(isHardRule(spoken?.rule ?? '')).toBe(isHard);
          expect(spoken !== undefined).toBe(isHard || kind === 'lesson');
        }
      }),
      { numRuns: 60 },
    );
  });

  test('says what more means as the lesson does that it stands in', () => {
    fc.assert(
      fc.property(answers, pace, (given, weeks) => {
        lived(given, weeks).forEach(({ lesson, spoken }) => {
          const says = (part: string) => spoken?.text.includes(part) === true;
          const isMost = spoken?.rule === 'practisedMost';
          const hasOwn = ids.indexOf(lesson) % 3 === 0;
          expect([says(ownMore), says(defaultMore)]).toEqual([isMost && hasOwn, isMost && !hasOwn]);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('has an answer to every fresh check-in', () => {
    fc.assert(
      fc.property(answer, pace, (one, weeks) => {
        // Two reminders after the first lesson, and then the second one.
        expect(lived([one, one], weeks)[3]?.spoken?.text).toBeTruthy();
      }),
      { numRuns: 60 },
    );
  });
});

test('the words of no rule ask for more than the lesson does', () => {
  for (const rule of coachingRules) {
    const { says, after = '' } = series.coaching[rule];
    expect(
      [...says, after].filter((text) => /\b(twice a|again today|longer|extra|add|harder than|one more)\b/i.test(text)),
    ).toEqual([]);
  }
});
