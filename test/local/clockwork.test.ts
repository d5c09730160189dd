import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ScheduledEvent } from 'aws-lambda';
import { Temporal } from 'temporal-polyfill';
import { openClock, type VirtualClock } from '../../lib/local/clock.ts';
import { startTickScheduler, type TickScheduler, type ClockworkOptions } from '../../lib/local/clockwork.ts';

const start = Temporal.Instant.from('2026-11-23T08:07:00Z');
const at = (time: string) => Temporal.Instant.from(`2026-11-23T${time}:00Z`);
const timeOf = (instant: Temporal.Instant) => instant.toString().slice(11, 16);

let clock: VirtualClock;
let clockwork: TickScheduler;
/** What happened, with the time at which it did. */
let diary: string[];
/** Delayed messages, as the queues would tell of them. */
let due: Temporal.Instant[];

function begin(options: Partial<ClockworkOptions> = {}): void {
  clockwork = startTickScheduler({
    clock,
    region: 'eu-west-1',
    plan: async (event) => void diary.push(`plan ${event.time} at ${timeOf(clock.now())}`),
    drained: async () => {
      const visible = due.filter((instant) => Temporal.Instant.compare(instant, clock.now()) <= 0);
      due = due.filter((instant) => !visible.includes(instant));
      for (const _ of visible) diary.push(`message at ${timeOf(clock.now())}`);
    },
    nextChangeAt: () => due.toSorted((a, b) => Temporal.Instant.compare(a, b))[0],
    onError: (error) => diary.push(String(error)),
    ...options,
  });
}

beforeEach(() => {
  clock = openClock({ realNow: () => start.epochMilliseconds });
  diary = [];
  due = [];
});
afterEach(() => clockwork.stop());

describe('the time machine', () => {
  test('works through every tick on the way, at its instant', async () => {
    begin();
    expect(clockwork.nextTick()).toEqual(at('08:15'));
    await clockwork.advanceTo(at('08:50'));
    expect(diary).toEqual([
      'plan 2026-11-23T08:15:00Z at 08:15',
      'plan 2026-11-23T08:30:00Z at 08:30',
      'plan 2026-11-23T08:45:00Z at 08:45',
    ]);
    expect(clock.now()).toEqual(at('08:50'));
    expect(clockwork.nextTick()).toEqual(at('09:00'));
  });

  test('stops at delayed messages between the ticks', async () => {
    due = [at('08:20'), at('08:31'), at('09:30')];
    begin();
    await clockwork.advanceTo(at('08:40'));
    expect(diary.map((line) => line.replace(/ 2026\S+/, ''))).toEqual([
      'plan at 08:15',
      'message at 08:20',
      'plan at 08:30',
      'message at 08:31',
    ]);
  });

  test('calls the planner as EventBridge Scheduler does', async () => {
    const events: ScheduledEvent[] = [];
    begin({ plan: async (event) => void events.push(event) });
    await clockwork.advanceTo(at('08:15'));
    expect(events).toMatchObject([
      { source: 'aws.scheduler', 'detail-type': 'Scheduled Event', time: '2026-11-23T08:15:00Z', detail: '{}' },
    ]);
  });

  test('never goes back, and says so', async () => {
    begin();
    await expect(clockwork.advanceTo(at('08:00'))).rejects.toThrow('it is 2026-11-23T08:07:00Z already, later than');
    expect(diary).toEqual([]);
  });

  test('lets the clock run on afterwards, also when the planner fails', async () => {
    let realMs = start.epochMilliseconds;
    clock = openClock({ realNow: () => realMs });
    begin({ plan: async () => Promise.reject(new Error('the planner is broken')) });
    await expect(clockwork.advanceTo(at('09:00'))).rejects.toThrow('the planner is broken');
    realMs += 1000;
    expect(clock.now()).toEqual(at('08:15').add({ seconds: 1 }));
    expect(clockwork.nextTick()).toEqual(at('08:15'));
  });

  test('tries the planner twice, as the scheduler would', async () => {
    let calls = 0;
    begin({ plan: async () => (++calls === 1 ? Promise.reject(new Error('a hiccup')) : undefined) });
    await clockwork.advanceTo(at('08:15'));
    expect(calls).toBe(2);
  });

  test('does one journey after the other', async () => {
    begin();
    await Promise.all([clockwork.advanceTo(at('08:30')), clockwork.advanceTo(at('09:00'))]);
    expect(diary.map((line) => line.slice(-5))).toEqual(['08:15', '08:30', '08:45', '09:00']);
  });

  test('breaks off a journey when the service stops', async () => {
    begin({
      plan: async ({ time }) => {
        diary.push(time);
        if (diary.length === 3) void clockwork.stop();
      },
    });
    await clockwork.advanceTo(start.add({ hours: 1000 }));
    expect(diary).toHaveLength(3);
    expect(clock.now()).toEqual(at('08:45'));
  });

  test('does the daily work once a day', async () => {
    begin({ daily: async () => void diary.push('daily'), plan: async () => {} });
    await clockwork.advanceTo(start.add({ hours: 72 }));
    expect(diary).toEqual(['daily', 'daily', 'daily']);
  });

  test('adds next to nothing to a tick', async () => {
    begin({ plan: async () => {} });
    const began = performance.now();
    await clockwork.advanceTo(start.add({ hours: 24 * 100 }));
    // 9,600 ticks; typically 0.05 ms each. The bound of 1 ms leaves room for a loaded machine.
    expect(performance.now() - began).toBeLessThan(9_600);
  });
});

test('in real time the planner is called when a quarter hour begins', async () => {
  const almost = at('08:15').epochMilliseconds - 40;
  const began = performance.now();
  clock = openClock({ realNow: () => almost + (performance.now() - began) });
  begin();
  expect(diary).toEqual([]);
  while (diary.length === 0 && performance.now() - began < 5_000)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(diary).toEqual(['plan 2026-11-23T08:15:00Z at 08:15']);
  expect(clockwork.nextTick()).toEqual(at('08:30'));
});
