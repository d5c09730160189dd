import { expect, test } from '@jest/globals';
import type { SiteDeps } from '../../../lambdas/site/kit/deps.ts';
import { idOf } from '../../support/builders.ts';
import { everyPage, visit as visitOf } from '../../support/site-pages.ts';
import { siteWorld } from '../../support/site-world.ts';

const read = async (webhooks?: SiteDeps['webhooks']) => {
  const w = siteWorld();
  if (webhooks !== undefined) w.deps.webhooks = webhooks;
  return (await (await w.get('/privacy')).text()).replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');
};
const stayHere = 'Nobody else is sent them.';

test('without webhooks nobody else gets anything', async () => {
  const page = await read();
  expect(page).toContain('on our behalf, in its region eu-west-1. From there');
  expect(page).toContain('Nobody else gets it.');
  expect(page).not.toContain('another system');
  expect(page).toContain(stayHere);
});

test('says which events another system is told, and that they name nobody', async () => {
  const page = await read({ events: ['lesson.sent', 'checkin'], includes: [] });
  expect(page).toContain(
    'tells another system of Weekwise which lesson you got and that you answered a check-in, each with the time and your subscriber number.',
  );
  expect(page).toContain(stayHere);
});

test('says so where answers leave, and only where they do', async () => {
  const leaving = await read({ events: ['checkin'], includes: ['answers', 'address'] });
  expect(leaving).toContain('what you answered in a check-in (not the line to yourself), each with');
  expect(leaving).toContain('and your email address.');
  expect(leaving).not.toContain(stayHere);
  expect(await read({ events: ['subscribed'], includes: ['answers'] })).toContain(stayHere);
});

test('the landing page promises no more than that', async () => {
  const w = siteWorld();
  const landing = async () => (await (await w.get('/')).text()).replaceAll(/\s+/g, ' ');
  expect(await landing()).toContain('Nothing is sold or passed on.');
  w.deps.webhooks = { events: ['subscribed'], includes: [] };
  expect(await landing()).toContain('Nothing is sold. <a href="/privacy">What we send to another system</a>');
});

test('the terms are those of the deployment, and where the data are is said only where it is known', async () => {
  const w = siteWorld();
  const page = async () => (await (await w.get('/privacy')).text()).replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');
  expect(await page()).toContain('the same happens 12 months after our last email');
  w.deps.keepCompletedMonths = 1;
  w.deps.region = '';
  expect(await page()).toContain('the same happens a month after our last email');
  expect(await page()).not.toContain('region');
});

test('no page promises that nobody else can read what people tell, or that erasing reaches where it does not', async () => {
  const w = siteWorld();
  for (const visit of everyPage(w)) {
    const text = (await (await visitOf(w, visit)).text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    expect(`${visit.name}: ${text}`).not.toMatch(
      /you alone see|only you (can )?see|nobody (here )?reads|for nobody but you|everything that we know of you is deleted/i,
    );
  }
  const erase = await (await w.get(`/data/${w.tokenOf('fresh', idOf('pia'))}/erase`)).text();
  expect(erase).toContain('Amazon SES');
});
