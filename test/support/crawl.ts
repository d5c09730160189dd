import { linksForPerson, type MailLinks } from '../../lambdas/core/mail/mail-links.ts';
import type { DeliveryKind } from '../../lambdas/core/mail/mail-kinds.ts';
import { idOf } from './builders.ts';
import type { siteWorld } from './site-world.ts';

type LocalService = ReturnType<typeof siteWorld>;

/** The paths of the links in an email that somebody gets now. */
export function linksIn(w: LocalService, kind: DeliveryKind, name = 'ann'): Record<keyof MailLinks, string> {
  const links = linksForPerson(w.subscribers.person(idOf(name)), { kind, lesson: 'one' }, '', w.deps);
  const paths = Object.entries(links).map(([field, url]) => [field, url.replace(w.deps.siteUrl, '')]);
  return Object.fromEntries(paths) as Record<keyof MailLinks, string>;
}

const hasToken = (path: string) => /\.[\w-]{22}(\/|\?|$)/.test(path);

/** Opens pages, and whatever they link to by a token, without pressing a button: what they show, and the addresses of their forms. */
export async function crawl(w: LocalService, start: readonly string[]) {
  const pages = new Map<string, string>();
  const forms = new Set<string>();
  const waiting = start.filter(hasToken);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (pages.has(path)) continue;
    const answer = await w.get(path);
    const page = await answer.text();
    pages.set(path, answer.ok ? page : '');
    for (const [, found] of page.matchAll(/href="([^"]+)"/g)) if (hasToken(found!)) waiting.push(found!);
    for (const [, found] of page.matchAll(/action="([^"]+)"/g)) forms.add(found!);
  }
  return { pages, forms, shown: [...pages.values()].filter(Boolean).join('\n') };
}
