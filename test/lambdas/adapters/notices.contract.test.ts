import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { dynamoNotices, dynamoPeoplePages } from '../../../lambdas/adapters/dynamo/notices.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable, updateItem, type Table } from '../../../lambdas/adapters/dynamo/table.ts';
import { noticeKey, subscriberKey } from '../../../lambdas/core/kit/table-keys.ts';
import { newWalk, type Notice } from '../../../lambdas/core/course/notice.ts';
import type { Notices } from '../../../lambdas/core/sending/notices.ts';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { memoryNotices } from '../../support/memory-notices.ts';
import { joins, personIn } from '../../support/people.ts';

const at = '2026-11-28T09:00:00Z';
const notice: Notice = { id: 'closed-3f9a2c81', subject: 'Closed', at, audience: { had: 'one' }, walk: newWalk };
const text = { subject: 'Closed', preheader: 'On Monday.', title: 'Closed', html: '<p>Closed.</p>', text: 'Closed.' };
const run = (name: string, until = '2026-11-28T09:02:00Z') => ({ id: idOf(name), until });

let emulators: TestEmulators;
let table: Table;
beforeAll(async () => {
  emulators = await startEmulators();
});
afterAll(async () => emulators.stop());
beforeEach(async () => {
  table = openTable(await emulators.freshTable(), emulators.clients.dynamo);
});

describe.each([
  ['DynamoDB', () => dynamoNotices(table)],
  ['memory', memoryNotices],
])('notices in %s', (_name, open) => {
  let notices: Notices;
  beforeEach(async () => {
    notices = open();
    await notices.announce(notice, text);
  });

  test('are sent once, and found again with what they say', async () => {
    expect(await notices.announce({ ...notice, at: '2026-11-29T09:00:00Z' }, text)).toBe(false);
    const later = { ...notice, id: 'later-3f9a2c81', at: '2026-11-29T09:00:00Z' };
    expect(await notices.announce(later, text)).toBe(true);
    expect(await notices.all()).toEqual([later, notice]);
    expect([await notices.find(notice.id), await notices.text(notice.id)]).toEqual([notice, text]);
    // What is refused changes nothing, also where the words have another look by now.
    expect(await notices.announce({ ...notice, audience: {} }, { ...text, html: '<p class="new">Closed.</p>' })).toBe(
      false,
    );
    expect([await notices.find(notice.id), await notices.text(notice.id)]).toEqual([notice, text]);
    expect([await notices.find('no-3f9a2c81'), await notices.text('no-3f9a2c81')]).toEqual([undefined, undefined]);
  });

  test('have one run at work, until it lets go or is taken for dead', async () => {
    expect(await notices.begin('no-3f9a2c81', run('a'), at)).toBeUndefined();
    expect(await notices.begin(notice.id, run('a'), at)).toEqual(notice);
    expect(await notices.begin(notice.id, run('b'), '2026-11-28T09:01:59Z')).toBeUndefined();
    const walk = { ...newWalk, sent: 3, after: subscriberKey('x') };
    expect(await notices.keep(notice.id, idOf('a'), { walk, until: '2026-11-28T09:03:00Z' })).toBe(true);
    expect(await notices.begin(notice.id, run('b'), '2026-11-28T09:02:59Z')).toBeUndefined();
    expect(await notices.begin(notice.id, run('b', '2026-11-28T09:05:00Z'), '2026-11-28T09:03:00Z')).toEqual({
      ...notice,
      walk,
    });
    // It wakes up late.
    expect(await notices.keep(notice.id, idOf('a'), { walk: newWalk, until: '2026-11-28T09:06:00Z' })).toBe(false);
    expect(await notices.keep(notice.id, idOf('b'), { walk })).toBe(true);
    expect(await notices.begin(notice.id, run('c'), '2026-11-28T09:03:01Z')).toEqual({ ...notice, walk });
  });

  test('go out one after the other, so that two of them never take two senders', async () => {
    const other = { ...notice, id: 'other-3f9a2c81' };
    await notices.announce(other, text);
    expect(await notices.begin('no-3f9a2c81', run('x'), at)).toBeUndefined();
    expect(await notices.begin(notice.id, run('a'), at)).toEqual(notice);
    expect(await notices.begin(other.id, run('b'), '2026-11-28T09:01:59Z')).toBeUndefined();
    await notices.keep(notice.id, idOf('a'), { walk: newWalk });
    expect(await notices.begin(other.id, run('b'), '2026-11-28T09:01:59Z')).toEqual(other);
    // That run dies, and is taken for dead in its time.
    expect(await notices.begin(notice.id, run('c', '2026-11-28T09:05:00Z'), '2026-11-28T09:02:00Z')).toEqual(notice);
    // It wakes up late, and lets nothing go that is another's.
    await notices.keep(other.id, idOf('b'), { walk: newWalk });
    expect(await notices.begin(other.id, run('d'), '2026-11-28T09:02:01Z')).toBeUndefined();
  });

  test('wait for their next pass, and are over when they are finished', async () => {
    const walk = { ...newWalk, pass: 1, nextAt: '2026-11-29T07:00:00Z' };
    await notices.begin(notice.id, run('a'), at);
    await notices.keep(notice.id, idOf('a'), { walk });
    expect(await notices.begin(notice.id, run('b'), '2026-11-29T06:59:59Z')).toBeUndefined();
    expect(await notices.begin(notice.id, run('b'), '2026-11-29T07:00:00Z')).toEqual({ ...notice, walk });
    const finished = { at: '2026-11-29T07:01:00Z' };
    expect(await notices.keep(notice.id, idOf('b'), { walk, finished })).toBe(true);
    expect(await notices.find(notice.id)).toEqual({ ...notice, walk, finished });
    expect(await notices.begin(notice.id, run('c'), '2026-11-29T08:00:00Z')).toBeUndefined();
    expect(await notices.stop(notice.id, { at, why: 'x' })).toBe(false);
  });

  test('are stopped for good, also while a run is at work', async () => {
    await notices.begin(notice.id, run('a'), at);
    expect(await notices.stop(notice.id, { at, why: 'wrong date' })).toBe(true);
    expect(await notices.stop(notice.id, { at, why: 'again' })).toBe(false);
    expect(await notices.keep(notice.id, idOf('a'), { walk: newWalk, until: '2026-11-28T09:06:00Z' })).toBe(false);
    expect(await notices.begin(notice.id, run('b'), '2026-11-28T10:00:00Z')).toBeUndefined();
    expect((await notices.find(notice.id))?.stopped).toEqual({ at, why: 'wrong date' });
  });
});

test('the planner reads them with what it reads anyway, and goes on where one cannot be read', async () => {
  await dynamoNotices(table).announce(notice, text);
  const broken = { ...notice, id: 'broken-3f9a2c81' };
  await dynamoNotices(table).announce(broken, text);
  await updateItem(table, noticeKey(broken.id), { set: { walk: ':none' }, values: { ':none': 'nowhere' } });
  expect((await dynamoControl(table).planning()).notices).toEqual([notice]);
});

test('everybody who is subscribed is read page by page; a record that cannot be read is named and passed over', async () => {
  const people = dynamoSubscribers(table);
  const statuses = ['active', 'completed', 'unsubscribed', 'bounced', 'active', 'moved', 'moved'] as const;
  for (const [index, status] of statuses.entries()) await joins(people, aSubscriber({ id: idOf(`p${index}`), status }));
  // The other one is between two addresses.
  await people.change(await personIn(people, idOf('p6')), { movedTo: idOf('p7'), moveFinishedAt: at });
  await updateItem(table, subscriberKey(idOf('p4')), { set: { series: ':none' }, values: { ':none': 7 } });
  const page = await dynamoPeoplePages(table).page();
  expect(page.people.map(({ id }) => id).sort()).toEqual([idOf('p0'), idOf('p1'), idOf('p5')]);
  expect(page.unreadable).toEqual([idOf('p4')]);
  expect(page.after).toBeUndefined();
});
