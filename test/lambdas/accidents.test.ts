import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { leave } from '../../lambdas/core/leaving.ts';
import { fate } from '../support/mortal.ts';
import { aTown, at, everyTick } from '../support/town.ts';

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
        await town.advanceTo(at('2026-11-02T08:00:00Z'), everyTick(monday, '2026-11-02T08:00:00Z'));
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
    await town.advanceTo(at('2026-11-02T06:14:00Z'), everyTick(monday, monday));
    expect(town.lessons()).toEqual(new Map());
    await town.advanceTo(at('2026-11-02T08:00:00Z'), []);
    expect(town.lessons()).toEqual(oneEach(3));
    // Nobody else was mailed: it took a probe to find the road open.
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

  test('eligibility checked at enrolment and not at the send', async () => {
    const town = await aTown(2);
    await town.advanceTo(at(monday) - 1);
    // Planned and on the queues; then one of them leaves.
    await town.advanceTo(at(monday));
    await town.plan();
    await town.person((world) => leave(town.ids[0]!, { farewell: false }, world));
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
  const hourIn = (atMs: number, zone: string) =>
    Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).hour;

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
      const person = [...town.subscribers.profiles.values()].find(({ address }) => address === to)!;
      const { zone, sendTime } = person.preferences;
      const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
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
