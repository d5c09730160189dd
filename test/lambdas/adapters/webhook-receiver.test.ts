import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { webhookReceiver } from '../../../lambdas/adapters/webhook-receiver.ts';
import { startReceiver, type TestReceiver } from '../../support/receiver.ts';

let server: TestReceiver;
beforeEach(async () => {
  server = await startReceiver();
});
afterEach(() => server.stop());
const post = (limitMs = 5_000) => webhookReceiver(server.url, limitMs).post('{}', { 'webhook-id': 'x' });

test.each([200, 204, 400, 410, 500])('an answer is its status: %i', async (status) => {
  server.state.answer = () => status;
  expect(await post()).toEqual({ answered: true, status });
});

test('a redirect is an answer, and is not followed', async () => {
  server.state.answer = () => ({ status: 307, headers: { location: server.url } });
  expect(await post()).toEqual({ answered: true, status: 307 });
  expect(server.deliveries).toHaveLength(1);
});

test('Retry-After is read as seconds and as a date; what is neither is passed over', async () => {
  const asked = async (retryAfter: string) => {
    server.state.answer = () => ({ status: 503, headers: { 'retry-after': retryAfter } });
    return (await post()) as { retryAfterSeconds?: number };
  };
  expect(await asked('120')).toMatchObject({ retryAfterSeconds: 120 });
  const { retryAfterSeconds } = await asked(new Date(Date.now() + 3_600_000).toUTCString());
  expect(retryAfterSeconds).toBeGreaterThan(3_500);
  expect(retryAfterSeconds).toBeLessThanOrEqual(3_600);
  expect(await asked('Wed, 21 Oct 2015 07:28:00 GMT')).toMatchObject({ retryAfterSeconds: 0 });
  expect(await asked('soon')).toEqual({ answered: true, status: 503 });
});

test('silence ends at the limit, and a connection that breaks off says why, without the address', async () => {
  server.state.answer = () => 'say nothing';
  expect(await post(50)).toEqual({ answered: false, code: 'TimeoutError' });
  server.state.answer = () => 'hang up';
  expect(await post()).toMatchObject({ answered: false, code: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/) });
  const nobody = webhookReceiver('http://127.0.0.1:1/', 5_000);
  expect(await nobody.post('{}', {})).toMatchObject({ answered: false });
});
