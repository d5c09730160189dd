import { Hono } from 'hono';
import { signUp } from '../../core/sign-up.ts';
import type { SiteContext, SiteEnv } from '../env.ts';
import { readForm } from '../forms.ts';
import type { Errors } from '../parts/field.tsx';
import { branchIn } from '../parts/branch-field.tsx';
import { Landing } from '../parts/landing.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { respond } from '../respond.tsx';
import { readSignUp, signUpStart, signUpTyped, type SignUpTyped } from '../sign-up-form.ts';

/** The landing page and its form. */
export const signingUp = new Hono<SiteEnv>()
  .get('/', (c) => {
    c.set('open', true);
    return landing(c, signUpStart, {});
  })
  .post('/sign-up', async (c) => {
    const form = await readForm(c);
    // A program filled in what no person sees: it gets the page that everybody gets.
    if (form.one('website') !== '' || form.many('website').length > 1) return lookInYourInbox(c);
    const typed = signUpTyped(form);
    const reading = readSignUp(typed);
    if ('errors' in reading) return landing(c, typed, reading.errors);
    const { world } = c.var;
    const branch = branchIn(world.series, typed.branch);
    await signUp({ ...reading.request, series: world.series.id, ...(branch !== undefined && { branch }) }, world);
    return lookInYourInbox(c);
  });

function landing(c: SiteContext, typed: SignUpTyped, errors: Errors): Promise<Response> {
  c.set('scripted', true);
  const wrong = Object.keys(errors).length > 0;
  const content = <Landing series={c.var.world.series} typed={typed} errors={errors} />;
  return wrong
    ? respond(c, { title: 'Please check: Sign up', content }, 422)
    : respond(c, { title: 'One small practice a week, for stress and back pain', content });
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
          The address may have a slip in it: <a href="/#sign-up">sign up again</a>. That does no harm.
        </li>
        <li>
          If you get our e-mails already, <a href="/link">ask for your own link</a> to change your settings.
        </li>
      </ul>
      <p>The link works for seven days. If you do not press the button, we forget the sign-up.</p>
    </Sheet>
  );
  return respond(c, { title: 'Look in your inbox', content });
}
