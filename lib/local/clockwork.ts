import { randomUUID } from 'node:crypto';
import type { Context, ScheduledEvent } from 'aws-lambda';
import { Temporal } from 'temporal-polyfill';
import { tickAtOrBefore, tickMinutes } from '../../lambdas/core/time/calendar.ts';
import type { VirtualClock } from './clock.ts';
import { quietly } from './storage.ts';
import { lambdaContext, throughJson } from './lambda-context.ts';

export type PlanHandler = (event: ScheduledEvent, context: Context) => Promise<unknown>;

export interface ClockworkOptions {
  clock: VirtualClock;
  region: string;
  plan: PlanHandler;
  /** Resolves when everything that a tick has set off is done. */
  drained: () => Promise<void>;
  /** When the next delayed message becomes visible. */
  nextChangeAt: () => Temporal.Instant | undefined;
  /**
   * The first tick after one and up to another at which the planner has something to do; without it every tick is worked through. The planner
   * plans the ticks in between as well, so skipping over them changes nothing but the time it takes.
   */
  busyTick?: (after: Temporal.Instant, until: Temporal.Instant) => Promise<Temporal.Instant | undefined>;
  /** Done once a day of virtual time: what DynamoDB does by itself. */
  daily?: () => Promise<unknown>;
  onError: (error: unknown) => void;
}

/** Runs the planner every quarter hour, in real time or, on request, as fast as the machine can. */
export interface TickScheduler {
  /** The first tick that has not been worked through. */
  nextTick: () => Temporal.Instant;
  /**
   * Works through every tick and every delayed message up to `instant`, in order, and leaves the clock running from there.
   *
   * @throws RangeError when that would be back in time
   * @throws what the planner threw when it fails twice at a tick, and what `drained` threw; the clock then runs on from where it is
   */
  advanceTo: (instant: Temporal.Instant) => Promise<void>;
  /** Waits for a tick under way, but not for long, then ends; a journey under way ends early. */
  stop: () => Promise<void>;
}

const timeoutMs = 60_000;
/** A tick that failed is tried again after so long. */
const againMs = 5_000;
/** How long `stop` waits. */
const stopWithinMs = 5_000;

/** Starts with the next tick from now on; ticks missed while nothing ran are the planner's to catch up with. */
export function startTickScheduler(options: ClockworkOptions): TickScheduler {
  const { clock, plan, drained, nextChangeAt, busyTick, daily, region, onError } = options;
  let workedThrough = tickAtOrBefore(clock.now());
  let sweptOn = dayOf(workedThrough);
  /** One after the other: ticks that overlap would race for the planner's mark. */
  let turn: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const nextTick = () => workedThrough.add({ minutes: tickMinutes });
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => {});
    return result;
  };
  const invokePlan = (tick: Temporal.Instant) =>
    plan(throughJson(scheduledEvent(tick, region)), lambdaContext('plan', timeoutMs));
  const runTick = async (tick: Temporal.Instant) => {
    // EventBridge Scheduler tries again as well.
    await invokePlan(tick).catch(() => invokePlan(tick));
    workedThrough = tick;
    if (daily === undefined || dayOf(tick) === sweptOn) return;
    sweptOn = dayOf(tick);
    await daily();
  };

  const onTimer = () => {
    let soonestMs = 10;
    void inTurn(async () => {
      quietly(clock.keep);
      const tick = tickAtOrBefore(clock.now());
      if (Temporal.Instant.compare(tick, workedThrough) > 0) await runTick(tick);
    })
      .catch((error: unknown) => {
        soonestMs = againMs;
        onError(error);
      })
      .finally(() => armTimer(soonestMs));
  };
  const armTimer = (soonestMs = 10) => {
    clearTimeout(timer);
    if (stopped) return;
    const inMs = nextTick().epochMilliseconds - clock.now().epochMilliseconds;
    // In steps: a laptop that sleeps does not count its sleep, and would be late by as much.
    timer = setTimeout(onTimer, Math.min(Math.max(inMs, soonestMs), 30_000)).unref();
  };
  armTimer();

  /** The next tick to stop at: a busy one, or the last before the target, so that the planner's mark comes along. */
  const tickOnTheWay = async (target: Temporal.Instant) => {
    if (busyTick === undefined) return nextTick();
    const tick = (await busyTick(workedThrough, target)) ?? tickAtOrBefore(target);
    return Temporal.Instant.compare(tick, workedThrough) > 0 ? tick : nextTick();
  };

  const advance = async (target: Temporal.Instant) => {
    // It stands from the first moment: what happens at a tick happens at that instant, however long it takes us.
    clock.hold();
    try {
      const now = clock.now();
      if (Temporal.Instant.compare(target, now) < 0) {
        throw new RangeError(
          `The clock cannot go back: it is ${now.toString({ smallestUnit: 'second' })} already, later than ${target.toString()}.`,
        );
      }
      // What is under way belongs to this instant; a message in a handler's hands would otherwise look like one that is due again later.
      await drained();
      while (!stopped) {
        const tick = await tickOnTheWay(target);
        const stop = earliest(target, tick, nextChangeAt());
        // A tick may have come due a moment before we were asked.
        if (Temporal.Instant.compare(stop, clock.now()) > 0) clock.holdAt(stop);
        if (stop.equals(tick)) await runTick(tick);
        await drained();
        if (stop.equals(target)) break;
      }
    } finally {
      clock.run();
    }
  };

  return {
    nextTick,
    advanceTo: (instant) =>
      inTurn(async () => {
        clearTimeout(timer);
        await advance(instant).finally(() => armTimer());
      }),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      let deadline: NodeJS.Timeout | undefined;
      await Promise.race([turn, new Promise((resolve) => (deadline = setTimeout(resolve, stopWithinMs)))]);
      clearTimeout(deadline);
      quietly(clock.keep);
    },
  };
}

function earliest(first: Temporal.Instant, ...others: (Temporal.Instant | undefined)[]): Temporal.Instant {
  return others.reduce<Temporal.Instant>(
    (found, other) => (other !== undefined && Temporal.Instant.compare(other, found) < 0 ? other : found),
    first,
  );
}

function dayOf(instant: Temporal.Instant): string {
  return instant.toString().slice(0, 10);
}

/** What EventBridge Scheduler sends to a function whose schedule has no input of its own. */
export function scheduledEvent(tick: Temporal.Instant, region: string): ScheduledEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: '000000000000',
    time: tick.toString({ smallestUnit: 'second' }),
    region,
    resources: [`arn:aws:scheduler:${region}:000000000000:schedule/default/plan`],
    // Not an object: Scheduler sends text here.
    detail: '{}',
  };
}
