import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoDiary } from '../../lambdas/adapters/dynamo-diary.ts';
import { dynamoPersonalData } from '../../lambdas/adapters/dynamo-personal-data.ts';
import { openTable } from '../../lambdas/adapters/dynamo-table.ts';
import type { AccountJob } from '../../lambdas/core/jobs.ts';
import { askToMove } from '../../lambdas/core/moving.ts';
import { confirmSignUp, signUp, type SignUpWorld } from '../../lambdas/core/sign-up.ts';
import type { PersonalData } from '../../lambdas/core/ports.ts';
import type { Person } from '../../lambdas/core/subscriber.ts';
import { aSeries, aSubscriber, idOf, libraryOf, preferences } from '../support/builders.ts';
import { memoryMailTurns } from '../support/memory-limits.ts';
import { startService, type Service } from '../support/service.ts';
import { joins } from '../support/people.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };

let service: Service;
beforeAll(async () => {
  service = await startService('2026-11-04T12:00:00Z');
});
afterAll(async () => service.stop());

function world(): SignUpWorld & { asked: AccountJob[]; personalData: PersonalData } {
  const table = openTable(service.engines.tableName);
  const asked: AccountJob[] = [];
  return {
    asked,
    clock: { now: () => Temporal.Instant.from(service.now.iso) },
    keyring: { subscriberId: (identity: string) => idOf(identity.split('@')[0]!) } as SignUpWorld['keyring'],
    log: silent,
    subscribers: service.subscribers,
    control: service.control,
    queues: { account: async (job) => void asked.push(job) },
    diary: dynamoDiary(table),
    mailTurns: memoryMailTurns(),
    personalData: dynamoPersonalData(table),
    series: libraryOf(aSeries()),
  };
}
const to = (name: string) => ({ mailbox: `${name}@new.example`, identity: `${name}@new.example` });
async function somebody(name: string, changes: Partial<Person> = {}) {
  const id = idOf(name);
  await joins(service.subscribers, aSubscriber({ id, address: `${name}@old.example`, ...changes }));
  const claim = { id: `claim-${name}`.padEnd(22, 'x'), delivery: 'lesson:2026-11-02', at: '2026-11-02T06:00:00Z' };
  const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
  await service.subscribers.claim(id, { kind: 'lesson', slot, claim });
  const record = { kind: 'lesson' as const, claimId: claim.id, localDate: '2026-11-02', lesson: 'one', at: claim.at };
  await service.subscribers.confirmDelivery(id, record);
  return id;
}
const find = (name: string) => service.subscribers.find(idOf(name));
const inCalendar = async () =>
  (await service.subscribers.pageDue('Europe/Berlin|07:00', { limit: 99 })).due.map(({ id }) => id);

describe('moving to another address', () => {
  test('happens when the new one confirms: course, check-ins and settings come along, and the old record is erased', async () => {
    const w = world();
    const id = await somebody('ann');
    await w.diary.record(id, { week: '2026-11-02', at: '2026-11-03T00:00:00Z', days: '3-4', pain: 4 });
    expect(await askToMove(id, to('ann2'), w)).toBe(true);
    expect(w.asked).toEqual([expect.objectContaining({ kind: 'confirmation', id: idOf('ann2') })]);
    expect((await find('ann'))?.status).toBe('active');

    expect((await confirmSignUp(idOf('ann2'), w)).outcome).toBe('confirmed');
    expect(await find('ann2')).toMatchObject({
      status: 'active',
      address: 'ann2@new.example',
      sent: { one: '2026-11-02T06:00:00Z' },
      lessonSentOn: '2026-11-02',
    });
    expect(await w.diary.all(idOf('ann2'))).toMatchObject([{ week: '2026-11-02', pain: 4 }]);
    expect(await w.personalData.everything(id)).toEqual([
      expect.objectContaining({ fields: expect.objectContaining({ status: 'erased' }) }),
    ]);
    expect(await inCalendar()).toContain(idOf('ann2'));
    expect(await inCalendar()).not.toContain(id);
  });

  test('takes along what they changed since they asked for it', async () => {
    const w = world();
    const id = await somebody('dee');
    await askToMove(id, to('dee2'), w);
    const changed = { series: 'another', firstName: 'Dee', preferences: preferences({ zone: 'Asia/Tokyo' }) };
    await service.subscribers.change((await find('dee'))!, changed);
    expect((await confirmSignUp(idOf('dee2'), w)).outcome).toBe('confirmed');
    expect(await find('dee2')).toMatchObject(changed);
    const { due } = await service.subscribers.pageDue('Asia/Tokyo|07:00', { limit: 99 });
    expect(due.map((one) => one.id)).toEqual([idOf('dee2')]);
  });

  test('waits while a mail to the old one is on its way, and takes what it taught along', async () => {
    const w = world();
    const id = await somebody('bob');
    await askToMove(id, to('bob2'), w);
    service.now.iso = '2026-11-09T06:00:10Z';
    const claim = { id: 'y'.repeat(22), delivery: 'lesson:2026-11-09', at: '2026-11-09T06:00:05Z' };
    const slot = { zone: 'Europe/Berlin', localDate: '2026-11-09', localTime: '07:00' };
    await service.subscribers.claim(id, { kind: 'lesson', slot, claim });
    expect((await confirmSignUp(idOf('bob2'), w)).outcome).toBe('busy');
    expect((await find('bob2'))?.status).toBeUndefined();
    await service.subscribers.confirmDelivery(id, {
      kind: 'lesson',
      claimId: claim.id,
      localDate: '2026-11-09',
      lesson: 'two',
      at: claim.at,
    });
    expect((await confirmSignUp(idOf('bob2'), w)).outcome).toBe('confirmed');
    expect(Object.keys((await find('bob2'))?.sent ?? {}).sort()).toEqual(['one', 'two']);
  });

  test('goes on from wherever a crash left it, when the link is pressed again', async () => {
    const w = world();
    const id = await somebody('eve');
    await askToMove(id, to('eve2'), w);
    const dying = {
      ...w,
      subscribers: { ...w.subscribers, activate: async () => Promise.reject(new Error('the function died')) },
    };
    await expect(confirmSignUp(idOf('eve2'), dying)).rejects.toThrow('died');
    expect((await find('eve'))?.status).toBe('moved');
    expect((await confirmSignUp(idOf('eve2'), w)).outcome).toBe('confirmed');
    expect((await find('eve2'))?.sent).toEqual({ one: '2026-11-02T06:00:00Z' });
  });

  test('is not finished by a stranger’s sign-up with the same address', async () => {
    const w = world();
    const id = await somebody('kim');
    await askToMove(id, to('kim2'), w);
    const request = { address: to('kim2'), firstName: '', preferences: preferences(), series: 'test-series' };
    await signUp({ ...request, consent: { textVersion: '1', source: 'landing-form' } }, w);
    await confirmSignUp(idOf('kim2'), w);
    expect((await find('kim2'))?.sent).toEqual({});
    expect((await find('kim'))?.status).toBe('active');
  });

  test('to the address they have, or of somebody who left, is nothing', async () => {
    const w = world();
    const id = await somebody('lea');
    expect(await askToMove(id, { mailbox: 'lea@old.example', identity: 'lea@old.example' }, w)).toBe(false);
    await service.subscribers.change((await find('lea'))!, { status: 'unsubscribed' });
    expect(await askToMove(id, to('lea2'), w)).toBe(false);
  });
});
