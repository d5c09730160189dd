import { describe, expect, it } from '@jest/globals';
import { unsubscribing } from '../../../lambdas/site/unsubscribing.ts';
import { everyPage, type Visit } from '../../support/site-pages.ts';
import { siteWorld } from '../../support/site-world.ts';

const isLeaving = ({ path }: Visit) => path.startsWith('/unsubscribe/');

/** The unsubscribe pages without the rest of the site, with no more than their function has. */
function start() {
  const w = siteWorld();
  const { clock, ids, keyring, subscribers, queues, series, sender, contacts, log } = w.deps;
  const app = unsubscribing({ clock, ids, keyring, subscribers, queues, series, sender, contacts, log });
  const visits = everyPage(w);
  const ask = async (path: string, fields?: Record<string, string>) => {
    const answer = await app.request(path, fields && { method: 'POST', body: new URLSearchParams(fields) });
    return answer.status === 303 ? app.request(answer.headers.get('Location')!) : answer;
  };
  return { ...w, app, ask, visits: visits.filter(isLeaving), others: visits.filter((one) => !isLeaving(one)) };
}

const headersOf = ({ headers }: Response) => Object.fromEntries(headers);

describe('the unsubscribe function', () => {
  it('has every unsubscribe page, the same as the site', async () => {
    const [alone, whole] = [start(), siteWorld()];
    const asInTheSite = everyPage(whole).filter(isLeaving);
    expect(alone.visits.length).toBeGreaterThan(5);
    for (const [index, { name, path, fields, status }] of alone.visits.entries()) {
      const answer = await alone.ask(path, fields);
      expect([name, answer.status]).toEqual([name, status]);
      const same = asInTheSite[index]!;
      const expected =
        same.fields === undefined ? await whole.get(same.path) : await whole.post(same.path, same.fields);
      expect(await answer.text()).toBe(await expected.text());
      expect(headersOf(answer)).toEqual(headersOf(expected));
    }
    expect(alone.everything()).toBe(whole.everything());
  });

  it('has no other page', async () => {
    const w = start();
    for (const { path, fields } of w.others) expect([path, (await w.ask(path, fields)).status]).toEqual([path, 404]);
  });

  it('answers wrong methods and errors as the site does', async () => {
    const w = start();
    const { path } = w.visits[0]!;
    const wrong = await w.app.request(path, { method: 'PUT' });
    expect([wrong.status, wrong.headers.get('Allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
    w.subscribers.find = async () => {
      throw new Error('table is away');
    };
    const failed = await w.ask(path, {});
    expect([failed.status, failed.headers.get('Retry-After')]).toEqual([503, '60']);
    expect(await failed.text()).not.toContain('table is away');
    expect(w.logged).toMatchObject([
      { event: 'site.failed', fields: { route: '/unsubscribe/:token', method: 'POST' } },
    ]);
  });
});
