import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { askFollowUps, notingFollowUps } from '../../../../lambdas/core/actions/follow-ups.ts';
import type { PersonRecord } from '../../../../lambdas/core/person/everybody.ts';
import type { AccountJob } from '../../../../lambdas/core/sending/jobs.ts';
import { aGone, aSeries, aSubscriber, idOf, libraryOf, preferences } from '../../../support/builders.ts';

/** Lessons on Mondays at seven in Berlin. */
const ended = {
  status: 'completed',
  completedAt: '2026-11-23T06:00:00Z',
  start: { to: '2026-07-26', stress: 7 },
} as const;
const night = Temporal.Instant.from('2027-02-28T18:00:00Z');
const askedAt = '2027-02-28T18:00:00Z';
const notBefore = '2027-03-01T06:00:00Z';
const jobFor = (name: string): AccountJob => ({ kind: 'follow-up', id: idOf(name), askedAt, attempt: 0, notBefore });

async function* these(people: readonly PersonRecord[]): AsyncGenerator<PersonRecord> {
  yield* people;
}

test('of all people, whose follow-up is due before the next night is noted, and everybody is passed on', async () => {
  const people: PersonRecord[] = [
    { subscriber: aSubscriber({ ...ended, id: idOf('ann') }), checkIns: [] },
    { subscriber: aSubscriber({ ...ended, id: idOf('active'), status: 'active' }), checkIns: [] },
    { subscriber: aGone({ id: idOf('gone') }), checkIns: [] },
    // Of a later edition of the time zones.
    {
      subscriber: aSubscriber({
        ...ended,
        id: idOf('far'),
        preferences: { ...preferences(), zone: 'Europe/Elsewhere' },
      }),
      checkIns: [],
    },
    { checkIns: [] },
    { subscriber: aSubscriber({ ...ended, id: idOf('ben') }), checkIns: [] },
  ];
  const noted: AccountJob[] = [];
  const passed = [];
  for await (const one of notingFollowUps(these(people), night, libraryOf(aSeries()), (job) => noted.push(job)))
    passed.push(one);
  expect(passed).toEqual(people);
  expect(noted).toEqual([jobFor('ann'), jobFor('ben')]);
});

function asking() {
  const asked: AccountJob[] = [];
  const said: [string, unknown][] = [];
  const say = (event: string, fields?: unknown) => void said.push([event, fields]);
  const deps = {
    queues: { account: async (job: AccountJob) => void asked.push(job) },
    log: { info: say, warn: say, error: say, count: () => undefined },
  };
  return { asked, said, deps };
}

test('each one is asked for', async () => {
  const { asked, said, deps } = asking();
  await askFollowUps([jobFor('ann'), jobFor('ben')], deps, () => 2000);
  expect(asked).toEqual([jobFor('ann'), jobFor('ben')]);
  expect(said).toEqual([['follow-ups.asked', { people: 2 }]]);
});

test('shortly before the time is up none is asked for any more, and the log says of how many', async () => {
  const { asked, said, deps } = asking();
  const left = [5000, 1999, 1999];
  await askFollowUps([jobFor('ann'), jobFor('ben'), jobFor('cem')], deps, () => left.shift()!);
  expect(asked).toEqual([jobFor('ann')]);
  expect(said).toEqual([
    ['follow-ups.not-finished', { left: 2 }],
    ['follow-ups.asked', { people: 1 }],
  ]);
});
