import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { SESClient } from '@aws-sdk/client-ses';
import { sesQuota } from '../../../lambdas/adapters/ses/quota.ts';
import { emulatorGuard } from '../../../lib/local/emulators/loopback-guard.ts';
import { type LoopbackServer, serveLoopback } from '../../../lib/local/emulators/loopback-server.ts';
import { testCredentials, testRegion } from '../../support/emulators.ts';

/* GetSendQuota may be called once a second for the whole account. All senders start at the same tick. */

const ns = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';
const throttled = `<ErrorResponse ${ns}><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
const answered = `<GetSendQuotaResponse ${ns}><GetSendQuotaResult><Max24HourSend>50000</Max24HourSend><MaxSendRate>14</MaxSendRate><SentLast24Hours>40000</SentLast24Hours></GetSendQuotaResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetSendQuotaResponse>`;

let server: LoopbackServer;
let ses: SESClient;
let nowMs = 0;
let calls = 0;
let refuses: () => boolean = () => false;
beforeAll(async () => {
  server = await serveLoopback(emulatorGuard(testCredentials.accessKeyId), (_, response) => {
    calls += 1;
    if (refuses()) response.writeHead(400, { 'content-type': 'text/xml' }).end(throttled);
    else response.writeHead(200, { 'content-type': 'text/xml' }).end(answered);
  });
  ses = new SESClient({ endpoint: server.url, region: testRegion, credentials: testCredentials, maxAttempts: 1 });
});
afterAll(async () => {
  ses.destroy();
  await server.stop();
});
beforeEach(() => {
  [nowMs, calls] = [0, 0];
  refuses = () => false;
});

const logged: string[] = [];
const log = { warn: (event: string) => void logged.push(event) };
const sender = (random = () => 0.5) => sesQuota(ses, { nowMs: () => nowMs, random }, log);

test('a call that is refused at a cold start costs a second at the sandbox’s rate', async () => {
  const quota = sender();
  refuses = () => true;
  expect(await quota()).toMatchObject({ perSecond: 1 });
  expect(logged).toContain('quota.not-read');
  refuses = () => false;
  nowMs = 999;
  expect(await quota()).toMatchObject({ perSecond: 1 });
  nowMs = 1_000;
  expect(await quota()).toMatchObject({ perSecond: 14, per24Hours: 50_000, sentLast24Hours: 40_000 });
  expect(calls).toBe(2);
});

test('what is known is asked again after five minutes, and holds while SES does not say', async () => {
  const quota = sender();
  await quota();
  nowMs = 299_999;
  await quota();
  expect(calls).toBe(1);
  nowMs = 300_000;
  refuses = () => true;
  expect(await quota()).toMatchObject({ perSecond: 14 });
  // Refused over and over, it is asked less often.
  for (; nowMs < 360_000; nowMs += 100) expect(await quota()).toMatchObject({ perSecond: 14 });
  expect(calls).toBeLessThan(14);
});

test('eight senders that start together all know within twenty seconds, by one answer a second', async () => {
  let freeAtMs = 0;
  let chance = 0;
  refuses = () => {
    if (nowMs < freeAtMs) return true;
    freeAtMs = nowMs + 1_000;
    return false;
  };
  const senders = Array.from({ length: 8 }, () => sender(() => (chance += 0.618) % 1));
  const known = async () => {
    const rates: number[] = [];
    for (const quota of senders) rates.push((await quota()).perSecond);
    return rates.filter((rate) => rate === 14).length;
  };
  expect(await known()).toBe(1);
  for (; nowMs < 20_000; nowMs += 100) await known();
  expect(await known()).toBe(8);
});
