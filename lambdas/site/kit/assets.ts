import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { isoInstant } from '../../core/time/calendar.ts';
import { hrefOf, links } from '../../core/mail/links.ts';
import { aroundLesson } from './assets/around-lesson.ts';
import { busyScript } from './assets/busy-script.ts';
import { favicon } from './assets/favicon.ts';
import { lessonsScript } from './assets/lessons-script.ts';
import { practiceScript } from './assets/practice-script.ts';
import { shareScript } from './assets/share-script.ts';
import { sheetScript } from './assets/sheet-script.ts';
import { styleSheet } from './assets/style/style-sheet.ts';
import { whenScript } from './assets/when-script.ts';
import { zoneScript } from './assets/zone-script.ts';
import { proofScript } from '../../content/scripts.ts';
import type { ScriptName, SiteEnv } from './env.ts';

interface Asset {
  path: string;
  type: string;
  text: string;
}

/** The name changes with the content, so a browser may keep a copy for ever. */
function asset(name: string, extension: string, type: string, text: string): Asset {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  return { path: hrefOf(links.asset, { file: `${name}.${hash}.${extension}` }), type, text };
}

export const styleSheetAsset = asset('site', 'css', 'text/css; charset=utf-8', styleSheet);
/** For the page of a lesson, which brings the look of an email. */
export const aroundLessonAsset = asset('lesson', 'css', 'text/css; charset=utf-8', aroundLesson);
export const scriptAssets: Record<ScriptName, Asset> = {
  zone: asset('zone', 'js', 'text/javascript; charset=utf-8', zoneScript),
  when: asset('when', 'js', 'text/javascript; charset=utf-8', whenScript),
  busy: asset('busy', 'js', 'text/javascript; charset=utf-8', busyScript),
  proof: asset('proof', 'js', 'text/javascript; charset=utf-8', proofScript),
  practice: asset('practice', 'js', 'text/javascript; charset=utf-8', practiceScript),
  sheet: asset('sheet', 'js', 'text/javascript; charset=utf-8', sheetScript),
  lessons: asset('lessons', 'js', 'text/javascript; charset=utf-8', lessonsScript),
  share: asset('share', 'js', 'text/javascript; charset=utf-8', shareScript),
};
export const faviconAsset = asset('icon', 'svg', 'image/svg+xml', favicon);

const forEver = 'public, max-age=31536000, immutable';

/** A contact is good for a year at most (RFC 9116 §2.5.5). */
const contactDays = 180;

const robots = 'User-agent: *\nAllow: /\n';

/** Everything that is not a page. */
export const assets = new Hono<SiteEnv>();
for (const { path, type, text } of [styleSheetAsset, aroundLessonAsset, ...Object.values(scriptAssets), faviconAsset]) {
  assets.get(path, (c) => {
    c.set('open', true);
    return c.body(text, 200, { 'Content-Type': type, 'Cache-Control': forEver });
  });
}
/** Mail programs show them far from here, so they are for everybody. */
assets.get(links.picture.path, async (c) => {
  const file = c.req.param('file');
  const picture = await c.var.deps.pictures(file);
  if (picture === undefined) return c.notFound();
  c.set('open', true);
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  return c.body(picture, 200, {
    'Content-Type': file.endsWith('.svg') ? 'image/svg+xml' : 'image/png',
    'Cache-Control': forEver,
  });
});
// Token pages are left open to crawlers on purpose: only a page that is read can say "noindex".
assets.get(links.robots.path, (c) => {
  c.set('open', true);
  return c.text(robots, 200, { 'Cache-Control': 'public, max-age=86400' });
});
/** Whom to tell of a hole (RFC 9116): the operator, at the address that answers to emails have. */
assets.get(links.securityContact.path, (c) => {
  const { clock, sender, siteUrl } = c.var.deps;
  c.set('open', true);
  const lines = [
    `Contact: mailto:${sender.replyTo}`,
    `Expires: ${isoInstant(clock.now().add({ hours: contactDays * 24 }))}`,
    'Preferred-Languages: en',
    `Canonical: ${siteUrl}${hrefOf(links.securityContact)}`,
  ];
  return c.text(`${lines.join('\n')}\n`, 200, { 'Cache-Control': 'public, max-age=86400' });
});
