import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { changeSeries } from '../../lambdas/core/actions/changing.ts';
import { owedBy } from '../../lambdas/core/course/course.ts';
import { confirmSignUp, signUp } from '../../lambdas/core/actions/sign-up.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { aSeries, aSubscriber, idOf, libraryOf, preferences } from '../support/builders.ts';
import { memoryControl, memorySubscribers } from '../support/memory-subscribers.ts';
import { fate } from '../support/mortal.ts';
import { dueTicks, simulation } from '../support/simulation.ts';

const start = '2026-11-05T12:00:00Z';
const startMs = Temporal.Instant.from(start).epochMilliseconds;
const weekMs = 7 * 86_400_000;
const calm = { ...aSeries(['breathe', 'walk', 'rest']), id: 'calm' };
const sleep = { ...aSeries(['evening', 'walk']), id: 'sleep' };

/** A deployment that offers both. Ann is in one of them. */
function service(ann: Partial<Person> = {}) {
  const subscribers = memorySubscribers();
  subscribers.profiles.set(idOf('ann'), aSubscriber({ series: 'calm', dueFrom: start, ...ann }));
  const control = memoryControl();
  const play = simulation({ start, series: calm, others: [sleep], subscribers, control, fate: fate([]) });
  const ticks = dueTicks([{ zone: 'Europe/Berlin', localTime: '07:00' }], startMs, startMs + 20 * weekMs);
  return {
    ...play,
    begin: async () => {
      await control.rememberSlot('Europe/Berlin', '07:00');
      await play.plan();
    },
    weeks: async (count: number) => play.advanceTo(play.nowMs() + count * weekMs, ticks),
    changeTo: async (id: string) => play.person((deps) => changeSeries(idOf('ann'), deps.series.find(id)!, deps)),
    /** What came, by series and lesson or kind. */
    came: () => play.accepted.map(({ tags }) => `${tags['series']}: ${tags['lesson'] ?? tags['delivery']}`),
    ann: () => subscribers.person(idOf('ann')),
    subscribers,
  };
}

describe('going over to another series', () => {
  test('brings its lessons from the next slot on, and none that was had in the one before', async () => {
    const s = service();
    await s.begin();
    await s.weeks(2);
    expect(await s.changeTo('sleep')).toBe(true);
    await s.weeks(1);
    expect(s.came()).toEqual(['calm: breathe', 'calm: walk', 'sleep: evening']);
  });

  test('and back goes on where they left', async () => {
    const s = service();
    await s.begin();
    await s.weeks(1);
    await s.changeTo('sleep');
    await s.weeks(2);
    await s.changeTo('calm');
    await s.weeks(2);
    expect(s.came()).toEqual([
      'calm: breathe',
      'sleep: evening',
      'sleep: walk',
      'calm: rest',
      expect.stringMatching(/^calm: completion/),
    ]);
    expect(s.ann()).toMatchObject({ status: 'completed', series: 'calm' });
  });

  test('after the last lesson begins the other one', async () => {
    const s = service({ status: 'completed', sent: { breathe: start, walk: start, rest: start } });
    await s.begin();
    expect(await s.changeTo('sleep')).toBe(true);
    await s.weeks(1);
    expect(s.came()).toEqual(['sleep: evening']);
  });

  test('is no way to a series of which they have had everything, to their own, or back after leaving', async () => {
    expect(await service({ sent: { evening: start, walk: start } }).changeTo('sleep')).toBe(false);
    expect(await service().changeTo('calm')).toBe(false);
    for (const status of ['unsubscribed', 'bounced', 'complained'] as const) {
      const s = service({ status });
      expect(await s.changeTo('sleep')).toBe(false);
      expect(s.ann()).toMatchObject({ status, series: 'calm' });
    }
  });

  test('leaves behind what belongs to the series: branch, lesson once more, monthly rhythm', async () => {
    const s = service({ branch: 'desk', again: { lesson: 'breathe', at: start }, weeksBetween: 4, leftOut: ['walk'] });
    await s.changeTo('sleep');
    expect(s.ann()).toMatchObject({ series: 'sleep', leftOut: ['walk'] });
    expect([s.ann().branch, s.ann().again, s.ann().weeksBetween]).toEqual([undefined, undefined, undefined]);
  });

  test('while the last mail of the one before is on its way does not end the other', async () => {
    const s = service({ sent: { breathe: start, walk: start, rest: start } });
    const claim = { id: 'claim-of-completion---', delivery: 'completion:2026-11-09', at: start };
    const slot = { zone: 'Europe/Berlin', localDate: '2026-11-09', localTime: '07:00' };
    await s.subscribers.claim(idOf('ann'), { kind: 'lesson', slot, claim });
    await s.changeTo('sleep');
    const record = {
      kind: 'completion',
      claimId: claim.id,
      localDate: '2026-11-09',
      series: 'calm',
      at: start,
    } as const;
    expect(await s.subscribers.recordSent(idOf('ann'), record)).toBe(true);
    expect(s.ann()).toMatchObject({ status: 'active', series: 'sleep' });
    expect(s.ann().claim).toBeUndefined();
  });
});

describe('signing up for another series', () => {
  const address = { mailbox: 'ann@example.org', identity: 'ann@example.org' };
  const request = {
    address,
    firstName: 'Ann',
    preferences: preferences(),
    consent: { textVersion: '1', source: 'test' },
  };
  const again = async (was: Partial<Person>, series: string) => {
    const s = service();
    const id = await s.person(async ({ keyring }) => keyring.subscriberId(address.identity));
    s.subscribers.profiles.set(id, aSubscriber({ id, series: 'calm', ...was }));
    await s.person((deps) => signUp({ ...request, series }, deps));
    await s.person((deps) => confirmSignUp(id, deps));
    return s.subscribers.person(id);
  };
  const calmSent = { breathe: start, walk: start, rest: start };

  test('after the last lesson of one goes on without what they had', async () => {
    expect(await again({ status: 'completed', sent: calmSent }, 'sleep')).toMatchObject({
      series: 'sleep',
      sent: calmSent,
    });
  });

  test('of which they have had every lesson starts it again', async () => {
    expect((await again({ status: 'completed', sent: calmSent }, 'calm')).sent).toEqual({});
    const left = { status: 'unsubscribed', sent: { evening: start, walk: start } } as const;
    expect((await again(left, 'sleep')).sent).toEqual({});
  });
});

describe('a series that is not offered any more', () => {
  test('is sent to nobody, and completes nobody', async () => {
    const s = service({ series: 'gone' });
    await s.begin();
    await s.weeks(2);
    expect(s.came()).toEqual([]);
    expect(s.ann()).toMatchObject({ status: 'active', series: 'gone' });
    const slot = { zone: 'Europe/Berlin', localDate: '2026-11-16', localTime: '07:00' };
    const now = Temporal.Instant.from('2026-11-16T06:00:00Z');
    const series = libraryOf(calm).of(s.ann());
    for (const kind of ['lesson', 'reminder'] as const) {
      const person = aSubscriber({
        series: 'gone',
        preferences: preferences({ lessonDay: kind === 'lesson' ? 1 : 3, reminderDays: kind === 'lesson' ? [] : [1] }),
      });
      expect(owedBy(slot, kind, person, series, now)).toEqual({ owed: 'nothing', why: 'series-withdrawn' });
    }
  });

  test('goes on when it is offered again, or another is chosen', async () => {
    const s = service({ series: 'gone' });
    await s.begin();
    await s.weeks(1);
    expect(await s.changeTo('sleep')).toBe(true);
    await s.weeks(1);
    expect(s.came()).toEqual(['sleep: evening']);
  });
});
