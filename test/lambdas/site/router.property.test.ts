import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Hono } from 'hono';
import type { Router } from 'hono/router';
import { LinearRouter } from 'hono/router/linear-router';
import { unsubscribing } from '../../../lambdas/site/unsubscribing.ts';
import { siteWorld } from '../../support/site-world.ts';

/*
 * Goal: the site finds for each request the routes that Hono's usual router finds, in the same order and with the same parameters. Ours goes
 * through the routes one by one, and refuses a kind of path that Hono's knows only once a request comes.
 */

const { app, deps } = siteWorld();

/** What a router answers, however it answers it: the numbers of routes, each with its parameters. */
function found(router: Router<number>, method: string, path: string) {
  const [handlers, values] = router.match(method, path);
  return handlers.map(([route, names]) => [
    route,
    values === undefined
      ? { ...names }
      : Object.fromEntries(Object.entries(names).map(([name, place]) => [name, values[place as number]])),
  ]);
}

/** What stands in a path, and what somebody may make of it. */
const strange = [
  '',
  '.',
  ':token',
  'x.ics',
  'X_-.ics',
  'x.ics.ics',
  '%2F',
  '%',
  '%25',
  'ö',
  'a b',
  'a%0Ab',
  'undo',
  'v1',
  'de',
];
const segment = (own: string) => fc.oneof({ weight: 4, arbitrary: fc.constant(own) }, fc.constantFrom(...strange));

test.each([
  ['the site', app],
  ['the function of unsubscribing', unsubscribing(deps)],
])('%s finds the routes that Hono’s usual router finds', (_name, site) => {
  const usual = new Hono().router as unknown as Router<number>;
  const ours: Router<number> = new LinearRouter();
  for (const [number, { method, path }] of site.routes.entries())
    for (const router of [usual, ours]) router.add(method, path, number);
  expect(site.router.name).toBe(ours.name);
  const paths = fc.constantFrom(...new Set(site.routes.map(({ path }) => path))).chain((path) =>
    fc.tuple(...path.slice(1).split('/').map(segment), fc.constantFrom('', '', '/', '/more')).map((parts) => {
      const end = parts.pop()!;
      return `/${parts.map((part) => part.replace(/\{.*\}$/, '')).join('/')}${end}`;
    }),
  );
  let met = 0;
  fc.assert(
    fc.property(
      fc.constantFrom('', '', '/de', '/es/'),
      paths,
      fc.constantFrom('GET', 'POST', 'PUT'),
      (language, typed, method) => {
        // As the site reads it: without a language, and without one slash at the end.
        const path = site.getPath(new Request(`https://weekwise.example${language}${typed}`));
        // Ours forgives a second slash at the end; the usual one calls what stands at every path twice for a path that is called so.
        fc.pre((path === '/' || !path.endsWith('/')) && path !== '/*');
        const here = found(ours, method, path);
        met += here.length;
        expect([path, here]).toEqual([path, found(usual, method, path)]);
      },
    ),
    { numRuns: 600 },
  );
  expect(met).toBeGreaterThan(2_000);
});
