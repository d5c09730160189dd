import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoScan } from '../../lambdas/adapters/dynamo/everybody.ts';
import { dynamoCheckIns } from '../../lambdas/adapters/dynamo/check-ins.ts';
import { dynamoPersonalData } from '../../lambdas/adapters/dynamo/personal-data.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { isoInstant } from '../../lambdas/core/time/calendar.ts';
import { voidLinks } from '../../lambdas/core/actions/changing.ts';
import { eraseSubscriber } from '../../lambdas/core/actions/erasing.ts';
import type { AccountJob } from '../../lambdas/core/sending/jobs.ts';
import { askToMove, takeBack, type TakingBackDeps } from '../../lambdas/core/actions/changing-address.ts';
import { leave } from '../../lambdas/core/actions/unsubscribing.ts';
import { tidyOldAddresses } from '../../lambdas/core/actions/old-addresses.ts';
import { confirmSignUp, signUp, type SignUpDeps } from '../../lambdas/core/actions/sign-up.ts';
import type { PersonalData } from '../../lambdas/core/person/personal-data.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
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

function deps(): SignUpDeps & TakingBackDeps & { asked: AccountJob[]; personalData: PersonalData } {
  const table = openTable(service.emulators.tableName);
  const asked: AccountJob[] = [];
  return {
    asked,
    clock: { now: () => Temporal.Instant.from(service.now.iso) },
    keyring: { subscriberId: (identity: string) => idOf(identity.split('@')[0]!) } as SignUpDeps['keyring'],
    log: silent,
    subscribers: service.subscribers,
    control: service.control,
    queues: { account: async (job) => void asked.push(job) },
    diary: dynamoCheckIns(table),
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
  await service.subscribers.recordSent(id, record);
  return id;
}
const find = (name: string) => service.subscribers.find(idOf(name));
const inCalendar = async () =>
  (await service.subscribers.pageDue('Europe/Berlin|07:00', { limit: 99 })).due.map(({ id }) => id);

describe('moving to another address', () => {
  test('happens when the new one confirms: course, check-ins and settings come along, and the old record is closed', async () => {
    const w = deps();
    const id = await somebody('ann');
    await w.diary.record(id, { week: '2026-11-02', at: '2026-11-03T00:00:00Z', days: '3-4', pain: 4 });
    expect(await askToMove(id, to('ann2'), w)).toBe(true);
    expect(w.asked).toEqual([expect.objectContaining({ kind: 'moving', id: idOf('ann2') })]);
    expect((await find('ann'))?.status).toBe('active');

    expect((await confirmSignUp(idOf('ann2'), w)).outcome).toBe('confirmed');
    expect(await find('ann2')).toMatchObject({
      status: 'active',
      address: 'ann2@new.example',
      sent: { one: '2026-11-02T06:00:00Z' },
      lessonSentOn: '2026-11-02',
    });
    expect(await w.diary.all(idOf('ann2'))).toMatchObject([{ week: '2026-11-02', pain: 4 }]);
    expect(await find('ann')).toMatchObject({ status: 'moved', movedTo: idOf('ann2'), epoch: 1 });
    expect(await inCalendar()).toContain(idOf('ann2'));
    expect(await inCalendar()).not.toContain(id);
  });

  test('takes along what they changed since they asked for it', async () => {
    const w = deps();
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
    const w = deps();
    const id = await somebody('bob');
    await askToMove(id, to('bob2'), w);
    service.now.iso = '2026-11-09T06:00:10Z';
    const claim = { id: 'y'.repeat(22), delivery: 'lesson:2026-11-09', at: '2026-11-09T06:00:05Z' };
    const slot = { zone: 'Europe/Berlin', localDate: '2026-11-09', localTime: '07:00' };
    await service.subscribers.claim(id, { kind: 'lesson', slot, claim });
    expect((await confirmSignUp(idOf('bob2'), w)).outcome).toBe('busy');
    expect((await find('bob2'))?.status).toBeUndefined();
    await service.subscribers.recordSent(id, {
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
    const w = deps();
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

  test('goes on from there by itself in the next night, and tells the old address', async () => {
    const w = deps();
    const began = service.now.iso;
    const id = await somebody('fay');
    await askToMove(id, to('fay2'), w);
    const dying = { ...w, queues: { account: async () => Promise.reject(new Error('the function died')) } };
    await expect(confirmSignUp(idOf('fay2'), dying)).rejects.toThrow('died');
    await service.takeAll('account');
    service.now.iso = isoInstant(Temporal.Instant.from(began).add({ hours: 20 }));
    await service.reconcile();
    expect((await find('fay2'))?.status).toBe('active');
    expect(await find('fay')).toMatchObject({ status: 'moved', moveFinishedAt: service.now.iso });
    expect(await service.takeAll('account')).toEqual([expect.objectContaining({ kind: 'moved', id })]);
    service.now.iso = began;
  });

  test('is not finished by a stranger’s sign-up with the same address', async () => {
    const w = deps();
    const id = await somebody('kim');
    await askToMove(id, to('kim2'), w);
    const request = { address: to('kim2'), firstName: '', preferences: preferences(), series: 'test-series' };
    await signUp({ ...request, consent: { textVersion: '1', source: 'landing-form' } }, w);
    await confirmSignUp(idOf('kim2'), w);
    expect((await find('kim2'))?.sent).toEqual({});
    expect((await find('kim'))?.status).toBe('active');
  });

  test('to the address they have, or of somebody who left, is nothing', async () => {
    const w = deps();
    const id = await somebody('lea');
    expect(await askToMove(id, { mailbox: 'lea@old.example', identity: 'lea@old.example' }, w)).toBe(false);
    await service.subscribers.change((await find('lea'))!, { status: 'unsubscribed' });
    expect(await askToMove(id, to('lea2'), w)).toBe(false);
  });

  test('welcomes nobody once more, and tells the old address', async () => {
    const w = deps();
    const id = await moves('ivy', 'ivy2', w);
    await confirmSignUp(idOf('ivy2'), w);
    expect(w.asked.map(({ kind, id: whose }) => [kind, whose])).toEqual([
      ['moving', idOf('ivy2')],
      ['moved', id],
    ]);
  });

  test('goes one way only, even if two were asked for', async () => {
    const w = deps();
    const id = await somebody('tom');
    await askToMove(id, to('tom2'), w);
    await askToMove(id, to('tom3'), w);
    expect((await confirmSignUp(idOf('tom2'), w)).outcome).toBe('confirmed');
    expect((await confirmSignUp(idOf('tom3'), w)).outcome).toBe('gone');
    expect(await find('tom3')).toBeUndefined();
  });

  test('does not happen for somebody who left, or made their links void, since it was asked for', async () => {
    const w = deps();
    await askToMove(await somebody('max'), to('max2'), w);
    await leave(idOf('max'), { farewell: false }, w);
    expect((await confirmSignUp(idOf('max2'), w)).outcome).toBe('gone');
    await askToMove(await somebody('uwe'), to('uwe2'), w);
    await voidLinks(idOf('uwe'), w);
    expect((await confirmSignUp(idOf('uwe2'), w)).outcome).toBe('gone');
    expect((await find('uwe'))?.status).toBe('active');
  });
});

async function moves(from: string, name: string, w: SignUpDeps) {
  const id = (await find(from)) === undefined ? await somebody(from) : idOf(from);
  await askToMove(id, to(name), w);
  expect((await confirmSignUp(idOf(name), w)).outcome).toBe('confirmed');
  return id;
}

describe('cancelling a change of address', () => {
  test('brings the course back as it is now, with every check-in, and nothing is left at the other address', async () => {
    const w = deps();
    const id = await somebody('pia');
    await w.diary.record(id, { week: '2026-10-26', at: '2026-10-27T00:00:00Z', days: '3-4', note: 'before' });
    await moves('pia', 'pia2', w);
    await w.diary.record(idOf('pia2'), { week: '2026-11-02', at: '2026-11-03T00:00:00Z', days: '5-7', note: 'after' });
    await service.subscribers.change((await find('pia2'))!, { firstName: 'Pia' });
    expect(await takeBack(id, w)).toMatchObject({ outcome: 'taken-back' });
    expect(await find('pia')).toMatchObject({
      status: 'active',
      firstName: 'Pia',
      address: 'pia@old.example',
      epoch: 2,
    });
    expect(await find('pia')).not.toHaveProperty('movedTo');
    expect((await w.diary.all(id)).map(({ note }) => note)).toEqual(['before', 'after']);
    expect(await find('pia2')).toMatchObject({ status: 'erased', movedTo: id });
    expect(await w.diary.all(idOf('pia2'))).toEqual([]);
    expect(await inCalendar()).toContain(id);
    expect(await takeBack(id, w)).toMatchObject({ outcome: 'here-already' });
  });

  test('fetches it from wherever it moved meanwhile, and nobody on the way can fetch it again', async () => {
    const w = deps();
    const id = await somebody('rob');
    await moves('rob', 'rob2', w);
    await moves('rob2', 'rob3', w);
    expect((await takeBack(id, w)).outcome).toBe('taken-back');
    expect((await takeBack(idOf('rob2'), w)).outcome).toBe('gone');
    expect((await find('rob3'))?.status).toBe('erased');
    expect((await find('rob'))?.status).toBe('active');
  });

  test('works though the person who has it left there, or erased everything', async () => {
    const w = deps();
    const left = await somebody('sue');
    await moves('sue', 'sue2', w);
    await leave(idOf('sue2'), { farewell: false }, w);
    expect((await takeBack(left, w)).outcome).toBe('taken-back');
    const erased = await somebody('tim');
    await w.diary.record(erased, { week: '2026-10-26', at: '2026-10-27T00:00:00Z', days: '3-4' });
    await moves('tim', 'tim2', w);
    await eraseSubscriber(idOf('tim2'), w);
    expect((await takeBack(erased, w)).outcome).toBe('taken-back');
    expect(await find('tim')).toMatchObject({ status: 'active', sent: { one: '2026-11-02T06:00:00Z' } });
    expect(await w.diary.all(erased)).toHaveLength(1);
  });

  test('waits while a mail to the other address is on its way', async () => {
    const w = deps();
    const id = await moves('liv', 'liv2', w);
    const claim = { id: 'z'.repeat(22), delivery: 'link:x', at: service.now.iso };
    await service.subscribers.claim(idOf('liv2'), { kind: 'link', claim });
    expect((await takeBack(id, w)).outcome).toBe('busy');
    await service.subscribers.releaseClaim(idOf('liv2'), 'link', claim.id);
    expect((await takeBack(id, w)).outcome).toBe('taken-back');
  });

  test('goes on from wherever a crash left it', async () => {
    const w = deps();
    const id = await moves('ned', 'ned2', w);
    const dying = {
      ...w,
      subscribers: { ...w.subscribers, activate: async () => Promise.reject(new Error('the function died')) },
    };
    await expect(takeBack(id, dying)).rejects.toThrow('died');
    expect((await takeBack(id, w)).outcome).toBe('taken-back');
    expect((await find('ned'))?.status).toBe('active');
    expect((await find('ned2'))?.status).toBe('erased');
  });

  test('is over after seven days, when the night erases what is left at the old address', async () => {
    const w = deps();
    const began = service.now.iso;
    const id = await moves('zoe', 'zoe2', w);
    const night = { ...w, crowd: dynamoScan(openTable(service.emulators.tableName)) };
    service.now.iso = isoInstant(Temporal.Instant.from(began).add({ hours: 7 * 24 - 1 }));
    await tidyOldAddresses(night, () => 60_000);
    expect((await find('zoe'))?.status).toBe('moved');
    service.now.iso = isoInstant(Temporal.Instant.from(began).add({ hours: 7 * 24 }));
    expect((await takeBack(id, w)).outcome).toBe('gone');
    await service.reconcile();
    expect(await find('zoe')).toMatchObject({ id, status: 'erased', movedTo: idOf('zoe2') });
    expect(await find('zoe')).not.toHaveProperty('address');
    expect((await find('zoe2'))?.status).toBe('active');
    expect(await w.personalData.everything(id)).toHaveLength(1);
    service.now.iso = began;
  });

  test('is what the night leaves to a person whose move was cut short: their only record stays', async () => {
    const w = deps();
    const began = service.now.iso;
    const id = await somebody('cut');
    await askToMove(id, to('cut2'), w);
    const dying = {
      ...w,
      subscribers: { ...w.subscribers, activate: async () => Promise.reject(new Error('the function died')) },
    };
    await expect(confirmSignUp(idOf('cut2'), dying)).rejects.toThrow('died');
    // No night came before DynamoDB deleted the sign-up.
    await w.personalData.forget(idOf('cut2'));
    service.now.iso = isoInstant(Temporal.Instant.from(began).add({ hours: 30 * 24 }));
    await service.reconcile();
    expect((await find('cut'))?.status).toBe('moved');
    service.now.iso = began;
    expect((await takeBack(id, w)).outcome).toBe('taken-back');
  });
});
