import { expect, test } from '@jest/globals';
import { aSubscriber, idOf } from '../support/builders.ts';
import { crawl, linksIn } from '../support/crawl.ts';
import { siteWorld } from '../support/site-world.ts';

/** The link that ends mail stands in headers, which providers, gateways and reports see, and it never runs out. */

test('who has it can end mail and say why; it opens nothing, and later it brings nothing back', async () => {
  const w = siteWorld();
  w.keep(aSubscriber());
  const { unsubscribe } = linksIn(w, 'lesson');
  w.clock.at = w.clock.at.add({ hours: 75 * 24 });
  const left = await (await w.post(unsubscribe)).text();
  const undo = /action="(\/[^"]+\/undo|\/undo\/[^"]+)"/.exec(left)?.[1] ?? '';
  const undone = await (await w.post(undo)).text();
  const { pages, forms } = await crawl(w, [
    unsubscribe,
    ...[...(left + undone).matchAll(/href="([^"]+)"/g)].map(([, href]) => href!),
  ]);
  for (const path of [...pages.keys(), ...forms]) expect(path).not.toMatch(/^\/(settings|data|progress|course)\//);
  expect(w.subscribers.person(idOf('ann')).status).toBe('active');

  await w.post(unsubscribe);
  w.clock.at = w.clock.at.add({ hours: 2 });
  const later = await (await w.post(unsubscribe)).text();
  expect(later).not.toMatch(/action="[^"]*undo/);
  for (const path of [`${unsubscribe}/undo`, unsubscribe.replace('/unsubscribe/', '/undo/')]) await w.post(path);
  expect(w.subscribers.person(idOf('ann')).status).toBe('unsubscribed');
});
