import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoClosedInboxes } from '../../../lambdas/adapters/dynamo/mail-turns.ts';
import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable, type Table } from '../../../lambdas/adapters/dynamo/table.ts';
import { mayUndo } from '../../../lambdas/core/actions/unsubscribing.ts';
import { inboxId } from '../../../lambdas/core/sending/mail-turns.ts';
import type { Subscribers } from '../../../lambdas/core/mail/subscribers.ts';
import { release, suppress } from '../../../lib/operator/suppression/change.ts';
import { listSuppressed, formatSuppression } from '../../../lib/operator/suppression/list.ts';
import { sesList } from '../../../lib/operator/suppression/ses-list.ts';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { startEmulators, testCredentials, testRegion, type TestEmulators } from '../../support/emulators.ts';
import { joins } from '../../support/people.ts';

const clock = { now: () => Temporal.Instant.from('2026-11-23T12:00:00Z') };
const keyring = { subscriberId: (identity: string) => idOf(identity.split('@')[0]!) };
let emulators: TestEmulators;
let client: SESv2Client;
let table: Table;
let subscribers: Subscribers;
const deps = () => ({
  clock,
  keyring,
  subscribers,
  table,
  closedInboxes: dynamoClosedInboxes(table),
  ses: sesList(client),
});

beforeAll(async () => {
  emulators = await startEmulators({ clock });
  client = new SESv2Client({ region: testRegion, credentials: testCredentials, endpoint: emulators.ses.url });
});
afterAll(async () => {
  client.destroy();
  await emulators.stop();
});
beforeEach(async () => {
  for await (const { address } of deps().ses.all()) await deps().ses.remove(address);
  table = openTable(await emulators.freshTable(), emulators.clients.dynamo);
  subscribers = dynamoSubscribers(table);
});

const subscribed = async () => void (await joins(subscribers, aSubscriber()));

describe('an address that is added', () => {
  test.each([
    ['bounce', 'bounced'],
    ['complaint', 'complained'],
  ] as const)('for a %s is on both, and its person has %s', async (reason, status) => {
    await subscribed();
    expect(await suppress('Ann@example.org', reason, deps())).toEqual({
      subscriber: idOf('ann'),
      ours: false,
      ses: false,
    });
    expect(await subscribers.find(idOf('ann'))).toMatchObject({ status, suppression: { reason } });
    expect(await deps().ses.find('Ann@example.org')).toMatchObject({ reason });
    expect(await suppress('Ann@example.org', reason, deps())).toMatchObject({ ours: true, ses: true });
  });

  test('may be nobody’s: then it is remembered for anyone who signs up with it', async () => {
    await suppress('nobody@example.org', 'complaint', deps());
    expect(await subscribers.find(idOf('nobody'))).toMatchObject({ status: 'complained' });
  });

  test('is on our record even where SES does not answer', async () => {
    await subscribed();
    const ses = { ...deps().ses, put: () => Promise.reject(new Error('no answer')) };
    await expect(suppress('ann@example.org', 'bounce', { ...deps(), ses })).rejects.toThrow('no answer');
    expect(await subscribers.find(idOf('ann'))).toMatchObject({ status: 'bounced' });
  });

  test('that is none is refused', async () => {
    await expect(suppress('ann', 'bounce', deps())).rejects.toThrow('This is not an email address: malformed.');
  });
});

describe('an address that is removed', () => {
  test('is on neither; its person is unsubscribed, and no old link brings them back', async () => {
    await subscribed();
    await suppress('ann@example.org', 'complaint', deps());
    expect(await release('ANN@example.org', deps())).toEqual({
      subscriber: idOf('ann'),
      ours: true,
      ses: true,
      closed: false,
    });
    const person = (await subscribers.find(idOf('ann')))!;
    expect([person.status, person.suppression]).toEqual(['unsubscribed', undefined]);
    expect(mayUndo(person, clock.now())).toBe(false);
    expect(await deps().ses.find('ann@example.org')).toBeUndefined();
    expect(await release('ann@example.org', deps())).toMatchObject({ ours: false, ses: false });
  });

  test('of somebody who had left lets no link take the leaving back', async () => {
    await subscribed();
    await subscribers.change((await subscribers.find(idOf('ann')))!, {
      status: 'unsubscribed',
      unsubscribedAt: '2026-11-22T12:00:00Z',
    });
    await suppress('ann@example.org', 'complaint', deps());
    await release('ann@example.org', deps());
    expect(mayUndo((await subscribers.find(idOf('ann')))!, clock.now())).toBe(false);
  });

  test('of somebody who had everything erased leaves it erased', async () => {
    await subscribed();
    const was = (await subscribers.find(idOf('ann')))!;
    await dynamoPersonalData(table).erase(was, '2026-11-22T12:00:00Z');
    await suppress('ann@example.org', 'bounce', deps());
    await release('ann@example.org', deps());
    const person = await subscribers.find(idOf('ann'));
    expect([person?.status, person?.suppression]).toEqual(['erased', undefined]);
  });

  test('may be asked again after “never ask again”, under whatever name of its inbox that was said', async () => {
    const { closedInboxes } = deps();
    await closedInboxes.close(inboxId('ann+1@example.org', { keyring }), '2026-11-22T12:00:00Z');
    expect(await release('ann@example.org', deps())).toMatchObject({ closed: true });
    expect(await closedInboxes.isClosed(inboxId('ann@example.org', { keyring }))).toBe(false);
  });

  test('changes nobody who was not suppressed', async () => {
    await subscribed();
    await release('ann@example.org', deps());
    expect(await subscribers.find(idOf('ann'))).toMatchObject({ status: 'active', version: 1 });
  });
});

test('the list says who is on both and who on one alone', async () => {
  expect(formatSuppression(await listSuppressed(deps()))).toBe('Nobody is suppressed.');
  await subscribed();
  await suppress('ann@example.org', 'complaint', deps());
  await deps().ses.put('other@example.org', 'bounce');
  await subscribers.suppress(idOf('soft'), 'bounced', { reason: 'soft-bounces', at: '2026-11-01T00:00:00Z' });
  const report = await listSuppressed(deps());
  expect(report).toEqual({
    ses: [
      { address: 'ann@example.org', reason: 'complaint', at: '2026-11-23T12:00:00Z', subscriber: idOf('ann') },
      { address: 'other@example.org', reason: 'bounce', at: '2026-11-23T12:00:00Z' },
    ],
    oursOnly: [{ subscriber: idOf('soft'), reason: 'soft-bounces', at: '2026-11-01T00:00:00Z' }],
  });
  expect(formatSuppression(report).split('\n')).toEqual([
    '2026-11-23T12:00:00Z  complaint     ann@example.org  SES and our record',
    '2026-11-23T12:00:00Z  bounce        other@example.org  SES alone',
    `2026-11-01T00:00:00Z  soft-bounces  ${idOf('soft')}  our record alone`,
  ]);
});
