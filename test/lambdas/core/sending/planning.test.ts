import { beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { nextBusyTick, planDueSlots } from '../../../../lambdas/core/sending/planning.ts';
import { newWalk, type Notice } from '../../../../lambdas/core/course/notice.ts';
import type { DispatchJob, NoticeJob } from '../../../../lambdas/core/sending/jobs.ts';
import { quarterHours } from '../../../../lambdas/core/time/calendar.ts';
import { plannedWalls, setByHand } from '../../../../lambdas/core/time/planned-walls.ts';
import { zoneEdition } from '../../../../lambdas/core/time/zone-table.ts';
import { memoryControl } from '../../../support/memory-subscribers.ts';
import { recordedLog } from '../../../support/recorded-log.ts';

const at = (iso: string) => Temporal.Instant.from(iso);

let control: ReturnType<typeof memoryControl>;
let log: ReturnType<typeof recordedLog>;
let sent: DispatchJob[][];
let noticed: NoticeJob[][];
beforeEach(() => {
  [control, log, sent, noticed] = [memoryControl(), recordedLog(), [], []];
});
const planAt = (iso: string) =>
  planDueSlots({
    clock: { now: () => at(iso) },
    control,
    queues: {
      dispatch: async (jobs: DispatchJob[]) => void sent.push(jobs),
      notices: async (jobs: NoticeJob[]) => void noticed.push(jobs),
    },
    log,
    runtimeClocks: () => undefined,
  });
const times = () =>
  sent
    .flat()
    .filter(({ again }) => again === undefined)
    .flatMap(({ slots }) => slots.map(({ localTime }) => localTime));
const mark = async () => (await control.planning()).plannedThrough;

describe('the planner', () => {
  test('plans the tick of its first run, and writes down the table and how far it came', async () => {
    await control.rememberSlot('UTC', '07:00');
    await control.rememberSlot('UTC', '06:45');
    expect(await planAt('2026-11-02T07:00:03Z')).toEqual({ ticks: 1, slots: 1 });
    expect([times(), log.events]).toEqual([['07:00'], []]);
    expect(await control.planning()).toMatchObject({
      gate: { tableId: 'memory' },
      plannedThrough: '2026-11-02T07:00:00Z',
      clocks: { edition: zoneEdition.name, leads: { UTC: 0 } },
    });
  });

  test('asks for nothing where nobody stands', async () => {
    await control.rememberSlot('UTC', '07:00');
    await planAt('2026-11-02T06:00:00Z');
    expect(await planAt('2026-11-02T06:15:00Z')).toEqual({ ticks: 1, slots: 0 });
    expect(sent).toEqual([]);
  });

  test('remembers its table once only', async () => {
    let remembered = 0;
    const { rememberTable } = control;
    control.rememberTable = async (...table) => ((remembered += 1), rememberTable(...table));
    await planAt('2026-11-02T06:00:00Z');
    await planAt('2026-11-02T06:15:00Z');
    expect(remembered).toBe(1);
  });

  test('plans nothing on a restored table', async () => {
    await control.rememberSlot('UTC', '07:00');
    await control.rememberTable('another', undefined);
    expect(await planAt('2026-11-02T07:00:00Z')).toEqual({ ticks: 0, slots: 0 });
    expect([sent, log.events, await mark()]).toEqual([[], ['planner.fenced'], undefined]);
    expect(log.fieldsOf('planner.fenced')).toEqual({ was: 'another', is: 'memory' });
  });

  test('catches up a long outage in steps, each of which is kept, and says how much was late', async () => {
    for (const localTime of quarterHours) await control.rememberSlot('UTC', localTime);
    await control.advance(undefined, '2026-11-02T00:00:00Z', setByHand);
    const marks: string[] = [];
    const { advance } = control;
    control.advance = async (from, to, clocks) => (marks.push(to), advance(from, to, clocks));
    expect(await planAt('2026-11-04T06:00:00Z')).toEqual({ ticks: 216, slots: 216 });
    expect(marks).toEqual(['2026-11-03T00:00:00Z', '2026-11-04T00:00:00Z', '2026-11-04T06:00:00Z']);
    expect(times()).toHaveLength(216);
    expect(sent.flat().every(({ slots }) => slots.length <= 10)).toBe(true);
    expect(log.fieldsOf('planner.caught-up')).toEqual({ from: '2026-11-02T00:00:00Z', ticks: 216, lateSlots: 215 });
  });

  test('stops where another planner has moved the mark', async () => {
    for (const localTime of quarterHours) await control.rememberSlot('UTC', localTime);
    await control.advance(undefined, '2026-11-02T00:00:00Z', setByHand);
    control.advance = async () => false;
    expect(await planAt('2026-11-04T00:00:00Z')).toEqual({ ticks: 192, slots: 96 });
    expect([log.events[0], times().length]).toEqual(['planner.overtaken', 96]);
  });

  test('names a zone that is none, and plans the others', async () => {
    for (const zone of ['Mars/Olympus', 'UTC']) await control.rememberSlot(zone, '07:00');
    expect(await planAt('2026-11-02T07:00:00Z')).toEqual({ ticks: 1, slots: 1 });
    expect([log.events, log.fieldsOf('planner.zone-unknown')]).toEqual([
      ['planner.zone-unknown'],
      { zone: 'Mars/Olympus' },
    ]);
  });
});

describe('notices', () => {
  const aNotice = (id: string, changes: Partial<Notice> = {}): Notice => ({
    id,
    subject: 'Closed',
    at: '2026-11-02T05:00:00Z',
    audience: {},
    walk: newWalk,
    ...changes,
  });
  const planWith = async (...notices: Notice[]) => {
    const { planning } = control;
    control.planning = async () => ({ ...(await planning()), notices });
    await planAt('2026-11-02T06:00:00Z');
    return noticed;
  };

  test('that are under way go on, the oldest first', async () => {
    const asked = await planWith(
      aNotice('second', { at: '2026-11-02T04:00:01Z' }),
      aNotice('third', { at: '2026-11-02T04:00:02Z', walk: { ...newWalk, nextAt: '2026-11-02T06:00:00Z' } }),
      aNotice('waits', { walk: { ...newWalk, nextAt: '2026-11-02T06:00:01Z' } }),
      aNotice('stopped', { stopped: { at: '2026-11-02T05:30:00Z', why: 'a slip' } }),
      aNotice('finished', { finished: { at: '2026-11-02T05:30:00Z' } }),
      aNotice('first', { at: '2026-11-02T04:00:00Z' }),
    );
    expect(asked).toEqual([[{ notice: 'first' }, { notice: 'second' }, { notice: 'third' }]]);
  });

  test('are not asked for where none is under way', async () => {
    expect(await planWith(aNotice('finished', { finished: { at: '2026-11-02T05:30:00Z' } }))).toEqual([]);
  });
});

describe('the next busy tick', () => {
  const inUse = [
    { zone: 'Europe/Berlin', localTimes: new Set(['02:30', '07:00']) },
    { zone: 'Mars/Olympus', localTimes: new Set(['07:00']) },
  ];
  const next = (after: string, until: string) =>
    nextBusyTick(inUse, Temporal.Instant.from(after), Temporal.Instant.from(until))?.toString();

  test('is the first at which somebody may stand in a slot', () => {
    expect(next('2026-11-02T06:00:00Z', '2026-11-04T00:00:00Z')).toBe('2026-11-03T01:30:00Z');
    expect(next('2026-11-03T01:30:00Z', '2026-11-04T00:00:00Z')).toBe('2026-11-03T06:00:00Z');
  });

  test('counts local times that a clock change skips', () => {
    expect(next('2026-03-28T12:00:00Z', '2026-03-30T00:00:00Z')).toBe('2026-03-29T01:00:00Z');
  });

  test('is that of any zone', () => {
    const two = [...inUse, { zone: 'Asia/Tokyo', localTimes: new Set(['07:00']) }];
    const found = nextBusyTick(two, at('2026-11-02T12:00:00Z'), at('2026-11-04T00:00:00Z'));
    expect(found?.toString()).toBe('2026-11-02T22:00:00Z');
  });

  test('is none where nobody stands', () => {
    expect(next('2026-11-02T06:00:00Z', '2026-11-02T20:00:00Z')).toBeUndefined();
  });
});

describe('a mark that was set by hand', () => {
  test('says by which edition, and the runtime is not asked for its clocks', () => {
    expect(setByHand).toEqual({ edition: zoneEdition.name });
    const markMs = at('2026-11-02T12:00:00Z').epochMilliseconds;
    const runtime = () => 7_200_000;
    expect(plannedWalls(['Europe/Berlin'], markMs, setByHand, runtime).get('Europe/Berlin')).toBe(markMs + 3_600_000);
    expect(plannedWalls(['Europe/Berlin'], markMs, undefined, runtime).get('Europe/Berlin')).toBe(markMs + 7_200_000);
  });
});
