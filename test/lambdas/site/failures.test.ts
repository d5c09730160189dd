import { describe, expect, it } from '@jest/globals';
import { idOf } from '../../support/builders.ts';
import { everyPage, peopleAndLinks, visit } from '../../support/site-pages.ts';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

function brokenWorld(error: Error = new Error('the store is down')) {
  const w = siteWorld();
  const at = peopleAndLinks(w);
  const fail = () => Promise.reject(error);
  Object.assign(w.subscribers, { find: fail, findSignUp: fail, recordSignUp: fail, change: fail, activate: fail });
  return { ...w, at };
}

describe('a store that fails', () => {
  it('is a 503 that asks to try again, and never a false success', async () => {
    const w = brokenWorld();
    const visits: [string, Record<string, string>?][] = [
      ['/sign-up', signUpFields],
      [w.at.confirm('new'), {}],
      [w.at.unsubscribe('ann'), { 'List-Unsubscribe': 'One-Click' }],
      [w.at.undo('ann'), {}],
      [`${w.at.unsubscribe('ann')}/reason`, { reason: 'other' }],
      [w.at.settings('ann'), { ...signUpFields, locale: 'en' }],
      [`${w.at.settings('ann')}/pause`, { weeks: '1' }],
      [`${w.at.settings('ann')}/resume`, {}],
      [w.at.again('cem'), {}],
    ];
    for (const [path, fields] of visits) {
      const response = await w.post(path, fields);
      expect([path, response.status, response.headers.get('Retry-After')]).toEqual([path, 503, '60']);
      expect(response.headers.get('Cache-Control')).toBe('no-store');
      expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      const page = await response.text();
      expect(page).toContain('That did not work');
      expect(page).not.toMatch(/store is down|\.ts:|Error:/);
    }
    expect(w.logged).toHaveLength(visits.length);
  });

  it('does not stand in the way of the unsubscribe page', async () => {
    const w = brokenWorld();
    expect((await w.get(w.at.unsubscribe('ann'))).status).toBe(200);
  });

  it('is told apart from a mistake of ours, which trying again would not mend', async () => {
    const w = brokenWorld(new TypeError('undefined is not a function'));
    const response = await w.post(w.at.unsubscribe('ann'));
    expect([response.status, response.headers.has('Retry-After')]).toEqual([500, false]);
  });
});

describe('the log', () => {
  it('names the person by id and the route by pattern', async () => {
    const w = brokenWorld();
    await w.post(`${w.at.settings('ann')}/pause`, { weeks: '1' });
    expect(w.logged).toMatchObject([
      { event: 'site.failed', fields: { route: '/settings/:token/pause', method: 'POST', subscriber: idOf('ann') } },
    ]);
  });

  it('holds no address, name, token or link, whatever happens', async () => {
    const [working, broken] = [siteWorld(), brokenWorld()];
    for (const w of [working, broken]) for (const one of everyPage(w)) await visit(w, one);
    const text = JSON.stringify([...working.logged, ...broken.logged]);
    expect(text).toContain('subscriber.unsubscribed');
    expect(text).not.toMatch(/@|\bAnn\b|b\.ann_|https?:|\/settings\/b/);
  });
});

describe('a request that does not fit', () => {
  it.each(['/sign-up', '/link'])('is turned down at %s when its body is larger than 10 KB', async (path) => {
    const w = siteWorld();
    const before = w.everything();
    expect((await w.post(path, { ...signUpFields, firstName: 'x'.repeat(10_300) })).status).toBe(413);
    expect(w.everything()).toBe(before);
  });

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencodedx'])(
    'is turned down when its body is %s',
    async (type) => {
      const w = siteWorld();
      const at = peopleAndLinks(w);
      const before = w.everything();
      const body = new URLSearchParams(signUpFields).toString();
      for (const path of ['/sign-up', '/link', at.confirm('new'), at.settings('ann'), `${at.settings('ann')}/resume`]) {
        const response = await w.app.request(path, { method: 'POST', body, headers: { 'Content-Type': type } });
        expect([path, response.status]).toEqual([path, 415]);
      }
      expect(w.everything()).toBe(before);
    },
  );

  it('is turned down when its multipart body is cut short', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
    const response = await siteWorld().app.request('/link', { method: 'POST', body: '--b\r\nContent-Disp', headers });
    expect(response.status).toBe(400);
  });

  it.each([
    ['PUT', '/', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/settings/x', 'GET, HEAD, POST, OPTIONS'],
    ['PATCH', '/unsubscribe/x/undo', 'GET, HEAD, POST, OPTIONS'],
  ])('is told which methods there are: %s %s', async (method, path, allow) => {
    const response = await siteWorld().app.request(path, { method });
    expect([response.status, response.headers.get('Allow')]).toEqual([405, allow]);
    expect(await response.text()).toContain('<h1>');
  });
});
