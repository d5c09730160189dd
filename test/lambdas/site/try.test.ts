import { it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { siteWorld, signUpFields } from '../../support/site-world.ts';
it('tries', async () => {
  const w = siteWorld();
  w.keep(aSubscriber());
  const s = w.tokenOf('settings', idOf('ann')),
    u = w.tokenOf('unsubscribe', idOf('ann'));
  const out: string[] = [];
  for (const [m, p, b] of [
    ['GET', '/'],
    ['GET', '/help'],
    ['GET', '/privacy'],
    ['GET', '/link'],
    ['POST', '/sign-up', {}],
    ['POST', '/sign-up', signUpFields],
    ['GET', '/settings/' + s],
    ['POST', '/settings/' + s + '/pause', { weeks: '2' }],
    ['POST', '/settings/' + s + '/pause', { until: '2026-02-31' }],
    ['POST', '/settings/' + s + '/resume', {}],
    ['POST', '/settings/' + s, { ...signUpFields, locale: 'en', lessonDay: '3' }],
    ['GET', '/again/' + s],
    ['GET', '/unsubscribe/' + u],
    ['POST', '/unsubscribe/' + u],
    ['POST', '/unsubscribe/' + u + '/reason', { reason: 'other' }],
    ['POST', '/unsubscribe/' + u + '/undo'],
    ['GET', '/nope'],
    ['PUT', '/help'],
    ['OPTIONS', '/help'],
    ['HEAD', '/help'],
    ['GET', '/unsubscribe/' + u + '/undo'],
  ] as [string, string, Record<string, string>?][]) {
    const r = m === 'POST' ? await w.post(p, b ?? {}) : await w.app.request(p, { method: m });
    const text = await r.text();
    out.push(
      `=== ${m} ${p} ${r.status} ${text.match(/<h1>(.*?)<\/h1>/s)?.[1]} ${text.length} ${r.headers.get('allow') ?? ''}`,
    );
    if (p === '/settings/' + s && m === 'GET') out.push(text.slice(-4500));
  }
  out.push(JSON.stringify(w.logged, (_, v) => (v instanceof Error ? v.stack : v)));
  writeFileSync('/tmp/ww/try.txt', out.join('\n'));
});
