import { it } from '@jest/globals';
import { startBrowser } from '../../support/browser.ts';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { siteWorld, signUpFields } from '../../support/site-world.ts';
import { site } from '../../../lambdas/site/app.tsx';
import { series } from '../../../build/templates.js';

it('shoots', async () => {
  const w = siteWorld();
  const app = site({ ...w.world, series: series[0]! });
  w.keep(aSubscriber());
  w.keep(aSubscriber({ id: idOf('bob'), status: 'completed' }));
  const s = w.tokenOf('settings', idOf('ann')),
    u = w.tokenOf('unsubscribe', idOf('ann')),
    k = w.tokenOf('confirm', idOf('cat'));
  const browser = await startBrowser();
  const pages: [string, string, string, Record<string, string>?][] = [
    ['landing', 'GET', '/'],
    ['errors', 'POST', '/sign-up', { email: 'ann@', reminderDays: '3' }],
    ['inbox', 'POST', '/sign-up', signUpFields],
    ['confirm', 'GET', '/confirm/' + k],
    ['settings', 'GET', '/settings/' + s],
    ['pausederr', 'POST', '/settings/' + s + '/pause', { until: 'x' }],
    ['paused', 'POST', '/settings/' + s + '/pause', { weeks: '2' }],
    ['help', 'GET', '/help'],
    ['privacy', 'GET', '/privacy'],
    ['unsubscribe', 'GET', '/unsubscribe/' + u],
    ['left', 'POST', '/unsubscribe/' + u, {}],
    ['link', 'GET', '/link'],
    ['broken', 'GET', '/settings/x'],
  ];
  const only = process.env['ONLY']?.split(',');
  for (const [look, width, scheme] of [
    ['phone', 375, 'light'],
    ['wide', 1280, 'light'],
    ['dark', 1280, 'dark'],
    ['tiny', 320, 'light'],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
    const errors: string[] = [];
    page.on('console', (m) => errors.push(m.text()));
    for (const [name, method, path, body] of pages) {
      if (only && !only.includes(name)) continue;
      await page.unroute('**');
      await page.route('**', async (route) => {
        const url = new URL(route.request().url());
        const first = url.pathname === path;
        const r = await app.request(
          url.pathname,
          first && method === 'POST' ? { method, body: new URLSearchParams(body ?? {}) } : {},
        );
        await route.fulfill({ status: r.status, headers: Object.fromEntries(r.headers), body: await r.text() });
      });
      await page.goto('https://weekwise.example' + path);
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (Number(over) > 0) console.log(look, name, 'overflow', over);
      await page.screenshot({ path: `/tmp/ww/shots/${name}-${look}.png`, fullPage: true });
    }
    if (errors.length) console.log(look, errors.join('\n'));
    await page.close();
  }
  await browser.close();
}, 120_000);
