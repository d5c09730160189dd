import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { quarterHours, type Slot } from '../../../../lambdas/core/time/calendar.ts';
import type { DispatchJob } from '../../../../lambdas/core/sending/jobs.ts';
import { planDueSlots } from '../../../../lambdas/core/sending/planning.ts';
import { type OtherClocks, type PlannedClocks, setByHand } from '../../../../lambdas/core/time/planned-walls.ts';
import { zoneEdition } from '../../../../lambdas/core/time/zone-table.ts';
import { canonicalZone } from '../../../../lambdas/core/time/zones.ts';
import { memoryControl } from '../../../support/memory-subscribers.ts';
import { tzdataClocks } from '../../../support/tzdata-clocks.ts';

/*
 * Goal: each quarter hour of every zone is planned, and once, also when the clocks that the planner goes by are others than a tick ago: another edition,
 * the one before, a mark that an older planner left.
 */

const tickMs = 15 * 60_000;
const at = (iso: string) => Temporal.Instant.from(iso).epochMilliseconds;
const iso = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'second' });
const wallOf = ({ localDate, localTime }: Slot) => Date.parse(`${localDate}T${localTime}Z`);

/** A planner with everybody of some zones in its calendar, and a mark. */
async function aPlanner(
  zones: readonly string[],
  markMs: number,
  clocks: PlannedClocks | undefined,
  runtimeClocks: OtherClocks = () => undefined,
) {
  const control = memoryControl();
  for (const zone of zones) for (const localTime of quarterHours) await control.rememberSlot(zone, localTime);
  // An older planner kept none: what it wrote is read without them.
  await control.advance(undefined, iso(markMs), clocks ?? setByHand);
  const { planning } = control;
  const first = async () => {
    const { clocks: _none, ...read } = await planning();
    control.planning = planning;
    return read;
  };
  if (clocks === undefined) control.planning = first;
  const logged: [string, unknown][] = [];
  const jobs: DispatchJob[] = [];
  let nowMs = markMs;
  const record = (event: string, fields?: unknown) => void logged.push([event, fields]);
  const deps = {
    clock: { now: () => Temporal.Instant.fromEpochMilliseconds(nowMs + 3_000) },
    control,
    queues: { dispatch: async (more: DispatchJob[]) => void jobs.push(...more), notices: async () => undefined },
    log: { info: record, warn: record, error: record, count: () => undefined },
    runtimeClocks,
  };
  const slots = (again: boolean) => jobs.filter((job) => (job.again ?? false) === again).flatMap((job) => job.slots);
  return {
    control,
    logged,
    /** Runs the planner at a tick; what it planned, and what it looks at once more. */
    async planAt(ms: number) {
      nowMs = ms;
      jobs.length = 0;
      await planDueSlots(deps);
      return { planned: slots(false), again: slots(true) };
    },
  };
}

const clocksOf = new Map(tzdataClocks.histories.map((history) => [history.zone, history]));
const offsetOf = (zone: string, ms: number) => {
  const { changes, offsets } = clocksOf.get(zone)!;
  return offsets[changes.filter((change) => change <= ms).length]!;
};
const changes = tzdataClocks.histories.flatMap(({ zone, changes: all }) =>
  all
    .filter((change) => change > at('2026-01-01T00:00:00Z') && change < at('2030-01-01T00:00:00Z'))
    .map((change) => ({ zone, change })),
);
const ticksAround = fc
  .constantFrom(...changes)
  .chain(({ zone, change }) =>
    fc
      .integer({ min: -20, max: 20 })
      .map((ticks) => ({ zone, markMs: Math.floor(change / tickMs) * tickMs + ticks * tickMs })),
  );

describe('the planner', () => {
  test('plans every quarter hour after what was planned through, once, whatever edition brought that about', async () => {
    await fc.assert(
      fc.asyncProperty(
        ticksAround,
        fc.integer({ min: -12, max: 12 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
        async ({ zone, markMs }, ahead, steps) => {
          const through = markMs + offsetOf(zone, markMs) + ahead * tickMs;
          const leads = { [canonicalZone(zone)!]: (through - markMs) / 60_000 };
          const planner = await aPlanner([zone], markMs, { edition: 'another', leads });
          const planned: number[] = [];
          let nowMs = markMs;
          for (const step of steps) {
            nowMs += step * tickMs;
            planned.push(...(await planner.planAt(nowMs)).planned.map(wallOf));
          }
          let furthest = through;
          for (let ms = markMs + tickMs; ms <= nowMs; ms += tickMs)
            furthest = Math.max(furthest, ms + offsetOf(zone, ms));
          const owed = Array.from(
            { length: (furthest - through) / tickMs },
            (_, index) => through + (index + 1) * tickMs,
          );
          expect(planned).toEqual(owed);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('looks once more, at its next run, at what it planned last', async () => {
    const planner = await aPlanner(['Europe/Berlin'], at('2026-03-29T00:30:00Z'), setByHand);
    // Nobody planned up to a mark that was set by hand.
    expect((await planner.planAt(at('2026-03-29T00:45:00Z'))).again).toEqual([]);
    const { planned } = await planner.planAt(at('2026-03-29T01:00:00Z'));
    expect(planned.map(({ localTime }) => localTime)).toEqual(['02:00', '02:15', '02:30', '02:45', '03:00']);
    expect(await planner.planAt(at('2026-03-29T01:00:00Z'))).toEqual({ planned: [], again: [] });
    expect((await planner.planAt(at('2026-03-29T01:15:00Z'))).again).toEqual(planned);
  });

  /** Minutes ahead of UTC by tz 2025c in November 2026; the table at hand is later, and knows better. */
  const by2025c: Record<string, number> = {
    'America/Vancouver': -480,
    'America/Edmonton': -420,
    'America/Winnipeg': -360,
    'America/Havana': -300,
    'Africa/Casablanca': 60,
    'Europe/Berlin': 60,
  };
  const mark = at('2026-11-27T12:00:00Z');

  test('goes on from a mark of the first release: where its clocks were an hour behind, nothing is left out, and where they were ahead, nothing comes twice', async () => {
    const planner = await aPlanner(Object.keys(by2025c), mark, undefined, (zone) => by2025c[zone]! * 60_000);
    const times: Record<string, string[]> = {};
    for (let ticks = 1; ticks <= 5; ticks += 1) {
      const { planned } = await planner.planAt(mark + ticks * tickMs);
      for (const { zone, localTime } of planned) times[zone] = [...(times[zone] ?? []), localTime];
    }
    const from = (first: string, count: number) =>
      quarterHours.slice(quarterHours.indexOf(first), quarterHours.indexOf(first) + count);
    expect(times).toEqual({
      'America/Vancouver': from('04:15', 9),
      'America/Edmonton': from('05:15', 9),
      'America/Winnipeg': from('06:15', 9),
      'America/Havana': from('07:15', 9),
      'Africa/Casablanca': from('13:15', 1),
      'Europe/Berlin': from('13:15', 5),
    });
    expect(planner.logged.filter(([event]) => event === 'planner.edition')).toEqual([
      [
        'planner.edition',
        {
          was: 'the runtime',
          is: zoneEdition.name,
          zones: 'America/Vancouver America/Edmonton America/Winnipeg America/Havana Africa/Casablanca',
        },
      ],
    ]);
  });

  test('believes the older planner in an hour that clocks show twice', async () => {
    const berlin: OtherClocks = (_, ms) => (ms < at('2026-10-25T01:00:00Z') ? 7_200_000 : 3_600_000);
    const planner = await aPlanner(['Europe/Berlin'], at('2026-10-25T01:15:00Z'), undefined, berlin);
    expect((await planner.planAt(at('2026-10-25T01:45:00Z'))).planned).toEqual([]);
    expect((await planner.planAt(at('2026-10-25T02:00:00Z'))).planned.map(({ localTime }) => localTime)).toEqual([
      '03:00',
    ]);
  });

  test('goes by its own table where the runtime does not know a zone, and for a zone that came into use since', async () => {
    for (const clocks of [undefined, { edition: '2025b', leads: { 'Asia/Tokyo': 540 } }]) {
      const planner = await aPlanner(['Europe/Berlin'], mark, clocks);
      expect((await planner.planAt(mark + tickMs)).planned.map(({ localTime }) => localTime)).toEqual(['13:15']);
    }
  });

  test('knows what it planned of a place that was renamed since', async () => {
    const planner = await aPlanner(['Europe/Kyiv', 'europe/kiev'], mark, {
      edition: '2022a',
      leads: { 'Europe/Kiev': 105 },
    });
    const { planned } = await planner.planAt(mark + tickMs);
    expect(planned.map(({ zone, localTime }) => `${zone} ${localTime}`)).toEqual([
      'Europe/Kyiv 14:00',
      'Europe/Kyiv 14:15',
      'europe/kiev 14:00',
      'europe/kiev 14:15',
    ]);
    expect((await planner.control.planning()).clocks).toEqual({
      edition: zoneEdition.name,
      leads: { 'Europe/Kyiv': 120 },
    });
  });
});
