import { Hono } from 'hono';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import * as z from 'zod';
import { words } from '../../../content/words.ts';
import type { Series } from '../../../core/course/series.ts';
import { inEachSeries, links } from '../../../core/mail/links.ts';
import { canonicalZone } from '../../../core/time/zones.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { respond } from '../../kit/respond.tsx';
import { Crisis, EmergencyNumber } from './crisis.tsx';

/** Where somebody is: the zone in the links of their mails, or a country. */
const Where = z.object({ zone: z.string().max(64).optional(), country: z.string().max(2).optional() }).catch({});

/**
 * When to get help, and where. Our emails name the most urgent signs, and lead here for all. What they are depends on what a series is about: it has
 * a page of its own, or the one that holds for anybody.
 */
export const help = new Hono<SiteEnv>()
  .get(links.help.path, (c) => page(c, c.var.deps.series.first))
  // Whoever is in need gets help also by the link of a series that is gone.
  .get(inEachSeries(links.help), (c) => page(c, c.var.deps.series.find(c.req.param('series'))));

function page(c: SiteContext, series: Series | undefined): Promise<Response> {
  c.set('open', true);
  const { zone, country: code } = Where.parse(c.req.query());
  const { contacts } = c.var.deps;
  const known = canonicalZone(zone ?? '');
  if (known !== undefined) c.set('whereabouts', { zone: known });
  const country = contacts.in(code?.toUpperCase() ?? '') ?? contacts.at(zone ?? '');
  const { title, body } = series?.pages.help ?? words.pages.help;
  const parts = { EmergencyNumber: <EmergencyNumber country={country} />, Crisis: <Crisis country={country} /> };
  return respond(c, {
    title,
    description: words.descriptions.help,
    content: <div class="narrow">{body<Child>(parts, raw)}</div>,
  });
}
