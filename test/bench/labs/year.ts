import { Temporal } from 'temporal-polyfill';
import type { Address } from '../../../lambdas/core/person/address.ts';
import { changeSettings, pauseForWeeks } from '../../../lambdas/core/actions/changing.ts';
import { dueTick, weekdayOf } from '../../../lambdas/core/time/calendar.ts';
import { leave } from '../../../lambdas/core/actions/unsubscribing.ts';
import { daysKey, dueKeyOf, type Preferences } from '../../../lambdas/core/person/preferences.ts';
import { confirmSignUp, signUp } from '../../../lambdas/core/actions/sign-up.ts';
import type { Subscribers } from '../../../lambdas/core/mail/subscribers.ts';
import { aSeries, preferences } from '../../support/builders.ts';
import { memoryControl, memorySubscribers } from '../../support/memory-subscribers.ts';
import { fate } from '../../support/mortal.ts';
import { simulation } from '../../support/simulation.ts';
import { lab, progress } from './lab-process.ts';

/**
 * A year of every tick with the real use cases, in memory: people sign up, change their minds, pause and leave. It is the tests' own simulation
 * with the tests' own store, which is held to the contract of the real one; only the index is kept here instead of searched.
 */

export interface YearTask {
  people: number;
  weeks: number;
}

export interface YearResult {
  people: number;
  ticks: number;
  mails: number;
  changes: number;
  cpuSeconds: number;
  /** What was found wrong with anybody's mails; none is the point. */
  wrong: string[];
  completed: number;
  left: number;
}

const start = Temporal.Instant.from('2026-01-05T00:00:00Z');
const weekMs = 7 * 86_400_000;
const tickMs = 15 * 60_000;
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'UTC',
  'America/Sao_Paulo',
  'Asia/Tokyo',
];
const times = ['06:30', '07:00', '07:15', '12:00', '18:45'];
const lessonIds = Array.from({ length: 16 }, (_, index) => `lesson-${index + 1}`);
/** Of a hundred people, how many change their settings, pause or leave in a week. */
const changesOfHundred = { settings: 2, pause: 1, leave: 1 };

async function yearLab({ people, weeks }: YearTask): Promise<YearResult> {
  const random = generator(17);
  const store = indexed(memorySubscribers());
  const series = aSeries(lessonIds);
  const service = simulation({
    start: start.toString(),
    series,
    subscribers: store.subscribers,
    control: memoryControl(),
    fate: fate([]),
  });
  const books = new Ledger(lessonIds);
  const before = process.cpuUsage();
  const ids: string[] = [];
  const left = new Set<string>();
  let changes = 0;
  await service.plan();
  for (let index = 0; index < people; index += 1) {
    const mailbox = `p${index}@example.org`;
    const address: Address = { mailbox, identity: mailbox };
    const consent = { textVersion: '1', source: 'bench' };
    const request = { address, firstName: 'P', preferences: somePreferences(random), series: series.id, consent };
    const id = await service.person(async (deps) => {
      await signUp(request, deps);
      const own = deps.keyring.subscriberId(address.identity);
      await confirmSignUp(own, deps);
      return own;
    });
    ids.push(id);
    if (index % 500 === 499) await settle();
  }
  let ticks = 0;
  for (let week = 0; week < weeks; week += 1) {
    const from = start.epochMilliseconds + week * weekMs;
    for (let day = 0; day < 7; day += 1) {
      const dayTicks = Array.from({ length: 96 }, (_, index) => from + day * 86_400_000 + (index + 1) * tickMs);
      ticks += dayTicks.length;
      await service.advanceTo(dayTicks.at(-1)!, dayTicks);
      books.take(service.accepted.splice(0), (id) => store.person(id).preferences);
      service.logged.length = 0;
    }
    for (const [what, share] of Object.entries(changesOfHundred)) {
      for (let count = 0; count < (people * share) / 100; count += 1) {
        const id = ids[Math.floor(random() * ids.length)]!;
        if (left.has(id)) continue;
        changes += 1;
        if (what === 'settings') {
          const wanted = { firstName: 'Q', preferences: somePreferences(random) };
          await service.person((deps) => changeSettings(id, wanted, deps));
        } else if (what === 'pause') {
          await service.person((deps) => pauseForWeeks(id, 2, deps));
        } else {
          await service.person((deps) => leave(id, { farewell: false }, deps));
          left.add(id);
          books.end(id);
        }
      }
    }
    await settle();
    progress(`year: week ${week + 1} of ${weeks}`);
  }
  const { user, system } = process.cpuUsage(before);
  const active = ids.filter((id) => !left.has(id));
  const completed = active.filter((id) => store.person(id).status === 'completed').length;
  // Three weeks of grace for each pause would be generous; a year holds the course and all of them.
  if (weeks >= 40) for (const id of active) books.expectAll(id);
  return {
    people,
    ticks,
    mails: books.mails,
    changes,
    cpuSeconds: (user + system) / 1e6,
    wrong: books.wrong.slice(0, 10),
    completed,
    left: left.size,
  };

  async function settle(): Promise<void> {
    await service.advanceTo(service.nowMs() + 5_000);
    books.take(service.accepted.splice(0), (id) => store.person(id).preferences);
    service.logged.length = 0;
  }
}

/** What each person got, checked mail by mail: in order, once, on the day that they chose, and nothing after the end. */
class Ledger {
  readonly wrong: string[] = [];
  mails = 0;
  readonly #lessons: readonly string[];
  readonly #had = new Map<string, number>();
  readonly #latestDay = new Map<string, string>();
  readonly #ended = new Set<string>();

  constructor(lessons: readonly string[]) {
    this.#lessons = lessons;
  }

  take(
    mails: { atMs: number; tags: Record<string, string> }[],
    preferencesOf: (id: string) => Preferences | undefined,
  ): void {
    for (const { atMs, tags } of mails) {
      this.mails += 1;
      const id = tags['subscriber']!;
      const [kind, localDate] = tags['delivery']!.split('_');
      if (localDate === undefined) continue;
      if (this.#ended.has(id)) this.#say(`${tags['delivery']} after leaving`);
      const { zone, sendTime, lessonDay } = preferencesOf(id)!;
      if (dueTick({ zone, localDate, localTime: sendTime }).epochMilliseconds !== atMs)
        this.#say(`${tags['delivery']} at another time`);
      const day = `${localDate} ${kind}`;
      if ((this.#latestDay.get(`${id} ${kind}`) ?? '') >= day) this.#say(`two of ${day}`);
      this.#latestDay.set(`${id} ${kind}`, day);
      if (kind !== 'lesson' || tags['lesson'] === undefined) continue;
      if (weekdayOf(localDate) !== lessonDay) this.#say(`${day} on another weekday`);
      const had = this.#had.get(id) ?? 0;
      if (this.#lessons[had] !== tags['lesson']) this.#say(`${tags['lesson']} after ${had} lessons`);
      this.#had.set(id, had + 1);
    }
  }

  end(id: string): void {
    this.#ended.add(id);
  }

  expectAll(id: string): void {
    const had = this.#had.get(id) ?? 0;
    if (had !== this.#lessons.length) this.#say(`a year brought ${had} lessons`);
  }

  #say(what: string): void {
    this.wrong.push(what);
  }
}

/** The tests' store searches everybody for a slot; this one keeps who stands where, as the real index does. */
function indexed(store: ReturnType<typeof memorySubscribers>) {
  const slots = new Map<string, Set<string>>();
  const standing = new Map<string, string>();
  const keep = (id: string) => {
    const person = store.profiles.get(id);
    const key = person?.status === 'active' ? dueKeyOf(person.preferences) : undefined;
    const was = standing.get(id);
    if (was === key) return;
    if (was !== undefined) slots.get(was)?.delete(id);
    if (key === undefined) standing.delete(id);
    else {
      standing.set(id, key);
      if (!slots.has(key)) slots.set(key, new Set());
      slots.get(key)!.add(id);
    }
  };
  const { activate, change, suppress, recordSent } = store;
  const subscribers: Subscribers = {
    ...store,
    activate: async (id, ...rest) => activate(id, ...rest).finally(() => keep(id)),
    change: async (was, changes) => change(was, changes).finally(() => keep(was.id)),
    suppress: async (id, ...rest) => suppress(id, ...rest).finally(() => keep(id)),
    recordSent: async (id, record) => recordSent(id, record).finally(() => keep(id)),
    pageDue: async (key, { after = '', limit, part }) => {
      const due = [...(slots.get(key) ?? [])]
        .filter((id) => id > after && (part === undefined || (id[0]! >= part.first && id[0]! <= part.last)))
        .sort()
        .map((id) => ({ id, days: daysKey(store.person(id)) }));
      const page = due.slice(0, limit);
      const last = page.at(-1);
      return due.length > limit && last !== undefined ? { due: page, after: last.id } : { due: page };
    },
  };
  return { subscribers, person: store.person };
}

function somePreferences(random: () => number): Preferences {
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
  const lessonDay = 1 + Math.floor(random() * 7);
  return preferences({
    zone: pick(zones),
    sendTime: pick(times),
    lessonDay,
    reminderDays: [((lessonDay + 2) % 7) + 1],
  });
}

/** Random numbers that are the same in every run (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

// Last: what stands above must be there when it runs.
await lab(yearLab);
