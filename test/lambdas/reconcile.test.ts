import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { aSignUp, aSubscriber } from '../support/builders.ts';
import { startService, type Service } from '../support/service.ts';
import { joins } from '../support/people.ts';

/** SES's suppression list against ours, over its second interface. */

let service: Service;
beforeEach(async () => {
  service = await startService('2026-11-02T03:20:00Z');
});
afterEach(async () => service.stop());

async function join(address: string, changes: Partial<Person> = {}): Promise<string> {
  const id = service.idOfAddress(address);
  await joins(service.subscribers, aSubscriber({ id, address, ...changes }));
  return id;
}
/** What SES does by itself, at an instant. */
function suppressAt(iso: string, address: string, reason: 'BOUNCE' | 'COMPLAINT' = 'BOUNCE'): void {
  const { iso: now } = service.now;
  service.now.iso = iso;
  service.emulators.ses.suppress(address, reason);
  service.now.iso = now;
}
const find = (id: string) => service.subscribers.find(id);
/** A run some days after the last. The first run ever reads through the years since SES has lists, hundreds of calls: one test does. */
async function reconcileAsUsual(): Promise<void> {
  await service.control.reconciled('2026-10-25T00:00:00Z');
  await service.reconcile();
}

test('a bounce or complaint whose event was lost is found, and ends the mail', async () => {
  const ann = await join('ann@example.org');
  const bob = await join('bob@example.org');
  const eve = await join('eve@example.org');
  suppressAt('2026-11-01T10:00:00Z', 'ann@example.org');
  suppressAt('2026-11-01T11:00:00Z', 'BOB@example.org', 'COMPLAINT');
  await reconcileAsUsual();
  expect(await find(ann)).toMatchObject({
    status: 'bounced',
    suppression: { reason: 'bounce', at: '2026-11-01T10:00:00Z' },
  });
  expect(await find(bob)).toMatchObject({ status: 'complained', suppression: { reason: 'complaint' } });
  expect(await find(eve)).toMatchObject({ status: 'active' });

  const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
  service.now.iso = '2026-11-02T06:00:05Z';
  await service.send({ slots: [slot] });
  expect(await service.takeAll('send')).toEqual([expect.objectContaining({ ids: [eve] })]);
});

test('who has not confirmed yet is suppressed, too', async () => {
  const id = service.idOfAddress('new@example.org');
  await service.subscribers.recordSignUp(
    aSignUp({ id, address: 'new@example.org', expiresAt: '2026-11-09T00:00:00Z' }),
  );
  suppressAt('2026-11-01T10:00:00Z', 'new@example.org');
  await reconcileAsUsual();
  expect(await find(id)).toMatchObject({ status: 'bounced' });
});

test('addresses of other services in the account leave no trace', async () => {
  suppressAt('2026-11-01T10:00:00Z', 'stranger@example.org');
  suppressAt('2026-11-01T10:00:00Z', 'not an address');
  await reconcileAsUsual();
  expect(await find(service.idOfAddress('stranger@example.org'))).toBeUndefined();
});

test('what is known already stays as it is', async () => {
  const id = await join('ann@example.org');
  await service.subscribers.suppress(id, 'complained', { reason: 'complaint', at: '2026-10-01T00:00:00Z' });
  suppressAt('2026-11-01T10:00:00Z', 'ann@example.org');
  await reconcileAsUsual();
  expect(await find(id)).toMatchObject({ suppression: { reason: 'complaint', at: '2026-10-01T00:00:00Z' } });
});

test('a list of many pages is read to its end, and the next run reads the last two days again', async () => {
  // Most are no addresses, which nobody has to look up: it is the length of the list that matters here.
  for (let index = 0; index < 2_100; index += 1) {
    suppressAt('2026-10-20T10:00:00Z', index % 20 === 0 ? `other${index}@example.org` : `other${index}`);
  }
  const ann = await join('ann@example.org');
  suppressAt('2026-10-20T10:00:01Z', 'ann@example.org');
  await service.reconcile();
  expect(await find(ann)).toMatchObject({ status: 'bounced' });
  expect(await service.control.reconciledThrough()).toBe('2026-11-02T03:20:00Z');

  // SES shows an entry only now that it dates from before the last run.
  const bob = await join('bob@example.org');
  suppressAt('2026-11-01T10:00:00Z', 'bob@example.org');
  service.now.iso = '2026-11-03T03:20:00Z';
  await service.reconcile();
  expect(await find(bob)).toMatchObject({ status: 'bounced' });
});

test('a run that is short of time stops between two spans, and the next goes on from there', async () => {
  const ann = await join('ann@example.org');
  suppressAt('2026-11-01T10:00:00Z', 'ann@example.org');
  await service.reconcile(20_000);
  expect(await service.control.reconciledThrough()).toBeUndefined();
  await service.control.reconciled('2026-10-15T00:00:00Z');
  await service.reconcile();
  expect(await find(ann)).toMatchObject({ status: 'bounced' });
});
