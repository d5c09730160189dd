import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Hono } from 'hono';
import { consoleApp } from '../../../lib/console/app.tsx';
import { peopleSection } from '../../../lib/operator/console/people.tsx';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { operatorConnection } from '../../support/operator-connection.ts';
import { joins } from '../../support/people.ts';

/* The operator's page of people, as a browser without script has it. */

let deps: Awaited<ReturnType<typeof operatorConnection>>;
let app: Hono;
const ann = idOf('ann');

beforeAll(async () => {
  deps = await operatorConnection(60);
  const { connection } = deps;
  await joins(
    connection.subscribers,
    aSubscriber({ id: ann, address: 'ann.marie@clinic.example', firstName: 'Ann-Marie', from: 'clinic-north' }),
  );
  const onError = (error: unknown) => {
    throw error;
  };
  app = consoleApp({ name: 'a stage', sections: [peopleSection(connection, false)], onError });
});
afterAll(async () => deps?.emulators.stop());

const get = async (path: string) => app.request(path);
const post = async (path: string, fields: Record<string, string>) =>
  app.request(path, { method: 'POST', body: new URLSearchParams(fields) });
const textOf = async (response: Response) =>
  (await response.text()).replaceAll(/<[^>]+>/g, '\n').replaceAll(/\s*\n\s*/g, '\n');

/** Searches, and goes where the answer leads. */
async function search(fields: Record<string, string>) {
  const found = await post('/local/people', fields);
  expect(found.status).toBe(303);
  const address = found.headers.get('location')!;
  return { address, page: await textOf(await get(address)) };
}

describe('the list of people', () => {
  test('is in pages of fifty', async () => {
    const first = await textOf(await get('/local/people'));
    const total = Number(/People 1 to 50 of (\d+)/.exec(first)?.[1]);
    expect(total).toBeGreaterThan(50);
    expect(first).toContain('Page 1 of 2');
    expect(await textOf(await get('/local/people?page=2'))).toContain(`People 51 to ${total} of ${total}`);
    expect(await textOf(await get('/local/people?page=99'))).toContain('Page 2 of 2');
  });

  test('is narrowed by what its address may say', async () => {
    const { address, page } = await search({ contains: '', status: 'active', from: 'clinic-north', sort: 'since' });
    expect(address).toBe('/local/people?status=active&from=clinic-north&sort=since');
    expect(page).toContain('People 1 to 1 of 1');
    expect(page).toContain('Ann-Marie\nann.marie@clinic.example\nactive\n');
    expect(page).toContain('clinic-north');
  });

  test('is narrowed by a part of an address, a name or a note, which is in no address', async () => {
    const { address, page } = await search({ contains: 'Marie@clinic', status: 'active' });
    expect(address).toMatch(/^\/local\/people\?status=active&words=[0-9a-f-]{36}$/);
    expect(page).toContain('People 1 to 1 of 1');
    expect((await search({ note: 'nobody has this' })).page).toContain('Nobody fits.');
  });

  test('leads straight to somebody whose whole address or id is typed', async () => {
    const { address } = await search({ contains: ann });
    expect(address).toBe(`/local/people/${ann}`);
    expect((await search({ contains: 'nobody@example.org' })).address).toMatch(/^\/local\/people\/[\w-]{22}$/);
  });

  test.each([
    ['words=forgotten', 'please search once more'],
    ['since=yesterday', 'cannot be read'],
    ['status=asleep', 'cannot be read'],
  ])('says what is wrong with ?%s', async (query, says) => {
    const answer = await get(`/local/people?${query}`);
    expect(answer.status).toBe(422);
    expect(await textOf(answer)).toContain(says);
  });
});

describe('the page of a person', () => {
  test('says who they are', async () => {
    const page = await textOf(await get(`/local/people/${ann}`));
    expect(page).toContain('Name and address\nAnn-Marie &lt;ann.marie@clinic.example&gt;\n');
    expect(page).toContain('Came by\nclinic-north\n');
  });

  test('takes a note, says that they can read it, and lets it be emptied', async () => {
    const saved = await post(`/local/people/${ann}/note`, { typed: 'Likes Fridays.' });
    const page = await (await get(saved.headers.get('location')!)).text();
    expect(page).toContain('They can read it on the page with their own data.');
    expect(page).toContain('value="Likes Fridays."');
    expect((await search({ note: 'fridays' })).page).toContain('Likes Fridays.');
    await post(`/local/people/${ann}/note`, { typed: '' });
    expect(await deps.connection.subscribers.find(ann)).not.toHaveProperty('note');
    expect((await post(`/local/people/${ann}/note`, { typed: 'x'.repeat(201) })).status).toBe(422);
  });
});

describe('somebody is added', () => {
  const bea = { email: 'Bea@Example.org', firstName: 'Bea', zone: 'europe/berlin', lessonDay: '5', sendTime: '18:15' };
  const record = { consentText: 'Our leaflet of 2026', consentSource: 'paper form', consentAt: '2026-12-01' };
  const idIn = (answer: Response) => /people\/([^?]+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';

  test.each<[string, Record<string, string>, string]>([
    [
      'without saying that they agreed',
      { consent: 'recorded', ...record },
      'tick that they agreed to get these emails',
    ],
    ['without its record', { consent: 'recorded', sure: 'yes' }, 'say which words they agreed to'],
    ['without a zone', { zone: '' }, 'say in which time zone'],
    ['by what is no address', { email: 'bea' }, 'email is not an email address'],
  ])('not %s, and what was typed stays', async (_, fields, says) => {
    const answer = await post('/local/people/new', { ...bea, ...fields });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(says);
    expect(page).toContain('value="Bea"');
    expect((await search({ contains: 'bea@' })).page).toContain('Nobody fits.');
  });

  test('by an email that asks them, which can be sent again', async () => {
    const { connection } = deps;
    const answer = await post('/local/people/new', { ...bea, email: 'asked@example.org', consent: 'ask', ...record });
    expect(answer.headers.get('location')).toMatch(/\?done=asked$/);
    expect(await connection.subscribers.findSignUp(idIn(answer))).toMatchObject({
      address: 'asked@example.org',
      consent: { textVersion: 'confirmation-mail' },
      importedBy: 'by-hand',
    });
    expect(await textOf(await get(`/local/people/${idIn(answer)}`))).toContain('Mail the confirmation again');
    const again = await post(`/local/people/${idIn(answer)}/confirm-again`, {});
    expect(again.headers.get('location')).toContain('done=confirm-again');
  });

  test('with the consent that they gave, and is among what happened lately', async () => {
    const answer = await post('/local/people/new', { ...bea, consent: 'recorded', sure: 'yes', ...record });
    expect(answer.headers.get('location')).toMatch(/\?done=added$/);
    const person = await deps.connection.subscribers.find(idIn(answer));
    expect(person).toMatchObject({ status: 'active', preferences: { zone: 'Europe/Berlin', lessonDay: 5 } });
    expect(await textOf(await get('/local/people/recent'))).toContain(
      'Bea &lt;Bea@example.org&gt;\nCame by the import by-hand\n',
    );
    const twice = await post('/local/people/new', { ...bea, consent: 'recorded', sure: 'yes', ...record });
    expect(twice.headers.get('location')).toMatch(/\?done=known$/);
  });
});

test('name, day, time and zone of somebody are corrected, and what is wrong is not folded away', async () => {
  const save = (action: string, typed: string) => post(`/local/people/${ann}/${action}`, { typed });
  for (const [action, typed] of Object.entries({ name: 'Anna', day: 'Friday', time: '18:15', zone: 'asia/tokyo' })) {
    expect((await save(action, typed)).headers.get('location')).toContain(`done=${action}`);
  }
  expect(await deps.connection.subscribers.find(ann)).toMatchObject({
    firstName: 'Anna',
    preferences: { lessonDay: 5, sendTime: '18:15', zone: 'Asia/Tokyo' },
  });
  const wrong = await save('time', '18:07');
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toMatch(/Choose a time on the quarter hour[\s\S]*<details class="card" open="">/);
});
