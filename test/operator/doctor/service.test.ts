import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import { setByHand } from '../../../lambdas/core/time/planned-walls.ts';
import { examine } from '../../../lib/operator/doctor/examine.ts';
import { serviceLines } from '../../../lib/operator/doctor/service.ts';
import type { ServiceConnection } from '../../../lib/operator/connection.ts';
import { holdLetters } from '../../../lib/operator/dead-letters/hold.ts';
import { moveDeadLetters } from '../../../lib/operator/move-dead-letters.ts';
import { operatorConnection } from '../../support/operator-connection.ts';

/* The doctor of a service on this machine, on the embedded emulators; what it looks at in a stage besides is in facts.test.ts. */

let deps: Awaited<ReturnType<typeof operatorConnection>>;
let site: Server;
let siteStatus = 200;
beforeAll(async () => {
  deps = await operatorConnection(5);
  site = createServer((_, response) => void response.writeHead(siteStatus).end()).listen(0, '127.0.0.1');
  await once(site, 'listening');
});
afterAll(async () => {
  site.close();
  await deps?.emulators.stop();
});

const connection = (changes: Partial<ServiceConnection> = {}): ServiceConnection => {
  const siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const sending = { siteUrl, configurationSet: 'account', from: '', name: '', replyTo: '', postalAddress: '' };
  return { ...deps.connection, sending, ...changes };
};
const wrongOf = async (stage: ServiceConnection) =>
  (await serviceLines(stage)).filter(({ ok }) => !ok).map(({ name, says, fix }) => `${name}: ${says}; ${fix}`);
const wrong = async (changes: Partial<ServiceConnection> = {}) =>
  (await examine(connection(changes))).filter(({ ok }) => !ok).map(({ name, says, fix }) => `${name}: ${says}; ${fix}`);

test('a planner that has never run is found, which no alarm reports', async () => {
  const inTheCloud = { mail: {} as NonNullable<ServiceConnection['mail']> };
  expect(await wrongOf(connection(inTheCloud))).toContainEqual(
    expect.stringMatching(/^planner: has not run yet; wait for the next quarter hour/),
  );
  expect(await wrong()).toEqual([]);
  await deps.connection.control.advance(undefined, '2026-12-17T09:00:00Z', setByHand);
});

test('a later version that is out is told with how to get it, and is no fault', async () => {
  const lines = await examine(connection(), { weekwise: async () => '999.0.0' });
  expect(lines.find(({ name }) => name === 'Weekwise')).toMatchObject({
    ok: true,
    says: expect.stringMatching(/; 999\.0\.0 is out: npm install weekwise@999\.0\.0$/),
  });
});

/* A look of no second asks only some of SQS's servers, so in the cloud it would not find every letter. */
test('dead letters are looked for as long as the service needs', async () => {
  const waits: unknown[] = [];
  const { sqs, queues } = deps.connection;
  sqs.middlewareStack.add(
    (next) => (args) => {
      const input = args.input as { WaitTimeSeconds?: number };
      waits.push(input.WaitTimeSeconds);
      return next({ ...args, input: { ...input, WaitTimeSeconds: 0 } as typeof args.input });
    },
    { step: 'initialize', name: 'waits' },
  );
  await holdLetters({ sqs, queues, lookSeconds: 7 }, ['send'], async ({ letters }) => letters);
  await moveDeadLetters({ from: queues.send.deadLetterUrl, to: queues.send.url, waitSeconds: 7 }, sqs);
  sqs.middlewareStack.remove('waits');
  expect(waits).toEqual([7, 7]);
});

test('finds nothing to fix where all is well, and says what it looked at', async () => {
  const lines = await examine(connection());
  expect(lines.map(({ name, ok }) => [name, ok])).toEqual(
    [
      'keys',
      'SES emulator',
      'mail',
      'planner',
      'zones',
      'time zones',
      'dead letters',
      'numbers',
      'help lines',
      'site',
      'reviews',
      'Weekwise',
      'Node here',
    ].map((name) => [name, true]),
  );
});

test('says what is wrong, and what to do about each', async () => {
  const { control, queues, sqs } = deps.connection;
  await control.halt({ why: 'SES asked', at: '2026-12-17T08:00:00Z' });
  const QueueUrl = queues.send.deadLetterUrl;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  siteStatus = 500;
  const later = { now: () => Temporal.Instant.from('2026-12-19T09:00:00Z') };
  expect(await wrong({ clock: later, keyring: () => Promise.reject(new Error('gone')) })).toEqual([
    'keys: cannot be read; put keyring.json of the data folder back: without its keys no link works',
    'mail: HALTED since 2026-12-17T08:00:00Z: SES asked (weekwise go lets it out again); once the reason is gone: weekwise go',
    expect.stringMatching(/^planner: planned through 2026-12-17T09:00:00Z; enable its schedule/),
    'dead letters: send 1; fix the cause that the log names, then weekwise dead-letters redrive',
    'numbers: counted 2026-12-17T09:00:00Z; look at the log of the function that counts',
    expect.stringMatching(/^site: http:\S+: 500; look at the log/),
  ]);
});

test.each([
  [undefined, 'help lines: not accepted: readers see emergency numbers only; check templates/crisis-contacts.yaml'],
  ['2026-05-01', 'help lines: accepted on 2026-05-01; check templates/crisis-contacts.yaml'],
])('a stage whose help lines were accepted %p is told to check them', async (contactsAccepted, words) => {
  const mail = { domain: 'a.example', siteUrl: 'https://a.example', configurationSets: [], alarmTopic: '' };
  const stage = connection({ mail, contactsAccepted });
  expect(await wrongOf(stage)).toContainEqual(expect.stringContaining(words));
  expect(await wrongOf({ ...stage, contactsAccepted: '2026-12-01' })).not.toContainEqual(
    expect.stringMatching(/^help lines/),
  );
});

test('zones under former names are found', async () => {
  const { control } = deps.connection;
  await control.rememberSlot('Asia/Kolkata', '07:00');
  expect(await wrongOf(connection())).not.toContainEqual(expect.stringMatching(/^zones/));
  await control.rememberSlot('Asia/Calcutta', '07:00');
  expect(await wrongOf(connection())).toContain(
    'zones: 1 under former names; nobody misses an email; it costs less after weekwise zones --yes',
  );
  await control.forgetZone('Asia/Calcutta');
});

test('time zones that are old, or others than the planner went by, are found in a stage', async () => {
  const { control, clock } = deps.connection;
  const mail = { domain: 'a.example', siteUrl: 'https://a.example', configurationSets: [], alarmTopic: '' };
  const look = async (changes: Partial<ServiceConnection>, newer?: string) => {
    const lines = await serviceLines(connection(changes), async () => newer);
    return lines.find(({ name }) => name === 'time zones')!;
  };
  const later = { now: () => clock.now().add({ hours: 24 * 365 }) };
  expect(await look({ mail })).toMatchObject({
    ok: true,
    says: expect.stringMatching(/^tz 20\d\d[a-z], \d+ days old/),
  });
  expect(await look({ mail }, '0.9.9')).toMatchObject({ ok: false, says: expect.stringContaining('0.9.9 of moment') });
  expect(await look({ mail, clock: later })).toMatchObject({
    ok: false,
    fix: expect.stringContaining('npm run zones'),
  });
  expect(await look({ clock: later }, '0.9.9')).toMatchObject({ ok: true });
  const planning = async () => ({ ...(await control.planning()), clocks: { edition: '2019a', leads: {} } });
  const other = await look({ mail, control: { ...control, planning } });
  expect(other).toMatchObject({ ok: false, says: expect.stringContaining('the planner went by 2019a') });
});

test('zones that no edition knows are found', async () => {
  const { control } = deps.connection;
  await control.rememberSlot('Atlantis/Harbour', '07:00');
  expect(await wrongOf(connection())).toContainEqual(
    expect.stringMatching(/^zones: unknown: Atlantis\/Harbour; nobody in them/),
  );
  await control.forgetZone('Atlantis/Harbour');
});

test('a planner that stands still is found', async () => {
  const { control } = deps.connection;
  await control.advance('2026-12-17T09:00:00Z', '2026-12-17T08:00:00Z', setByHand);
  expect(await wrongOf(connection())).toContainEqual(
    expect.stringMatching(/^planner: planned through 2026-12-17T08:00:00Z; enable/),
  );
});
