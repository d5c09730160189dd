import { describe, expect, it } from '@jest/globals';
import { aSeries, aSubscriber, idOf, libraryOf } from '../../support/builders.ts';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

const calm = { ...aSeries(['breathe', 'walk']), id: 'calm', title: 'Calm', promise: 'A little calmer.' };
const sleep = { ...aSeries(['evening', 'walk']), id: 'sleep', title: 'Sleep', promise: 'A better night.' };

/** A site that offers both. */
function start(...series: (typeof calm)[]) {
  const w = siteWorld();
  w.deps.series = libraryOf(...(series.length > 0 ? series : [calm, sleep]));
  const ann = () => w.subscribers.person(idOf('ann'));
  return {
    ...w,
    ann,
    settings: `/settings/${w.tokenOf('settings', idOf('ann'))}`,
    again: `/again/${w.tokenOf('settings', idOf('ann'))}`,
  };
}
const textOf = async (response: Response | Promise<Response>) => (await response).text();

describe('the landing page of each series', () => {
  it('speaks of its own lessons, and leads to the others', async () => {
    const w = start();
    const first = await textOf(w.get('/'));
    expect(first).toContain('Lesson breathe');
    expect(first).toContain('<a href="/series/sleep">Sleep</a>');
    const second = await textOf(w.get('/series/sleep'));
    expect(second).toContain('Lesson evening');
    expect(second).toContain('href="/series/sleep/lesson/evening"');
    expect(second).toContain('<a href="/">Calm</a>');
  });

  it('says nothing of others where there is one', async () => {
    const w = start(calm);
    expect(await textOf(w.get('/'))).not.toContain('Other courses');
  });

  it('has one address: the start page is not found twice', async () => {
    const w = start();
    const response = await w.get('/series/calm');
    expect([response.status, response.headers.get('location')]).toEqual([308, '/']);
    expect((await w.get('/series/nowhere')).status).toBe(404);
  });

  it('signs up for its own series, and with what is wrong comes back itself', async () => {
    const w = start();
    expect(await textOf(w.get('/series/sleep'))).toContain('name="series" value="sleep"');
    await w.post('/sign-up', { ...signUpFields, series: 'sleep' });
    expect([...w.subscribers.signUps.values()]).toMatchObject([{ series: 'sleep' }]);
    const wrong = await w.post('/sign-up', { ...signUpFields, series: 'sleep', email: 'ann' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('Lesson evening');
    const inbox = await textOf(w.post('/sign-up', { ...signUpFields, series: 'sleep' }));
    expect(inbox).toContain('href="/series/sleep#email"');
  });

  it('takes a form that names none for the first, and keeps what was typed for one that is gone', async () => {
    const w = start();
    await w.post('/sign-up', signUpFields);
    expect([...w.subscribers.signUps.values()]).toMatchObject([{ series: 'calm' }]);
    const gone = await w.post('/sign-up', { ...signUpFields, series: 'gone', email: 'bea@example.org' });
    expect(gone.status).toBe(410);
    const page = await gone.text();
    expect(page).toContain('not offered any more');
    expect(page).toContain('value="bea@example.org"');
    expect(w.subscribers.signUps.size).toBe(1);
  });
});

describe('pages of a lesson', () => {
  it('are at the address of their series, and old links still find them', async () => {
    const w = start();
    for (const path of [
      '/lesson/breathe',
      '/lesson/evening',
      '/series/sleep/lesson/evening',
      '/series/calm/lesson/walk',
    ]) {
      expect([path, (await w.get(path)).status]).toEqual([path, 200]);
    }
    for (const path of ['/series/calm/lesson/evening', '/series/nowhere/lesson/walk', '/lesson/nothing']) {
      expect([path, (await w.get(path)).status]).toEqual([path, 404]);
    }
  });

  it('have their sources beside those of the others', async () => {
    const w = start();
    expect(await textOf(w.get('/sources'))).toContain('href="/series/sleep/sources"');
    const second = await textOf(w.get('/series/sleep/sources'));
    expect(second).toContain('Lesson evening');
    expect(second).toContain('href="/sources"');
    expect((await w.get('/series/nowhere/sources')).status).toBe(404);
  });
});

describe('going over to another course', () => {
  it('is one press in the settings', async () => {
    const w = start();
    w.keep(aSubscriber({ series: 'calm' }));
    expect(await textOf(w.get(w.settings))).toContain('Go over to “Sleep”');
    const done = await textOf(w.post(`${w.settings}/series`, { series: 'sleep' }));
    expect(done).toContain('You are in “Sleep” now.');
    expect(done).toContain('Go over to “Calm”');
    expect(w.ann().series).toBe('sleep');
  });

  it('is offered after the last lesson too', async () => {
    const w = start();
    const at = '2026-11-02T06:00:00Z';
    w.keep(aSubscriber({ series: 'calm', status: 'completed', sent: { breathe: at, walk: at } }));
    expect(await textOf(w.get(w.again))).toContain('Go over to “Sleep”');
    expect(await textOf(w.get(w.settings))).toContain('Go over to “Sleep”');
    await w.post(`${w.settings}/series`, { series: 'sleep' });
    expect(w.ann()).toMatchObject({ series: 'sleep', status: 'active' });
  });

  it('is nothing that a made-up name can do, or a link on its own', async () => {
    const w = start();
    w.keep(aSubscriber({ series: 'calm' }));
    const before = w.everything();
    for (const series of ['nowhere', 'calm', '']) await w.post(`${w.settings}/series`, { series });
    await w.get(`${w.settings}/series`);
    expect(w.everything()).toBe(before);
  });

  it('is offered to who is in one that is gone, and says so', async () => {
    const w = start();
    w.keep(aSubscriber({ series: 'gone' }));
    const page = await textOf(w.get(w.settings));
    expect(page).toContain('Your course is not offered any more');
    expect(page).toContain('Go over to “Calm”');
    expect(page).not.toContain('You are in “');
  });
});

describe('help and a bad day', () => {
  it('are what the series says of them; one that says nothing has help for anybody, and that on a bad day', async () => {
    const w = start(calm, { ...sleep, pages: {} });
    expect(await textOf(w.get('/help'))).toContain('back pain');
    const help = await textOf(w.get('/series/sleep/help?country=NZ'));
    expect(help).not.toContain('back pain');
    expect(help).toMatch(/The number in New Zealand is <a href="tel:111">/);
    expect(help).toContain('id="harm"');
    // Mails of a series that is no longer offered lead there.
    expect((await w.get('/series/nowhere/help')).status).toBe(200);
    expect((await w.get('/series/nowhere/bad-day')).status).toBe(404);
    w.keep(aSubscriber({ series: 'sleep' }));
    for (const path of ['/series/sleep/bad-day', `/bad-day/${w.tokenOf('diary', idOf('ann'))}`]) {
      const response = await w.get(path);
      expect([path, response.status, response.headers.get('location')]).toEqual([path, 302, '/series/sleep/help']);
    }
  });
});

describe('the lesson for a bad day', () => {
  const onDemand = {
    id: 'flare-up',
    title: 'A flare-up',
    choice: '',
    promise: '',
    onDemand: true,
    offerAfter: [],
    lessons: calm.lessons.slice(1),
  };

  it('is offered to who is in a course that has one, and to nobody else', async () => {
    const w = start({ ...calm, branches: [onDemand] }, sleep);
    const path = `/bad-day/${w.tokenOf('diary', idOf('ann'))}`;
    w.keep(aSubscriber({ series: 'sleep' }));
    expect(await textOf(w.get(path))).not.toContain('Mail it to me');
    expect(await textOf(w.post(path))).toContain('Three minutes');
    expect(w.asked).toEqual([]);
    w.keep(aSubscriber({ series: 'calm' }));
    expect(await textOf(w.get(path))).toContain('Mail it to me');
    await w.post(path);
    expect(w.asked).toMatchObject([{ kind: 'on-demand' }]);
  });

  it('is left out, and the first aid shows, when the table does not answer', async () => {
    const w = start({ ...calm, branches: [onDemand] });
    w.deps.subscribers.find = async () => Promise.reject(new Error('no table'));
    const response = await w.get(`/bad-day/${w.tokenOf('diary', idOf('ann'))}`);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Three minutes')]);
  });
});

it('the API signs up for the series that it names', async () => {
  const w = start();
  w.apiKeys.set('wwk_ours', { id: 'ours', name: 'clinic', scopes: ['sign-up'], createdAt: '2026-01-01T00:00:00Z' });
  const send = async (series: string) =>
    w.app.request('/api/v1/sign-ups', {
      method: 'POST',
      headers: { authorization: 'Bearer wwk_ours' },
      body: JSON.stringify({
        email: 'ann@example.org',
        zone: 'Europe/Berlin',
        lessonDay: 2,
        sendTime: '07:15',
        consentVersion: '1',
        series,
      }),
    });
  expect((await send('sleep')).status).toBe(202);
  expect([...w.subscribers.signUps.values()]).toMatchObject([{ series: 'sleep' }]);
  expect(await (await send('gone')).json()).toMatchObject({ status: 422, errors: [{ pointer: '/series' }] });
});

it('the confirmation page names what was asked for', async () => {
  const w = start();
  await w.post('/sign-up', { ...signUpFields, series: 'sleep' });
  const [signUp] = w.subscribers.signUps.values();
  expect(await textOf(w.get(`/confirm/${w.tokenOf('confirm', signUp!.id)}`))).toContain('one lesson a week: Sleep');
});
