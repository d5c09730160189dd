import { describe, expect, it } from '@jest/globals';
import { linkPurposes } from '../../../lambdas/core/mail/link-purpose.ts';
import { filled, hrefOf, inEachSeries, links, type Link } from '../../../lambdas/core/mail/links.ts';
import { idOf } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';

/** Those that answer: what stands at every path only looks on, and so does what stands at a path for all methods. */
const routes = siteWorld().app.routes.filter(({ path }) => path !== '/*');
const patterns = (link: Link): string[] => [link.path, ...('ofSeries' in link ? [inEachSeries(link)] : [])];
/** Files have a route for each. */
const assetPrefix = hrefOf(links.asset, { file: '' });

describe('the table of links', () => {
  it('has every route of the site', () => {
    const known = new Set<string>(Object.values<Link>(links).flatMap(patterns));
    const unknown = routes.filter(({ path }) => !known.has(path) && !path.startsWith(assetPrefix));
    expect(unknown.map(({ path }) => path)).toEqual([]);
  });

  it('has nothing that is no route', () => {
    const there = new Set(routes.map(({ path }) => path));
    const missing = Object.values<Link>(links).filter(
      (link) => link !== links.asset && patterns(link).some((path) => !there.has(path)),
    );
    expect(missing).toEqual([]);
    expect(routes.some(({ path }) => path.startsWith(assetPrefix))).toBe(true);
  });

  it('says which token opens a page: no other does', async () => {
    const w = siteWorld();
    const forEverybody: Link[] = [links.ownBadDay, links.ownPractise, links.undoPractice];
    const refusals = ['This link does not work', 'For this we mail you a link'];
    const params = { lesson: 'one', file: 'one.ics', step: 'again' };
    for (const link of Object.values(links)) {
      if (!('purpose' in link)) continue;
      for (const { method } of routes.filter(({ method, path }) => method !== 'ALL' && path === link.path)) {
        // A practice, and the page for a bad day, show to everybody; a good link only adds a button.
        if (method === 'GET' && forEverybody.includes(link)) continue;
        for (const purpose of linkPurposes) {
          const path = filled(link.path, { ...params, token: w.tokenOf(purpose, idOf('ann')) });
          const answer = await w.app.request(path, { method });
          // The address of a form leads to its page.
          const page = await (
            method === 'GET' && answer.status === 303 ? await w.get(answer.headers.get('Location')!) : answer
          ).text();
          const isRefused = refusals.some((words) => page.includes(words));
          expect([method, link.path, purpose, isRefused]).toEqual([
            method,
            link.path,
            purpose,
            purpose !== link.purpose,
          ]);
        }
      }
    }
  });
});
