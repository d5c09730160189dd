import { expect, test } from '@jest/globals';
import { linkPurposes } from '../../lambdas/core/mail/link-purpose.ts';
import { readToken } from '../../lambdas/core/mail/link-token.ts';
import { aSubscriber } from '../support/builders.ts';
import { crawl, linksIn } from '../support/crawl.ts';
import { siteWorld, testKeyring } from '../support/site-world.ts';

/** Every page that opens is asked for newer or stronger links, again and again, by nothing but opening pages. */

function start() {
  const w = siteWorld();
  w.keep(aSubscriber({ sent: { one: '2026-11-16T06:00:00Z' }, feed: 'secret' }));
  return { ...w, days: (count: number) => (w.clock.at = w.clock.at.add({ hours: 24 * count })) };
}

test('a link to the course, opened again and again, opens nothing after its time', async () => {
  const w = start();
  const { course, checkIn, plan, progress } = linksIn(w, 'lesson');
  let known = [course, checkIn, plan, progress];
  for (let round = 0; round < 4; round += 1) {
    w.days(20);
    known = [...(await crawl(w, known)).pages.keys()];
  }
  // First aid shows to everybody, by whatever link.
  const closed = known.filter((path) => !path.startsWith('/bad-day/'));
  expect((await crawl(w, closed)).shown).toBe('');
});

/** When a link ends, in milliseconds; undefined: what its path opens by is no token. */
function endOf(path: string, w: ReturnType<typeof start>): number | undefined {
  const token = path.split(/[/?]/).find((part) => /\.[\w-]{22}$/.test(part)) ?? '';
  for (const purpose of linkPurposes) {
    const reading = readToken(testKeyring, purpose, token, w.clock.now());
    if (reading.valid) return purpose === 'feed' ? 0 : (reading.expiresAt?.epochMilliseconds ?? Infinity);
  }
  return undefined;
}

test('no page gives out a link that lasts longer than the one that opened it', async () => {
  const w = start();
  const mailed = Object.values({ ...linksIn(w, 'lesson'), ...linksIn(w, 'reminder'), ...linksIn(w, 'link') });
  const renewed: string[] = [];
  for (const days of [0, 10, 19]) {
    w.days(days);
    for (const path of mailed) {
      const end = endOf(path, w);
      if (end === undefined) continue;
      const { pages, forms } = await crawl(w, [path]);
      renewed.push(...[...pages.keys(), ...forms].filter((found) => (endOf(found, w) ?? 0) > end));
    }
  }
  expect(renewed).toEqual([]);
});

test('a link for an answer leads to no settings, weeks or data', async () => {
  const w = start();
  const { checkIn, plan, badDay } = linksIn(w, 'lesson');
  const { pages, forms } = await crawl(w, [checkIn, plan, badDay, linksIn(w, 'reminder').done]);
  for (const path of [...pages.keys(), ...forms]) expect(path).not.toMatch(/^\/(settings|progress|data|course|zone)\//);
});
