import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { confirmSignUp, type SignUpWorld } from '../../lambdas/core/sign-up.ts';
import { importPeople, type ImportWorld } from '../../lib/operator/import-people.ts';
import { aSignUp, aSubscriber, idOf } from '../support/builders.ts';
import { memoryControl, memoryDiary, memoryPersonalData, memorySubscribers } from '../support/memory-subscribers.ts';
import { startService, type Service } from '../support/service.ts';

const clock = { now: () => Temporal.Instant.from('2026-11-23T12:00:00Z') };
const keyring = { subscriberId: (identity: string) => idOf(identity.split('@')[0]!) };
const header = 'email,firstName,zone,lessonDay,sendTime,reminderDays,consentAt,consentText,consentSource';
const line = (name: string) =>
  `${name}@example.org,${name},Europe/Berlin,2,07:15,3 5,2026-01-02T10:00:00+01:00,2026-01,old form`;
const file = (...lines: string[]) => Readable.from([[header, ...lines].join('\n')]);

function world() {
  const subscribers = memorySubscribers();
  const control = memoryControl();
  return { clock, keyring, subscribers, control, series: 'test-series' };
}

describe('an import', () => {
  test('adds people with their own time and the record of their consent', async () => {
    const w = world();
    expect(await importPeople(file(line('ann')), w, { dryRun: false })).toMatchObject({ added: 1 });
    expect(w.subscribers.profiles.get(idOf('ann'))).toMatchObject({
      status: 'active',
      address: 'ann@example.org',
      preferences: { zone: 'Europe/Berlin', lessonDay: 2, sendTime: '07:15', reminderDays: [3, 5] },
    });
    expect(w.subscribers.consents).toMatchObject([{ at: '2026-01-02T09:00:00Z', source: 'old form' }]);
    expect((await w.control.planning()).inUse).toEqual([{ zone: 'Europe/Berlin', localTimes: new Set(['07:15']) }]);
  });

  test.each(['unsubscribed', 'bounced', 'complained', 'erased'] as const)('never revives who is %s', async (status) => {
    const w = world();
    w.subscribers.profiles.set(idOf('ann'), aSubscriber({ status }));
    expect(await importPeople(file(line('ann')), w, { dryRun: false })).toMatchObject({ added: 0, gone: 1 });
    expect(w.subscribers.profiles.get(idOf('ann'))?.status).toBe(status);
  });

  test('changes nobody who is there, and nothing at all when it is dry', async () => {
    const w = world();
    w.subscribers.profiles.set(idOf('ann'), aSubscriber());
    expect(await importPeople(file(line('ann'), line('bob')), w, { dryRun: true })).toMatchObject({
      added: 1,
      known: 1,
    });
    expect([...w.subscribers.profiles.values()]).toEqual([aSubscriber()]);
  });

  test('names each line that it refuses, and goes on', async () => {
    const report = await importPeople(
      file(
        'not an address,,Europe/Berlin,1,07:00,,2026-01-02T10:00:00Z,1,form',
        `${line('ann').replace('07:15', '07:10')}`,
        line('bob'),
      ),
      world(),
      { dryRun: false },
    );
    expect(report).toMatchObject({
      added: 1,
      refused: [{ line: 2, why: expect.stringContaining('email is no e-mail address') }, { line: 3 }],
    });
  });
});

describe('beside a sign-up of the same person', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService('2026-11-23T12:00:00Z');
  });
  afterAll(async () => service.stop());

  test('one of the two makes the subscriber, and whatever was confirmed stands', async () => {
    const { subscribers, control } = service;
    for (let round = 0; round < 20; round += 1) {
      const name = `r${round}`;
      await subscribers.recordSignUp(
        aSignUp({ id: idOf(name), address: `${name}@example.org`, expiresAt: '2026-12-01T00:00:00Z' }),
      );
      const log = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };
      const site = {
        clock,
        keyring,
        log,
        subscribers,
        control,
        diary: memoryDiary(),
        personalData: memoryPersonalData(memorySubscribers()),
        queues: { account: async () => undefined },
      } as unknown as SignUpWorld;
      const into: ImportWorld = { clock, keyring, subscribers, control, series: 'test-series' };
      const [confirmed, imported] = await Promise.all([
        confirmSignUp(idOf(name), site),
        importPeople(file(line(name)), into, { dryRun: false }),
      ]);
      expect(['confirmed', 'already-confirmed']).toContain(confirmed.outcome);
      expect(imported.added + imported.known).toBe(1);
      expect(await subscribers.find(idOf(name))).toMatchObject({ status: 'active', version: 1 });
    }
  });
});
