import { Hono } from 'hono';
import { hrefIn, hrefOf, inEachSeries, links } from '../../../core/mail/links.ts';
import type { Series } from '../../../core/course/series.ts';
import { inboxId } from '../../../core/sending/mail-turns.ts';
import { signUp } from '../../../core/actions/sign-up.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { type Held, limited } from '../../kit/limiting.tsx';
import { challengeOf } from '../../kit/proof.ts';
import type { Errors } from '../../kit/field.tsx';
import { Landing } from './landing.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { doneAt, seeOther } from '../../kit/receipt.ts';
import { respond } from '../../kit/respond.tsx';
import { readSignUp, signUpStart, type SignUpTyped, signUpTyped, trapName } from './sign-up-form.ts';

/** The landing page and its form. */
export const signingUp = new Hono<SiteEnv>()
  .get(links.home.path, (c) => start(c, c.var.deps.series.first))
  .get(inEachSeries(links.home), (c) => {
    const { find, first } = c.var.deps.series;
    const series = find(c.req.param('series'));
    if (series === undefined) return c.notFound();
    if (series === first) return c.redirect(hrefOf(links.home), 308);
    return start(c, series);
  })
  .get(links.proof.path, async (c) =>
    c.body(await challengeOf(1, c.var.deps), 200, { 'Content-Type': 'application/json' }),
  )
  .post(links.signUp.path, async (c) => {
    const form = await readForm(c);
    const { deps } = c.var;
    const wanted = form.one('series');
    const series = wanted === '' ? deps.series.first : deps.series.find(wanted);
    const typed = signUpTyped(form);
    if (series === undefined) return landing(c, deps.series.first, typed, { held: { notice: withdrawn }, status: 410 });
    const reading = readSignUp(typed, series);
    if ('errors' in reading) return landing(c, series, typed, { errors: reading.errors });
    const { address, consent } = reading.input;
    const about = inboxId(address.mailbox, deps);
    // A program filled in what no person sees. It may be a person's form filler, so it is asked for a proof and not turned away.
    const trapped = form.many(trapName).some((text) => text !== '');
    const { held, mails } = await limited(c, form, { about, source: consent.source, trapped });
    if (held !== undefined) return landing(c, series, typed, { held });
    if (mails) await signUp(reading.input, deps);
    return seeOther(c, hrefIn(deps.series.pathOf(series), links.home), 'asked');
  });

/** For everybody, unless it comes after a sign-up. */
function start(c: SiteContext, series: Series): Promise<Response> {
  if (doneAt(c) === 'asked') return lookInYourInbox(c);
  c.set('open', true);
  return landing(c, series, signUpStart);
}

/** For a form on another site that asks for a course which is gone. */
const withdrawn = 'That course is not offered any more. This is one that is: sign up for it if you like.';

/** What the form has to say besides itself. */
interface Answer {
  errors?: Errors;
  held?: Held;
  /** Of a page that says why. */
  status?: 410 | 429;
}

async function landing(
  c: SiteContext,
  series: Series,
  typed: SignUpTyped,
  { errors = {}, held, status = 429 }: Answer = {},
): Promise<Response> {
  c.set('scripts', ['zone', 'proof']);
  const { deps } = c.var;
  const { series: library, webhooks } = deps;
  const tellsOthers = webhooks.events.length > 0;
  // What answers a form is for one visitor, so it has a challenge in it.
  const challenge = c.var.open === true ? undefined : (held?.proof?.challenge ?? (await challengeOf(1, deps)));
  const content = <Landing {...{ series, library, tellsOthers, typed, errors, held, challenge }} />;
  if (Object.keys(errors).length > 0) return respond(c, { title: 'Please check: Sign up', content, status: 422 });
  if (held?.proof !== undefined) return respond(c, { title: 'In a moment: Sign up', content, status });
  if (held !== undefined) return respond(c, { title: 'Please read: Sign up', content, status });
  return respond(c, { title: series.landing.heading, description: series.promise, content });
}

/** The one answer to a sign-up, whoever the address belongs to. */
function lookInYourInbox(c: SiteContext): Promise<Response> {
  const content = (
    <Sheet heading="Look in your inbox" tone="good">
      <p>
        We have sent a link to the address you gave. <strong>Open it and press the button</strong>, and your first
        lesson is on its way to your day and time.
      </p>
      <h2>Nothing there?</h2>
      <ul>
        <li>Give it a few minutes, then look in the spam or junk folder.</li>
        <li>
          The address may have a typo: <a href={`${c.req.path}#sign-up`}>sign up again</a>. That does no harm.
        </li>
        <li>Did we ask before? Any of those emails will do: we ask an inbox twice, and then less and less often.</li>
        <li>
          If you get our emails already, <a href={hrefOf(links.askForLink)}>ask for your own link</a> to change your
          settings.
        </li>
      </ul>
      <p>The link works for seven days. If you do not press the button, we forget the sign-up.</p>
    </Sheet>
  );
  return respond(c, { title: 'Look in your inbox', content });
}
