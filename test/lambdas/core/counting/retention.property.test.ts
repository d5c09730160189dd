import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { mayUndo } from '../../../../lambdas/core/actions/unsubscribing.ts';
import { isOver, keptUntil, notingDue, reduceGone } from '../../../../lambdas/core/counting/retention.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { aSubscriber, idOf } from '../../../support/builders.ts';
import { memoryDiary, memoryPersonalData, memorySubscribers } from '../../../support/memory-subscribers.ts';

const terms = { completedMonths: 12 };
const instant = fc
  .integer({ min: Date.UTC(2025, 0) / 1000, max: Date.UTC(2028, 0) / 1000 })
  .map((seconds) => new Date(seconds * 1000).toISOString().replace('.000', ''));
const statuses = ['active', 'completed', 'unsubscribed', 'bounced', 'complained', 'moved'] as const;

/** People of every status, with instants in any order. */
const anyPerson = fc
  .record(
    {
      status: fc.constantFrom(...statuses),
      confirmedAt: instant,
      unsubscribedAt: instant,
      completedAt: instant,
      linkMailedAt: instant,
      suppressedAt: instant,
      lessonSentAt: instant,
      pausedUntil: instant,
      weeksBetween: fc.constant(4),
    },
    { requiredKeys: ['status', 'confirmedAt'] },
  )
  .map(({ status, suppressedAt, lessonSentAt, pausedUntil, ...rest }) =>
    aSubscriber({
      ...rest,
      status,
      ...(suppressedAt !== undefined && { suppression: { reason: 'bounce' as const, at: suppressedAt } }),
      ...(lessonSentAt !== undefined && { sent: { one: lessonSentAt }, lessonSentOn: lessonSentAt.slice(0, 10) }),
      ...(pausedUntil !== undefined && { pausedUntil: pausedUntil.slice(0, 10) }),
    } as Partial<Person>),
  );

async function night(people: Person[], now: Temporal.Instant) {
  const subscribers = memorySubscribers();
  const diary = memoryDiary();
  for (const person of people) {
    subscribers.profiles.set(person.id, structuredClone(person));
    await diary.record(person.id, { week: '2025-01-06', at: '2025-01-06T00:00:00Z', days: '0' });
  }
  const due: string[] = [];
  const crowd = (async function* () {
    for (const subscriber of people) yield { subscriber, checkIns: [] };
  })();
  for await (const _ of notingDue(crowd, now, terms, (id) => void due.push(id)));
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };
  const personalData = memoryPersonalData(subscribers, diary);
  await reduceGone(due, { clock: { now: () => now }, subscribers, personalData, terms, log }, () => 600_000);
  return { subscribers, diary };
}

describe('a night', () => {
  test('touches nobody who is active, paused or monthly, nobody who can still undo leaving, and nobody before their term', async () => {
    let reduced = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyPerson, { minLength: 1, maxLength: 8 }), instant, async (some, iso) => {
        const now = Temporal.Instant.from(iso);
        const people = some.map((person, index) => ({ ...person, id: idOf(`p${index}`) }));
        const { subscribers, diary } = await night(people, now);
        for (const person of people) {
          const left = subscribers.profiles.get(person.id)!;
          const whole = 'confirmedAt' in left;
          const mustStay = person.status === 'active' || person.status === 'moved' || mayUndo(person, now);
          expect(whole).toBe(!isOver(person, now, terms));
          expect(whole || !mustStay).toBe(true);
          expect(whole ? left : person).toEqual(person);
          expect(left.status).toBe(person.status);
          expect((await diary.all(person.id)).length).toBe(whole ? 1 : 0);
          if (!whole) reduced += 1;
        }
      }),
      { numRuns: 200 },
    );
    expect(reduced).toBeGreaterThan(20);
  });

  test('keeps somebody who had every lesson for twelve months after whatever came last', () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const completed = { ...person, status: 'completed' as const };
        const until = keptUntil(completed, terms)!;
        const mails = [completed.completedAt, completed.linkMailedAt, ...Object.values(completed.sent)];
        for (const mail of mails.filter((one) => one !== undefined)) {
          const year = Temporal.Instant.from(mail).toZonedDateTimeISO('UTC').add({ months: 12 }).toInstant();
          expect(Temporal.Instant.compare(until, year)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test.each([
    ['of an older record, by the day of the last lesson', { lessonSentOn: '2026-03-02' }, '2027-03-02T23:59:59Z'],
    ['by when they had every lesson', { completedAt: '2026-03-04T06:00:00Z' }, '2027-03-04T06:00:00Z'],
  ])('counts the term %s', (_, changes, until) => {
    const person = aSubscriber({ status: 'completed', ...changes });
    expect(keptUntil(person, terms)?.toString()).toBe(until);
  });

  test('leaves the rest for the next one when its time is over', async () => {
    const subscribers = memorySubscribers();
    const person = aSubscriber({ status: 'unsubscribed', unsubscribedAt: '2026-01-01T00:00:00Z' });
    subscribers.profiles.set(person.id, person);
    const said: unknown[] = [];
    const log = {
      info: () => undefined,
      warn: (event: string, fields?: object) => void said.push([event, fields]),
      error: () => undefined,
      count: () => undefined,
    };
    const clock = { now: () => Temporal.Instant.from('2026-06-01T00:00:00Z') };
    const personalData = memoryPersonalData(subscribers);
    await reduceGone([person.id], { clock, subscribers, personalData, terms, log }, () => 1_000);
    expect(subscribers.person(person.id)).toEqual(person);
    expect(said).toEqual([['retention.not-finished', { left: 1 }]]);
  });
});
