import { clockAt } from '../support/clock-at.ts';
import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { leave } from '../../lambdas/core/actions/unsubscribing.ts';
import type { SendJob } from '../../lambdas/core/sending/jobs.ts';
import type { Lesson } from '../../lambdas/core/course/series.ts';
import { aSeries } from '../support/builders.ts';
import { Crash, fate } from '../support/mortal.ts';
import { aTown, at, everyTick } from '../support/town.ts';
import { isPerson } from '../../lambdas/core/person/subscriber.ts';

/* Accidents that happened to others who send mail in series, each by its name. */

const monday = '2026-11-02T06:00:00Z';
const oneEach = (people: number) =>
  new Map(Array.from({ length: people }, (_, index) => [`p${index}@example.org`, ['one']]));

describe('accidents of the field', () => {
  test('"sent" marked after the batch: a crash at any position repeats and loses nobody', async () => {
    const people = 12;
    const quiet = await aTown(people);
    await quiet.advanceTo(at('2026-11-02T06:05:00Z'), everyTick(monday, monday));
    const calls = quiet.run.calls;
    expect(calls).toBeGreaterThan(people * 3);
    for (let call = 1; call <= calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const town = await aTown(people, { run: fate([{ call, when }]) });
        // Time for the queue to deliver again, for doubt to be settled, and for the planner's next runs.
        await town.advanceTo(at('2026-11-02T13:00:00Z'), everyTick(monday, '2026-11-02T08:00:00Z'));
        expect([call, when, town.lessons()]).toEqual([call, when, oneEach(people)]);
      }
    }
  });

  test('a time-out read as a failure: 85 answers lost, 85 mails, one each', async () => {
    const people = 85;
    const town = await aTown(people, { sesFates: Array.from({ length: people }, () => 'lose-answer' as const) });
    await town.advanceTo(at('2026-11-02T10:00:00Z'), everyTick(monday, '2026-11-02T10:00:00Z'));
    expect(town.lessons()).toEqual(oneEach(people));
  });

  test('mails that vanished behind a time-out are sent again, once it is proven', async () => {
    const town = await aTown(3, { sesFates: ['vanish', 'vanish', 'vanish'] });
    await town.advanceTo(at('2026-11-02T11:59:00Z'), everyTick(monday, monday));
    expect(town.lessons()).toEqual(new Map());
    await town.advanceTo(at('2026-11-02T13:00:00Z'), []);
    expect(town.lessons()).toEqual(oneEach(3));
    // Nobody else was mailed: it took a probe to find the feed open.
    expect(town.accepted.some(({ tags }) => tags['delivery'] === 'probe')).toBe(true);
  });

  test('the schedule started twice in one second', async () => {
    const town = await aTown(5);
    await town.advanceTo(at(monday) - 1);
    await town.advanceTo(at(monday));
    await Promise.all([town.plan(), town.plan(), town.plan()]);
    await town.advanceTo(at('2026-11-02T06:10:00Z'));
    expect(town.lessons()).toEqual(oneEach(5));
  });

  test('a watchdog that re-sends a slow run: at whatever step the run is taken for dead', async () => {
    const quiet = await aTown(4);
    const before = quiet.run.calls;
    await quiet.advanceTo(at('2026-11-02T06:05:00Z'), everyTick(monday, monday));
    for (let call = 1; call <= quiet.run.calls - before; call += 1) {
      const run = fate([]);
      const town = await aTown(4, { run });
      run.meanwhile.set(before + call, () => town.deliverAgain());
      await town.advanceTo(at('2026-11-02T08:00:00Z'), everyTick(monday, '2026-11-02T08:00:00Z'));
      expect([call, town.lessons()]).toEqual([call, oneEach(4)]);
    }
  });

  test('a cursor instead of a ledger: lessons moved, added and taken away in mid-course reach everybody once', async () => {
    const series = aSeries(['one', 'two', 'three', 'four']);
    const [one, two, three, four] = series.lessons as [Lesson, Lesson, Lesson, Lesson];
    const town = await aTown(2, { series });
    const week = async (lessons: Lesson[], day: string) => {
      series.lessons.splice(0, series.lessons.length, ...lessons);
      await town.advanceTo(at(`${day}T08:00:00Z`), everyTick(`${day}T05:45:00Z`, `${day}T08:00:00Z`));
      return town.lessons().get('p0@example.org');
    };
    expect(await week([one, two, three, four], '2026-11-02')).toEqual(['one']);
    // A counter would now send the first lesson again, then leave one out, then run past the end.
    expect(await week([two, one, three, four], '2026-11-09')).toEqual(['one', 'two']);
    expect(await week([two, four, one, three], '2026-11-16')).toEqual(['one', 'two', 'four']);
    expect(await week([four, three], '2026-11-23')).toEqual(['one', 'two', 'four', 'three']);
    await week([four, three], '2026-11-30');
    expect(town.lessons()).toEqual(
      new Map([0, 1].map((index) => [`p${index}@example.org`, ['one', 'two', 'four', 'three']])),
    );
  });

  test('one poison recipient: a mail that cannot be made for one person stops and drops nobody else’s', async () => {
    const series = aSeries();
    const { html } = series.lessons[0]!.mail;
    series.lessons[0]!.mail.html = (merge) => {
      if (merge.firstName === 'Nobody') throw new Crash('a missing merge field');
      return html(merge);
    };
    const town = await aTown(6, { series, change: (index) => (index === 2 ? { firstName: 'Nobody' } : {}) });
    await town.advanceTo(at('2026-11-02T12:00:00Z'), everyTick(monday, '2026-11-02T12:00:00Z'));
    const others = oneEach(6);
    others.delete('p2@example.org');
    expect(town.lessons()).toEqual(others);
    // The operator finds one message of each reading of the slot, which names one person, and no claim that is in the way once the template is mended.
    expect(town.dead.map(({ body }) => (body as SendJob).ids)).toEqual([[town.ids[2]], [town.ids[2]]]);
    expect(await town.subscribers.heldClaim(town.ids[2]!, 'lesson')).toBeUndefined();
  });

  test('one poison address: what SES refuses for one person reaches everybody else', async () => {
    // At the second reading of the slot as well.
    const refused = ['accept', 'accept', 'message', 'accept', 'accept', 'accept', 'message'] as const;
    const town = await aTown(6, { sesFates: [...refused] });
    await town.advanceTo(at('2026-11-02T12:00:00Z'), everyTick(monday, '2026-11-02T12:00:00Z'));
    expect(town.lessons().size).toBe(5);
    expect(town.dead).toEqual([]);
    // With the next slot it is tried again, which is this one's second chance.
    await town.advanceTo(at('2026-11-09T07:00:00Z'), everyTick('2026-11-09T06:00:00Z', '2026-11-09T07:00:00Z'));
    const counts = [...town.lessons().values()].map(({ length }) => length);
    expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 2, 2, 2, 2]);
  });

  test('eligibility checked at enrolment and not at the send', async () => {
    const town = await aTown(2);
    await town.advanceTo(at(monday) - 1);
    // Planned and on the queues; then one of them leaves.
    await town.advanceTo(at(monday));
    await town.plan();
    await town.person((deps) => leave(town.ids[0]!, { farewell: false }, deps));
    await town.advanceTo(at('2026-11-02T07:00:00Z'));
    expect(town.lessons()).toEqual(new Map([['p1@example.org', ['one']]]));
  });

  test('a stale schedule waking after a month: no flood of old lessons', async () => {
    const town = await aTown(4);
    await town.advanceTo(at('2026-11-30T12:00:00Z'));
    await town.plan();
    await town.advanceTo(at('2026-11-30T13:00:00Z'));
    // Of five missed Mondays the latest is owed; the course goes on from there.
    expect(town.lessons()).toEqual(oneEach(4));
    await town.advanceTo(at('2026-12-07T07:00:00Z'), everyTick('2026-11-30T13:00:00Z', '2026-12-07T07:00:00Z'));
    expect([...town.lessons().values()].every((lessons) => lessons.join() === 'one,two')).toBe(true);
  });
});

describe('an outage of three days', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Honolulu'];
  const hourIn = (atMs: number, zone: string) => clockAt(Temporal.Instant.fromEpochMilliseconds(atMs), zone).hour;

  test('ends with everything owed, once, at a civil local hour, and no more than a lesson a day', async () => {
    const town = await aTown(35, {
      change: (index) => ({
        preferences: {
          zone: zones[index % zones.length]!,
          lessonDay: (index % 7) + 1,
          sendTime: ['03:00', '07:00', '23:30'][index % 3]!,
          reminderDays: [((index + 2) % 7) + 1],
          locale: 'en' as const,
        },
      }),
    });
    const outage = { from: '2026-11-03T00:00:00Z', until: '2026-11-06T02:00:00Z' };
    const ticks = everyTick('2026-11-02T06:00:00Z', '2026-11-20T06:00:00Z').filter(
      (tick) => tick < at(outage.from) || tick >= at(outage.until),
    );
    await town.advanceTo(at('2026-11-20T06:00:00Z'), ticks);

    // Two weeks and a half later everyone has had two or three lessons, in order.
    for (const [, lessons] of town.lessons()) {
      expect(['one,two', 'one,two,three']).toContain(lessons.join());
    }
    expect(town.lessons().size).toBe(35);
    const days = new Map<string, number>();
    for (const { to, atMs, tags } of town.accepted) {
      const person = [...town.subscribers.profiles.values()].filter(isPerson).find(({ address }) => address === to)!;
      const { zone, sendTime } = person.preferences;
      const local = clockAt(Temporal.Instant.fromEpochMilliseconds(atMs), zone);
      const onTime = local.toPlainTime().toString().slice(0, 5) === sendTime;
      const hour = hourIn(atMs, zone);
      expect(onTime || (hour >= 7 && hour < 21)).toBe(true);
      if (tags['delivery']!.startsWith('lesson')) {
        const day = `${to} ${local.toPlainDate().toString()}`;
        days.set(day, (days.get(day) ?? 0) + 1);
      }
    }
    expect(Math.max(...days.values())).toBe(1);
  });
});
