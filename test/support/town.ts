import { Temporal } from 'temporal-polyfill';
import type { Series } from '../../lambdas/core/course/series.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { aSeries, aSubscriber, idOf } from './builders.ts';
import { memoryControl, memorySubscribers } from './memory-subscribers.ts';
import { fate, type Fate } from './mortal.ts';
import { simulation, type SesFate } from './simulation.ts';

/** Some people who all stand in the slot of Monday 07:00 in Berlin, just before a tick, and the service around them. */
export async function aTown(
  people: number,
  options: {
    run?: Fate;
    sesFates?: SesFate[];
    change?: (index: number) => Partial<Person>;
    start?: string;
    series?: Series;
  } = {},
) {
  const {
    run = fate([]),
    sesFates = [],
    change = () => ({}),
    start = '2026-11-02T05:50:00Z',
    series = aSeries(),
  } = options;
  const subscribers = memorySubscribers();
  const control = memoryControl();
  for (let index = 0; index < people; index += 1) {
    const person = aSubscriber({
      id: idOf(`p${String(index).padStart(3, '0')}`),
      address: `p${index}@example.org`,
      ...change(index),
    });
    subscribers.profiles.set(person.id, person);
    await control.rememberSlot(person.preferences.zone, person.preferences.sendTime);
  }
  const service = simulation({
    start,
    series,
    subscribers,
    control,
    fate: run,
    sesFates,
  });
  await service.plan();
  return {
    ...service,
    run,
    subscribers,
    ids: [...subscribers.profiles.keys()],
    /** Lessons that SES took, by address, in order. */
    lessons: () => {
      const byAddress = new Map<string, string[]>();
      for (const { to, tags } of service.accepted) {
        if (tags['delivery']?.startsWith('lesson')) byAddress.set(to, [...(byAddress.get(to) ?? []), tags['lesson']!]);
      }
      return byAddress;
    },
  };
}

export const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;

/** Every quarter hour of a span, for the planner. */
export function everyTick(from: string, until: string): number[] {
  const ticks: number[] = [];
  for (let tick = at(from); tick <= at(until); tick += 15 * 60_000) ticks.push(tick);
  return ticks;
}
