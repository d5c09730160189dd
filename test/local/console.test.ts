import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { personActions } from '../../lambdas/core/actions/actions.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import type { MailsPage } from '../../lib/local/console/mails-page.ts';
import type { AcceptedMail } from '../../lib/local/emulators/ses.ts';
import { palettes } from '../../lib/console/style.ts';
import { roots } from '../../lib/roots.ts';
import { localTableName } from '../../lib/local/settings.ts';
import { aSubscriber } from '../support/builders.ts';
import { Temporal } from 'temporal-polyfill';
import { localSections } from '../../lib/operator/console/local-sections.ts';
import { startLocalService, type LocalService } from '../../lib/local/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { toyHandlers } from '../support/toy-handlers.ts';
import { joins } from '../support/people.ts';

const place = temporaryFolder();
const monday = Temporal.Instant.from('2026-11-23T08:01:00Z');
let service: LocalService;
const errors: unknown[] = [];

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${service.url}/local${path}`, { headers, redirect: 'manual' });
const post = (path: string, body: string | URLSearchParams, headers: Record<string, string> = {}) =>
  fetch(`${service.url}/local${path}`, { method: 'POST', body, headers, redirect: 'manual' });
const json = async <T>(response: Promise<Response>) => (await (await response).json()) as T;

beforeAll(async () => {
  service = await startLocalService({
    dataDir: place('data'),
    port: 0,
    handlers: toyHandlers({ plans: [], feedback: [] }),
    sections: async (clock) => localSections(place('data'), clock),
    onError: (error) => errors.push(error),
    realNow: () => monday.epochMilliseconds,
  });
});
afterAll(async () => {
  await service.close();
  if (errors.length > 0) throw errors[0];
});

describe('the JSON API', () => {
  test('moves the clock through every tick, and answers when all is done', async () => {
    expect(await json(get('/api/clock'))).toEqual({ now: '2026-11-23T08:01:00Z', nextTick: '2026-11-23T08:15:00Z' });
    const moved = await json(post('/api/clock', '{"to":"2026-11-23T11:10:00+01:00"}'));
    expect(moved).toEqual({ now: '2026-11-23T10:10:00Z', nextTick: '2026-11-23T10:15:00Z' });
    expect(service.ses!.mails()).toHaveLength(2);
  });

  test('lists the mails', async () => {
    const { mails, ...rest } = await json<MailsPage>(get('/api/mails'));
    expect(mails).toMatchObject([
      {
        id: service.ses!.mails()[0]!.messageId,
        to: 'ada@example.org',
        subject: 'Hour 09',
        sentAt: '2026-11-23T09:07:00.000Z',
        delivery: 'lesson_2026-11-23',
      },
      { subject: 'Hour 10' },
    ]);
    expect(mails[0]!.raw).toContain('\r\nSubject: Hour 09\r\n');
    expect(rest).toEqual({ cursor: mails[1]!.id, more: false });
  });

  test('pages through the mails', async () => {
    const [first, second] = service.ses!.mails().map(({ messageId }) => messageId);
    const page = async (query: string) => {
      const { mails, ...rest } = await json<MailsPage>(get(`/api/mails${query}`));
      return { ids: mails.map(({ id }) => id), ...rest };
    };
    expect(await page('?limit=1')).toEqual({ ids: [first], cursor: first, more: true });
    expect(await page(`?limit=1&cursor=${first}`)).toEqual({ ids: [second], cursor: second, more: false });
    expect(await page(`?cursor=${second}`)).toEqual({ ids: [], cursor: second, more: false });
    expect(await page('?to=bob@example.org')).toEqual({ ids: [], cursor: second, more: false });
    expect(await page('?to=ada@example.org&limit=1')).toEqual({ ids: [first], cursor: first, more: true });
  });

  test.each([
    ['limit=0', /limit/],
    ['limit=201', /limit/],
    ['cursor=unknown', /^No mail has the id unknown\.$/],
  ])('says what is wrong with ?%s', async (query, sentence) => {
    const response = await get(`/api/mails?${query}`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(sentence);
  });

  test('a mail whose file is gone is listed without its source, and its page says so', async () => {
    const [{ messageId }] = service.ses!.mails() as [AcceptedMail];
    const file = join(place('data'), 'mail', `${messageId}.eml`);
    renameSync(file, `${file}.away`);
    const { mails } = await json<MailsPage>(get('/api/mails'));
    expect(mails.map(({ raw }) => raw === null)).toEqual([true, false]);
    for (const path of ['', '/raw', '/html']) expect((await get(`/inbox/${messageId}${path}`)).status).toBe(404);
    expect((await get('/inbox')).status).toBe(200);
    renameSync(`${file}.away`, file);
  });

  test('lists the people', async () => {
    const table = openTable(localTableName);
    await joins(dynamoSubscribers(table), aSubscriber());
    table.documents.client.destroy();
    expect(await json(get('/api/people'))).toMatchObject([
      { address: 'ann@example.org', status: 'active', zone: 'Europe/Berlin' },
    ]);
  });

  test.each([
    ['no JSON', 'to=1', /Send \{"to"/],
    ['no instant', '{"to":"tomorrow"}', /Send \{"to"/],
    ['nothing', '{}', /Send \{"to"/],
    ['the past', '{"to":"2020-01-01T00:00:00Z"}', /cannot go back/],
  ])('says what is wrong with %s', async (_, body, sentence) => {
    const response = await post('/api/clock', body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(sentence);
  });
});

describe('the pages', () => {
  const html = new HtmlValidate({
    extends: ['html-validate:recommended', 'html-validate:a11y'],
    // Written by the JSX renderer: void elements are closed and boolean attributes have a value.
    rules: { 'void-style': 'off', 'attribute-boolean-style': 'off' },
  });
  const paths = () => [
    '/inbox',
    '/people',
    '/people/new',
    '/people/recent',
    '/notices',
    '/notices/new',
    '/clock',
    '/overview',
    `/inbox/${service.ses!.mails()[0]!.messageId}`,
  ];

  test('are valid and accessible HTML under a strict policy', async () => {
    for (const path of paths()) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('cache-control')).toBe('no-store');
      const report = await html.validateString(await response.text());
      expect(
        report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${path} ${ruleId} ${message}`)),
      ).toEqual([]);
    }
  });

  test('have the colours of the emails', () => {
    const { light, dark } = JSON.parse(readFileSync(join(roots.engine, 'templates/tokens.json'), 'utf8')) as object &
      typeof palettes;
    expect(palettes).toEqual({ light, dark });
  });

  test('list the mails, newest first', async () => {
    const page = await (await get('/inbox')).text();
    expect([...page.matchAll(/class="subject">([^<]*)/g)].map(([, subject]) => subject)).toEqual([
      'Hour 10',
      'Hour 09',
    ]);
  });

  test('show a mail in frames in which nothing runs', async () => {
    const { messageId } = service.ses!.mails()[0]!;
    const page = await (await get(`/inbox/${messageId}`)).text();
    expect(page.match(/<iframe[^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/g)).toHaveLength(2);
    expect(page).toContain('Planned for 2026-11-23T09:00:00Z');
    const frame = await get(`/inbox/${messageId}/html`);
    expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups .*default-src 'none'/);
    expect(await frame.text()).toContain('<head><base target="_blank">');
    const raw = await get(`/inbox/${messageId}/raw`);
    expect(raw.headers.get('content-disposition')).toContain('attachment');
    expect(Buffer.from(await raw.arrayBuffer()).equals(service.ses!.raw(messageId))).toBe(true);
  });

  test('show a person, what may be done for them, and do nothing that was not said', async () => {
    const { id } = aSubscriber();
    const page = await (await get(`/people/${id}`)).text();
    const offered = [...page.matchAll(/action="\/local\/people\/[^/]+\/([a-z-]+)"/g)].map(([, name]) => name);
    // Nobody is half way here, has had a lesson, or has yet to confirm.
    const notNow = ['stop-here', 'go-on', 'confirm-again', 'again'];
    const now = Object.keys(personActions).filter((name) => !notNow.includes(name));
    expect(new Set(offered)).toEqual(new Set(now));
    const refused = await post(`/people/${id}/erase`, new URLSearchParams({ typed: '' }));
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Nothing changed: tick that they asked to have everything erased');
    const unread = await post(`/people/${id}/pause`, new URLSearchParams({ typed: '2026-02-31' }));
    expect(await unread.text()).toContain('This is not a date such as');
    expect((await post(`/people/${id}/forgive`, '')).status).toBe(404);
    expect(await json(get('/api/people'))).toMatchObject([{ id, status: 'active' }]);
    const done = await post(`/people/${id}/erase`, new URLSearchParams({ sure: 'yes' }));
    expect(done.headers.get('location')).toBe(`/local/people/${id}?done=erase`);
    expect(await (await get(`/people/${id}?done=erase`)).text()).toContain('role="status">Erased.');
  });

  test('that are not there say so', async () => {
    for (const path of ['/inbox/none', '/inbox/none/html', '/inbox/none/raw', '/nowhere', '/api/nowhere']) {
      expect((await get(path)).status).toBe(404);
    }
  });

  test('move the clock by a form, without a script', async () => {
    const before = service.clockwork.nextTick();
    const moved = await post('/clock', new URLSearchParams({ by: 'tick' }));
    expect(moved.status).toBe(303);
    expect(moved.headers.get('location')).toBe('/local/clock');
    expect(service.clock.now()).toEqual(before);
    await post('/clock', new URLSearchParams({ to: '2026-11-23T12:30' }));
    expect(service.clock.now().toString()).toBe('2026-11-23T12:30:00Z');
    const refused = await post('/clock', new URLSearchParams({ to: '2020-01-01T00:00' }));
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/role="alert">The clock cannot go back/);
  });
});

describe('other sites', () => {
  const move = '{"to":"2027-01-01T00:00:00Z"}';

  // <form method="post" action="http://localhost:8420/local/clock"> on a page elsewhere
  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ])('cannot move the clock (%j)', async (headers) => {
    const now = service.clock.now();
    expect((await post('/api/clock', move, headers as Record<string, string>)).status).toBe(403);
    expect((await post('/clock', new URLSearchParams({ by: 'week' }), headers as Record<string, string>)).status).toBe(
      403,
    );
    expect(service.clock.now()).toEqual(now);
  });

  test('cannot read the mails by a name of their own for this machine', async () => {
    // fetch does not let a program choose the Host field.
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      const { hostname, port } = new URL(service.url);
      request(
        { hostname, port, path: '/local/api/mails', headers: { host: `rebound.example:${port}` } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      ).end();
    });
    expect(status).toBe(403);
  });

  test('the console itself, and programs, may', async () => {
    const { origin } = new URL(service.url);
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin }] as Record<string, string>[]) {
      expect((await post('/clock', new URLSearchParams({ by: 'tick' }), headers)).status).toBe(303);
    }
  });
});
