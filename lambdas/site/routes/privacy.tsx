import { Hono } from 'hono';
import { links } from '../../core/links.ts';
import type { SiteEnv } from '../env.ts';
import { Disclosure, tellsAnswers } from '../parts/disclosure.tsx';
import { respond } from '../respond.tsx';
import type { SiteWorld } from '../world.ts';

/** What is stored, why, and how long. Change it together with what the code stores. */
export const privacy = new Hono<SiteEnv>().get(links.privacy.path, (c) => {
  c.set('open', true);
  return respond(c, { title: 'Privacy', content: <Privacy {...c.var.world} /> });
});

function Privacy({ sender, webhooks }: Pick<SiteWorld, 'sender' | 'webhooks'>) {
  const mail = <a href={`mailto:${sender.replyTo}`}>{sender.replyTo}</a>;
  return (
    <div class="narrow">
      <article class="sheet prose">
        <h1>Privacy</h1>
        <p class="lede">
          We store what we need to write to you at the right time, and nothing to sell, profile or follow you with. No
          cookies. No trackers.
        </p>

        <h2>What we store, and why</h2>
        <dl>
          <dt>Your e-mail address</dt>
          <dd>To write to you.</dd>
          <dt>Your first name, if you gave one</dt>
          <dd>To greet you.</dd>
          <dt>Your time zone, lesson day, time, reminder days and language</dt>
          <dd>To write when it suits you.</dd>
          <dt>Your consent</dt>
          <dd>When you gave it and confirmed it, which wording you saw, and on which form: to be able to show it.</dd>
          <dt>Which lessons you got and when, and your pauses</dt>
          <dd>So that each lesson comes once, and none comes while you pause.</dd>
          <dt>Your check-ins, if you answer them: days of practice, scores, and a line to yourself</dt>
          <dd>
            To show you your own weeks, and to let lessons answer to them, which you can switch off.
            {!tellsAnswers(webhooks) && ' They leave our table for nobody but you.'}
          </dd>
          <dt>
            Your plans, the days on which you said you practised, lessons you left out, and a calendar address if you
            made one
          </dt>
          <dd>To quote your plan to you, and to let the course follow you. You can change each of them.</dd>
          <dt>How often forms were used, by address and by network</dt>
          <dd>So that nobody can flood an inbox. Both are scrambled with a key, and are deleted after some hours.</dd>
          <dt>When we mailed you a link</dt>
          <dd>So that nobody can flood your inbox with them.</dd>
          <dt>That you left, and why, if you told us</dt>
          <dd>So that we do not write again, and to get better.</dd>
          <dt>That mail to you bounced or was marked as spam</dt>
          <dd>So that we stop.</dd>
        </dl>
        <p>
          Scores of stress and pain are yours to give or to leave open. We do not measure whether you open an e-mail or
          press a link in it: there is no hidden picture and no detour in our links.
        </p>

        <h2>How long we keep it</h2>
        <ul>
          <li>
            <strong>A sign-up that nobody confirms</strong> stops counting after 7 days and is deleted about a week
            after that: two weeks in all.
          </li>
          <li>
            <strong>What we know of a subscriber</strong> stays while you get our e-mails. When you leave, mail ends at
            once and the record stays, so that you can undo it for 30 days and we know not to write again. By the link
            to your settings you can have everything erased at any moment, without asking anybody.
          </li>
          <li>
            <strong>Notes on mail that went wrong</strong>, such as a bounce, are deleted after 400 days.
          </li>
          <li>
            <strong>Logs</strong> are deleted after a month. They name people by number, and hold no address, name, or
            network address.
          </li>
          <li>
            <strong>Backups</strong> of everything reach back 35 days, so what is deleted is gone from them after that.
          </li>
        </ul>

        <h2>Links and this site</h2>
        <p>
          The links in our e-mails hold a random-looking number with a signature, not your address. Whoever has your
          link can change your settings and see your weeks, so please do not pass our e-mails on: each lesson has a page
          that you can share. A settings link works for 30 days, one for an answer for 60, a confirmation link for 7.
          The link that stops all mail always works, even if you have moved to another address since. To see or erase
          everything, or to change your address, we mail you a link that works for one hour. In your settings you can
          make all earlier links void.
        </p>
        <p>
          When you change your address, we tell the old one, which can cancel that for seven days. Then what was stored
          under it is erased.
        </p>
        <p>
          This site sets no cookie and loads nothing from anybody else. One small script on the start page reads your
          browser’s time zone to fill it in for you; it sends nothing by itself, and the form works without it.
        </p>

        <h2>Who works for us</h2>
        <p>
          The service runs on Amazon Web Services, which stores the data and sends the e-mails on our behalf.{' '}
          <Disclosure webhooks={webhooks} sender={sender} />
        </p>

        <h2>Your say</h2>
        <p>
          We write to you because you asked us to. You can take that back at any time with one press, by the link in
          every e-mail. Your settings page shows all that we hold about you, lets you correct it, take a copy, and erase
          it; or write to {mail}. You can also complain to the data protection authority where you live.
        </p>
        <address>
          {sender.name}, {sender.postalAddress}
        </address>
      </article>
    </div>
  );
}
