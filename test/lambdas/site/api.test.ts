import { describe, expect, test } from '@jest/globals';
import { problems } from '../../../lambdas/site/api/contract.ts';
import { countConfirmation, countConfirmationBounce } from '../../../lambdas/core/sending/bounce-brake.ts';
import { siteStart, siteWorld } from '../../support/site-world.ts';

/* Sign-ups by the API: what programs send, and what they are told. */

const ann = {
  email: 'ann@example.org',
  firstName: 'Ann',
  zone: 'Europe/Berlin',
  lessonDay: 2,
  sendTime: '07:15',
  reminderDays: [4],
  consentVersion: '2026-11',
};

function start() {
  const w = siteWorld();
  w.apiKeys.set('wwk_ours', { id: 'ours', name: 'clinic', scopes: ['sign-up'], createdAt: siteStart });
  const send = async (body: unknown, headers: Record<string, string> = { authorization: 'Bearer wwk_ours' }) =>
    w.app.request('/api/v1/sign-ups', {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { ...w, send };
}
const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return (await response.json()) as { code: string; status: number; errors?: { pointer: string; detail: string }[] };
};

test('a sign-up is stored with whose it is and what was agreed to, and its confirmation mail asked for', async () => {
  const w = start();
  const response = await w.send(ann);
  expect([response.status, await response.json()]).toEqual([202, { status: 'confirmation-requested' }]);
  const [signUp] = w.subscribers.signUps.values();
  expect(signUp).toMatchObject({
    address: 'ann@example.org',
    firstName: 'Ann',
    preferences: { zone: 'Europe/Berlin', lessonDay: 2, sendTime: '07:15', reminderDays: [4], locale: 'en' },
    consent: { textVersion: '2026-11', source: 'api:ours' },
  });
  expect(w.asked).toMatchObject([{ kind: 'confirmation', id: signUp!.id }]);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('without a key, or with a wrong one, nothing is stored', async () => {
  const w = start();
  const headers: Record<string, string>[] = [{}, { authorization: 'Bearer wwk_theirs' }, { authorization: 'Basic x' }];
  for (const one of headers) {
    const response = await w.send(ann, one);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await problemOf(response)).toMatchObject({ code: 'unknown-key', status: 401 });
  }
  expect(w.asked).toEqual([]);
});

test('a key that is for something else is refused', async () => {
  const w = start();
  w.apiKeys.set('wwk_other', { id: 'other', name: 'x', scopes: [], createdAt: siteStart });
  expect(await problemOf(await w.send(ann, { authorization: 'Bearer wwk_other' }))).toMatchObject({
    code: 'other-scope',
    status: 403,
  });
});

test.each([
  [{ ...ann, email: 'ann' }, '/email'],
  [{ ...ann, zone: 'Mars/Base' }, '/zone'],
  [{ ...ann, sendTime: '07:10' }, '/sendTime'],
  [{ ...ann, lessonDay: 8 }, '/lessonDay'],
  [{ ...ann, reminderDays: [1, 9] }, '/reminderDays/1'],
  [{ ...ann, branch: 'nowhere', healthConsentVersion: '2026-11' }, '/branch'],
  [{ ...ann, firstName: 'A\nB' }, '/firstName'],
  [{ ...ann, consentVersion: '' }, '/consentVersion'],
  [{ ...ann, more: 1 }, ''],
  [[], ''],
])('what cannot be used is told by where it stands: %j', async (body, pointer) => {
  const w = start();
  const { code, status, errors } = await problemOf(await w.send(body));
  expect([code, status, errors?.map((error) => error.pointer)]).toEqual(['invalid-fields', 422, [pointer]]);
  expect(w.asked).toEqual([]);
});

test.each([
  ['{', 400, 'not-json'],
  ['\u0000', 400, 'not-json'],
  ['x'.repeat(20_000), 413, 'too-large'],
])('a body that is no JSON, or too long, is refused (%#)', async (body, status, code) => {
  expect(await problemOf(await start().send(body))).toMatchObject({ code, status });
});

test('an inbox is asked a few times an hour, and then gets no mail; a key may be used many times', async () => {
  const w = start();
  const statuses: number[] = [];
  for (let use = 0; use < 6; use += 1) statuses.push((await w.send(ann)).status);
  expect(statuses).toEqual([202, 202, 202, 202, 202, 202]);
  expect(w.asked).toHaveLength(5);
  for (let use = 6; use < 600; use += 1) await w.send('{');
  const over = await w.send({ ...ann, email: 'bea@example.org' });
  expect(await problemOf(over)).toMatchObject({ code: 'too-often', status: 429 });
  expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a key whose emails bounce too often is told that', async () => {
  const w = start();
  for (let mail = 0; mail < 20; mail += 1) await countConfirmation('api:ours', w.deps);
  expect((await w.send(ann)).status).toBe(202);
  for (let bounce = 0; bounce < 2; bounce += 1) await countConfirmationBounce('api:ours', w.deps);
  const response = await w.send({ ...ann, email: 'bea@example.org' });
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await problemOf(response)).toMatchObject({ code: 'too-many-bounces', status: 429 });
  expect(w.asked).toHaveLength(1);
});

test('programs of today know these codes, each with its status', () => {
  const known = Object.entries(problems).map(([code, { status }]) => `${status} ${code}`);
  expect(known).toEqual(
    expect.arrayContaining([
      '400 not-json',
      '401 unknown-key',
      '403 other-scope',
      '404 not-found',
      '405 other-method',
      '413 too-large',
      '422 invalid-fields',
      '429 too-often',
      '429 too-many-bounces',
      '500 fault',
      '503 unavailable',
    ]),
  );
});

test.each([
  ['half of a character in the name', { firstName: 'A\ud83d' }, '/firstName'],
  ['half of a character in the address', { email: 'ann\ud83d@example.org' }, '/email'],
  ['half of a character in the zone', { zone: 'Europe/Berlin\ud83d' }, '/zone'],
  ['half of a character in the series', { series: 'test-series\ud83d' }, '/series'],
  ['half of a character in the branch', { branch: 'x\ud83d', healthConsentVersion: '2026-11' }, '/branch'],
  ['a turn of direction in the wording', { consentVersion: '2026-11\u202e' }, '/consentVersion'],
  ['a line break in the wording', { consentVersion: '2026-11\r\n' }, '/consentVersion'],
  ['a formula in the wording', { consentVersion: '=1+1' }, '/consentVersion'],
])('%s is refused where it stands, and nothing is stored', async (_, wrong, pointer) => {
  const w = start();
  const { status, errors } = await problemOf(await w.send({ ...ann, ...wrong }));
  expect([status, errors?.map((one) => one.pointer), w.asked]).toEqual([422, [pointer], []]);
});

describe('a key in a page of another site', () => {
  const from = async (w: ReturnType<typeof start>, ip: string, email: string, origin?: string) =>
    w.app.request(
      '/api/v1/sign-ups',
      {
        method: 'POST',
        headers: { authorization: 'Bearer wwk_ours', ...(origin !== undefined && { origin }) },
        body: JSON.stringify({ ...ann, email }),
      },
      { event: { requestContext: { http: { sourceIp: ip } } } },
    );

  test('serves so many people of one network as a form does, and all others on', async () => {
    const w = start();
    const statuses: number[] = [];
    for (let use = 0; use < 42; use += 1) {
      statuses.push((await from(w, '192.0.2.1', `p${use}@example.org`, 'https://www.example.org')).status);
    }
    expect(statuses.filter((status) => status === 202)).toHaveLength(40);
    expect((await from(w, '198.51.100.1', 'bea@example.org', 'https://www.example.org')).status).toBe(202);
  });

  test('is not shut for others by a network that uses it up', async () => {
    const w = start();
    for (let use = 0; use < 601; use += 1) await from(w, '192.0.2.1', 'nonsense');
    expect((await from(w, '192.0.2.1', 'bea@example.org')).status).toBe(429);
    expect((await from(w, '198.51.100.1', 'bea@example.org', 'https://www.example.org')).status).toBe(202);
  });
});

describe('other addresses and methods', () => {
  test.each([
    ['GET', '/api/v1/sign-ups', 405, 'other-method'],
    ['POST', '/api/v1/people', 404, 'not-found'],
    ['GET', '/api/', 404, 'not-found'],
  ])('%s %s is a problem for programs, not a page', async (method, path, status, code) => {
    expect(await problemOf(await start().app.request(path, { method }))).toMatchObject({ code, status });
  });
});

describe('pages of other sites', () => {
  const preflight = async (origin: string) =>
    start().app.request('/api/v1/sign-ups', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });

  test('may use it where the operator named their origin', async () => {
    const { status, headers } = await preflight('https://www.example.org');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('https://www.example.org');
    expect(headers.get('access-control-allow-headers')).toBe('Authorization,Content-Type');
  });

  test('may not otherwise', async () => {
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('a store that fails is a problem too, and worth another try', async () => {
  const w = start();
  w.deps.queues.account = async () => Promise.reject(new Error('ann@example.org is in this message'));
  const response = await w.send(ann);
  expect(await problemOf(response)).toMatchObject({ code: 'unavailable', status: 503 });
  expect(JSON.stringify(w.logged.map(({ event, fields }) => [event, fields]))).not.toContain('ann@');
});
