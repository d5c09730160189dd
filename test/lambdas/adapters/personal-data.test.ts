import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { eraseSubscriber } from '../../../lambdas/core/actions/erasing.ts';
import { subscriberPartition } from '../../../lambdas/core/kit/table-keys.ts';
import { aSignUp, aSubscriber, idOf } from '../../support/builders.ts';
import { type Service, startService } from '../../support/service.ts';
import { joins } from '../../support/people.ts';
import type { Gone } from '../../../lambdas/core/person/subscriber.ts';

const clock = { now: () => Temporal.Instant.from('2026-11-02T06:00:00Z') };
const log = { info: () => {}, warn: () => {}, error: () => {}, count: () => {} };

let service: Service;
let data: ReturnType<typeof dynamoPersonalData>;
beforeAll(async () => {
  service = await startService('2026-11-02T06:00:00Z');
  data = dynamoPersonalData(openTable(service.emulators.tableName));
});
afterAll(async () => service.stop());

async function somebody(name: string) {
  const id = idOf(name);
  await joins(service.subscribers, aSubscriber({ id, address: `${name}@example.org` }));
  for (let index = 0; index < 30; index += 1) {
    await service.subscribers.recordProblem(id, {
      at: '2026-11-01T00:00:00Z',
      key: `k${index}`,
      code: 'bounce-transient',
    });
  }
  await service.subscribers.recordSignUp(aSignUp({ id, address: `${name}@example.org` }));
  return (await service.subscribers.find(id))!;
}
const kinds = async (id: string) => (await data.everything(id)).map(({ kind }) => kind);

test('everything of a person is read, without the keys of the table', async () => {
  const { id } = await somebody('ann');
  expect([...new Set(await kinds(id))].sort()).toEqual(['consent', 'problem', 'profile', 'sign-up']);
  const fields = (await data.everything(id)).flatMap((record) => Object.keys(record.fields));
  for (const name of ['pk', 'sk', 'dueKey', 'days', 'ttl']) expect(fields).not.toContain(name);
});

test('the owner of a profile reads when their course was completed', async () => {
  const { id } = await somebody('pia');
  const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
  const at = '2026-11-02T06:00:00Z';
  const claim = { id: idOf('c'), delivery: 'lesson:2026-11-02', at };
  await service.subscribers.claim(id, { kind: 'lesson', slot, claim });
  await service.subscribers.recordSent(id, {
    kind: 'completion',
    claimId: claim.id,
    localDate: slot.localDate,
    at,
  });
  const profile = (await data.everything(id)).find(({ kind }) => kind === 'profile');
  expect(profile?.fields).toMatchObject({ status: 'completed', completedAt: at });
});

test('what newer code has stored of a person is theirs too, under no wrong name', async () => {
  const { id } = await somebody('fay');
  const { name, documents } = openTable(service.emulators.tableName);
  const Item = { pk: subscriberPartition(id), sk: 'LATER#1', says: 'something new' };
  await documents.put({ TableName: name, Item });
  expect(await data.everything(id)).toContainEqual({ kind: 'other', fields: { says: 'something new' } });
  await data.forget(id);
  expect(await kinds(id)).toEqual(['profile']);
});

test('erased, one record stays that names nobody, and nobody stands in the calendar', async () => {
  const bob = await somebody('bob');
  const eve = await somebody('eve');
  expect(await data.erase(bob, '2026-11-02T06:00:00Z')).toBe(true);
  expect(await data.everything(bob.id)).toEqual([
    {
      kind: 'profile',
      fields: { id: bob.id, status: 'erased', erasedAt: '2026-11-02T06:00:00Z', epoch: 1, version: 2 },
    },
  ]);
  const due = await service.subscribers.pageDue('Europe/Berlin|07:00', { limit: 100 });
  expect(due.due.map(({ id }) => id)).not.toContain(bob.id);
  expect(await kinds(eve.id)).toHaveLength(33);
});

test('a change in between is not lost: erasing is asked to look again', async () => {
  const kim = await somebody('kim');
  await service.subscribers.change(kim, { firstName: 'Kim' });
  expect(await data.erase(kim, '2026-11-02T06:00:00Z')).toBe(false);
  expect(await kinds(kim.id)).toHaveLength(33);
});

test('what a crash left is deleted by erasing again, and an event that comes late brings nothing back', async () => {
  const lea = await somebody('lea');
  await data.erase(lea, '2026-11-02T06:00:00Z');
  await service.subscribers.recordProblem(lea.id, {
    at: '2026-11-02T07:00:00Z',
    key: 'late',
    code: 'bounce-permanent',
  });
  await service.subscribers.suppress(lea.id, 'bounced', { reason: 'bounce', at: '2026-11-02T07:00:00Z' });
  const now = (await service.subscribers.find(lea.id))!;
  expect(now).not.toHaveProperty('address');
  expect(await data.erase({ ...now, status: 'erased' } as Gone, '2026-11-02T06:00:00Z')).toBe(true);
  expect(await kinds(lea.id)).toEqual(['profile']);
});

test('nothing stays of people who never confirmed, and those who are not known are not said to be erased', async () => {
  const id = idOf('mia');
  const { subscribers } = service;
  await subscribers.recordSignUp(aSignUp({ id, address: 'mia@example.org' }));
  const deps = { clock, subscribers, personalData: data, log };
  expect(await eraseSubscriber(id, deps)).toBe(true);
  expect(await data.everything(id)).toEqual([]);
  expect(await eraseSubscriber(id, deps)).toBe(false);
});

test('who confirms while their sign-up is forgotten is erased all the same', async () => {
  const id = idOf('noa');
  const { subscribers } = service;
  await subscribers.recordSignUp(aSignUp({ id, address: 'noa@example.org' }));
  const confirmsMeanwhile = {
    ...data,
    forget: async (forgotten: string) => {
      await joins(subscribers, aSubscriber({ id, address: 'noa@example.org' }));
      return data.forget(forgotten);
    },
  };
  expect(await eraseSubscriber(id, { clock, subscribers, personalData: confirmsMeanwhile, log })).toBe(true);
  expect(await data.everything(id)).toMatchObject([{ fields: { status: 'erased' } }]);
});
