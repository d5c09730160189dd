import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Hono } from 'hono';
import { dynamoNotices } from '../../../lambdas/adapters/dynamo/notices.ts';
import { consoleApp } from '../../../lib/console/app.tsx';
import { readNotice } from '../../../lib/notices/read-notice.ts';
import { audit } from '../../../lib/operator/audit.ts';
import { noticesSection } from '../../../lib/operator/console/notices.tsx';
import { roots } from '../../../lib/roots.ts';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { operatorConnection } from '../../support/operator-connection.ts';
import { joins } from '../../support/people.ts';

/* The operator's page of notices, as a browser without script has it. */

const words = {
  subject: 'Closed on Monday',
  preheader: 'Nobody answers the telephone on Monday.',
  text: 'We are closed.\r\n\r\n- Call [the other house](tel:+49301234567).',
};

let deps: Awaited<ReturnType<typeof operatorConnection>>;
let app: Hono;
beforeAll(async () => {
  deps = await operatorConnection(12);
  const kei = aSubscriber({ id: idOf('kei'), address: 'kei@example.jp', series: 'stress-and-back-pain' });
  await joins(deps.connection.subscribers, {
    ...kei,
    preferences: { ...kei.preferences, zone: 'Asia/Tokyo' },
    sent: { 'spot-the-loop': '2026-12-14T06:00:00Z' },
  });
  const onError = (error: unknown) => {
    throw error;
  };
  app = consoleApp({ name: 'a stage', sections: [noticesSection(deps.connection)], onError });
});
afterAll(async () => deps?.emulators.stop());

const textOf = async (response: Response) =>
  (await response.text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const get = async (path: string) => textOf(await app.request(path));
const post = async (path: string, fields: Record<string, string>) =>
  app.request(path, { method: 'POST', body: new URLSearchParams(fields) });

/** Writes a draft, and goes where the answer leads. */
async function draft(fields: Record<string, string>) {
  const address = (await post('/local/notices/draft', fields)).headers.get('location')!;
  const answer = await app.request(address);
  return { address, status: answer.status, page: await textOf(answer) };
}
const stored = () => dynamoNotices(deps.connection.table).all();

describe('a draft', () => {
  test('says of each field what is wrong, with its line, and keeps what was typed', async () => {
    const { status, page } = await draft({
      ...words,
      subject: 'Hm',
      text: 'Hello {{firstName}}',
      zone: 'Mars/Olympus',
      had: 'no-lesson',
    });
    expect(status).toBe(422);
    expect(page).toContain('Subject: must have 5 to 60 characters');
    expect(page).toContain('What it says: line 1: a notice merges nothing');
    expect(page).toContain('is no time zone such as Europe/Berlin');
    expect(page).toContain('There is no lesson no-lesson');
    expect(page).toContain('Hello {{firstName}}');
  });

  test('is shown as it arrives, and nothing of it is in the address', async () => {
    const { address } = await draft(words);
    expect(address).toMatch(/^\/local\/notices\/draft\/[0-9a-f-]{36}$/);
    const frame = await app.request(`${address}/html`);
    expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox /);
    expect(await frame.text()).toContain('href="tel:+49301234567"');
    expect((await app.request('/local/notices/draft/forgotten')).status).toBe(404);
  });

  test.each<[string, Record<string, string>]>([
    ['a zone', { zone: 'asia/tokyo' }],
    ['a zone and a lesson', { zone: 'Asia/Tokyo', had: 'spot-the-loop', completed: 'yes' }],
  ])('is counted for %s', async (_, whom) => {
    expect((await draft({ ...words, ...whom })).page).toContain('It is for 1 person .');
  });

  test('is sent to nobody without the consent that the server asks for', async () => {
    const { address } = await draft(words);
    const answer = await post(`${address}/send`, {});
    expect(answer.status).toBe(422);
    expect(await textOf(answer)).toContain('Nothing was sent: tick that it goes to all of them');
    expect(await stored()).toEqual([]);
  });
});

test('a notice is sent once, is the one that the command line would send, is in the audit, and stops', async () => {
  const { address } = await draft({ ...words, zone: 'Asia/Tokyo' });
  const sent = (await post(`${address}/send`, { sure: 'yes' })).headers.get('location')!;
  const [notice] = await stored();
  const file = ['---', `subject: ${words.subject}`, `preheader: ${words.preheader}`, '---', words.text].join('\n');
  expect(notice).toMatchObject({
    id: (await readNotice(file, 'closed.md', roots.project)).id,
    audience: { zone: 'Asia/Tokyo' },
  });
  expect(sent).toBe(`/local/notices/${notice!.id}?done=sent`);
  expect(await get(sent)).toContain('Begins within a quarter hour.');
  expect(await get(`/local/notices/${notice!.id}?counted=yes`)).toContain('0 had it, 1 to come');

  const again = await post(`${address}/send`, { sure: 'yes' });
  expect(again.status).toBe(422);
  expect(await textOf(again)).toContain('This notice was sent before');

  expect((await audit(deps.connection, 7)).notices).toMatchObject([{ id: notice!.id, had: 0, toCome: 1 }]);

  const stopped = await post(`/local/notices/${notice!.id}/stop`, {});
  expect(await get(stopped.headers.get('location')!)).toContain('by the console');
  expect((await post(`/local/notices/${notice!.id}/stop`, {})).headers.get('location')).toContain('done=not-stopped');
  expect(await get('/local/notices')).toContain('Closed on Monday stopped at');
});
