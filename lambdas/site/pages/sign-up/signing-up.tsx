import { Hono } from 'hono';
import { words } from '../../../content/words.ts';
import { inEachSeries, links } from '../../../core/mail/links.ts';
import { hrefIn, hrefOf } from '../../kit/hrefs.ts';
import type { Series } from '../../../core/course/series.ts';
import { cameFrom } from '../../../core/person/came-from.ts';
import { laterStart } from '../../../core/person/cohorts.ts';
import { localDateAt } from '../../../core/time/calendar.ts';
import { inboxId } from '../../../core/sending/mail-turns.ts';
import { signUp } from '../../../core/actions/sign-up.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { type Held, limited } from '../../kit/limiting.tsx';
import { challengeOf } from '../../kit/proof.ts';
import type { Errors } from '../../kit/field.tsx';
import { Landing } from './landing.tsx';
import { doneAt, seeOther } from '../../kit/receipt.ts';
import { respond } from '../../kit/respond.tsx';
import { lookInYourInbox, writeSignUp } from './look-in-your-inbox.tsx';
import { meantInstead, readSignUp, signUpStart, type SignUpTyped, signUpTyped, trapName } from './sign-up-form.ts';

const said = words.landing;

/** The landing page and its form. */
export const signingUp = new Hono<SiteEnv>()
  .get(links.home.path, (c) => start(c, c.var.deps.series.first))
  .get(inEachSeries(links.home), (c) => {
    const { find, first } = c.var.deps.series;
    const series = find(c.req.param('series'));
    if (series === undefined) return c.notFound();
    if (series === first) return c.redirect(`${hrefOf(links.home)}${new URL(c.req.url).search}`, 308);
    return start(c, series);
  })
  .get(links.proof.path, async (c) =>
    c.body(await challengeOf(1, c.var.deps), 200, { 'Content-Type': 'application/json' }),
  )
  // Where a browser of an earlier release, or somebody who kept the address of the form, comes by.
  .get(links.signUp.path, (c) => c.redirect(hrefOf(links.home), 303))
  .post(links.signUp.path, async (c) => {
    const form = await readForm(c);
    const { deps } = c.var;
    const wanted = form.one('series');
    const series = wanted === '' ? deps.series.first : deps.series.find(wanted);
    const typed = signUpTyped(form);
    // A form on another site may ask for a course that is gone.
    if (series === undefined)
      return landing(c, deps.series.first, typed, { held: { notice: said.ask.gone }, status: 410 });
    const reading = readSignUp(typed, series);
    const meant = meantInstead(typed);
    const asked = meant === undefined ? {} : { email: said.meant.error({ address: meant }) };
    if ('errors' in reading) return landing(c, series, typed, { errors: { ...asked, ...reading.errors }, meant });
    if (meant !== undefined) return landing(c, series, typed, { errors: asked, meant });
    const { address, consent } = reading.input;
    const about = inboxId(address.mailbox, deps);
    // A program filled in what no person sees. It may be a person's form filler, so it is asked for a proof and not turned away.
    const trapped = form.many(trapName).some((text) => text !== '');
    const { held, mails } = await limited(c, form, { about, source: consent.source, trapped });
    if (held !== undefined) return landing(c, series, typed, { held });
    if (mails) await signUp(reading.input, deps);
    const page = hrefIn(deps.series.pathOf(series), links.home);
    return seeOther(c, page, 'asked', { text: writeSignUp(typed), once: deps.ids.fresh() });
  });

/** For everybody who comes by the same link, unless it comes after a sign-up. Caches keep a copy per query, so `from` may be in it. */
function start(c: SiteContext, series: Series): Promise<Response> {
  if (doneAt(c) === 'asked') return lookInYourInbox(c, series);
  c.set('open', true);
  return landing(c, series, { ...signUpStart, from: cameFrom(c.req.query('from')) ?? '' });
}

/** What the form has to say besides itself. */
interface Answer {
  errors?: Errors;
  meant?: string | undefined;
  held?: Held;
  /** Of a page that says why. */
  status?: 410 | 429;
}

async function landing(
  c: SiteContext,
  series: Series,
  typed: SignUpTyped,
  { errors = {}, meant, held, status = 429 }: Answer = {},
): Promise<Response> {
  c.set('scripts', ['zone', 'when', 'busy', 'proof']);
  const { deps } = c.var;
  const { series: library, webhooks, siteUrl, sender } = deps;
  const { repliesWithinDays } = sender;
  const tellsOthers = webhooks.events.length > 0;
  // What answers a form is for one visitor, so it has a challenge in it.
  const challenge = c.var.open === true ? undefined : (held?.proof?.challenge ?? (await challengeOf(1, deps)));
  const startsOn = laterStart(typed.from, deps.cohorts, localDateAt(deps.clock.now(), 'UTC'));
  const content = (
    <Landing
      {...{ startsOn, series, library, tellsOthers, repliesWithinDays, typed, errors, meant, held, challenge }}
    />
  );
  const { heading } = series.landing;
  if (Object.keys(errors).length > 0)
    return respond(c, { title: words.parts.check({ title: heading }), content, status: 422 });
  if (held?.proof !== undefined) return respond(c, { title: words.parts.wait({ title: heading }), content, status });
  if (held !== undefined) return respond(c, { title: said.ask.read({ title: heading }), content, status });
  const picture = series.landing.sample?.picture;
  const card = {
    url: `${siteUrl}${hrefIn(library.pathOf(series), links.home)}`,
    ...(picture !== undefined && {
      picture: { ...picture, url: `${siteUrl}${hrefOf(links.picture, { file: picture.file })}` },
    }),
  };
  return respond(c, { title: heading, description: series.promise, card, content });
}
