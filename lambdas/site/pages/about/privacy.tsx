import { Hono } from 'hono';
import { links } from '../../../core/mail/links.ts';
import type { SiteEnv } from '../../kit/env.ts';
import { Disclosure, tellsAnswers } from '../own-data/disclosure.tsx';
import { respond } from '../../kit/respond.tsx';
import { undoDays } from '../../../core/actions/leaving.ts';
import type { SiteWorld } from '../../kit/world.ts';

/** What is stored, why, and how long. Change it together with what the code stores. */
export const privacy = new Hono<SiteEnv>().get(links.privacy.path, (c) => {
  c.set('open', true);
  return respond(c, { title: 'Privacy', content: <Privacy {...c.var.world} /> });
});

type PrivacyProps = Pick<SiteWorld, 'sender' | 'webhooks' | 'keepCompletedMonths' | 'region'>;

function Privacy({ sender, webhooks, keepCompletedMonths: months, region }: PrivacyProps) {
  const mail = <a href={`mailto:${sender.replyTo}`}>{sender.replyTo}</a>;
  return (
    <div class="narrow">
      <article class="sheet prose">
        <h1>Privacy</h1>
        <p class="lede">
          We store what we need to write to you at the right time, and nothing to sell or to follow you with. No
          cookies. No trackers.
        </p>
        <p>
          Responsible for it is {sender.name}, {sender.postalAddress}, {mail}.
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
            To show you your own weeks, and to let lessons answer to them, which you can switch off. We ask before the
            first one is stored. They are on your pages, and the latest scores in every fourth lesson that we mail you.
            {!tellsAnswers(webhooks) && ' Nobody else is sent them.'} We do not read what you write; whoever runs the
            service could.
          </dd>
          <dt>The situation that you chose lessons for, if you did</dt>
          <dd>To send you those lessons. We ask before it is stored.</dd>
          <dt>
            Your plans, the days on which you said you practised, lessons you left out, and a calendar address if you
            made one
          </dt>
          <dd>To quote your plan to you, and to let the course follow you. You can change each of them.</dd>
          <dt>How often forms were used, by address and by network</dt>
          <dd>So that nobody can flood an inbox. Both are scrambled with a key, and are deleted after some hours.</dd>
          <dt>When we mailed you a link</dt>
          <dd>So that nobody can flood your inbox with them.</dd>
          <dt>When we asked an inbox to confirm a sign-up, and that it never wants to be asked again</dt>
          <dd>
            So that nobody can have us ask you over and over. Both are kept under a number made from the address: the
            first for four months at most, the second until you write to us.
          </dd>
          <dt>That you left, and why, if you told us</dt>
          <dd>So that we do not write again, and to get better.</dd>
          <dt>That mail to you bounced, came back or was marked as spam, and what the mailbox said of it</dt>
          <dd>So that we stop, and can find out why something did not arrive.</dd>
        </dl>
        <p>
          Your data page, by the link to your settings, shows every single field. A number that is made from your
          address with a key stands for you everywhere; it says nothing to anybody who does not have both.
        </p>
        <p>
          Scores of stress and pain are yours to give or to leave open. We do not measure whether you open an e-mail or
          press a link in it: there is no hidden picture and no detour in our links.
        </p>

        <h2>By which right</h2>
        <p>
          Where the General Data Protection Regulation (GDPR) of the European Union or the United Kingdom applies to
          you:
        </p>
        <ul>
          <li>
            <strong>Your consent</strong> (Article 6(1)(a)) for the e-mails, and for all that we need to know to send
            them at the right time.
          </li>
          <li>
            <strong>A consent of its own</strong> (Article 9(2)(a)) for what you tell us about your health: check-ins,
            and the situation that you choose lessons for. By your settings you can take it back, and then both are
            deleted; the lessons go on. Of people who were here before we asked for it, what they told us stays until
            they take it back or erase it.
          </li>
          <li>
            <strong>Our legitimate interest</strong> (Article 6(1)(f)) not to mail people who do not want it or cannot
            get it, and to keep forms from being misused: that you left, bounces and complaints, and how often forms
            were used.
          </li>
          <li>
            <strong>Our duty to prove consent</strong> (Articles 6(1)(c) and 7(1)) for the records of your consents.
          </li>
        </ul>

        <h2>How long we keep it</h2>
        <ul>
          <li>
            <strong>A sign-up that nobody confirms</strong> stops counting after 7 days and is deleted about a week
            after that: two weeks in all.
          </li>
          <li>
            <strong>What we know of a subscriber</strong> stays while you get our e-mails.
          </li>
          <li>
            <strong>When you leave</strong>, or mail to you bounces or is marked as spam, mail ends at once. For{' '}
            {undoDays} days the record stays, so that you can undo it. In the night after that it is reduced to the
            number made from your address, that you left and when, which lessons you had, and the proof of your
            consents. Address, name, settings, check-ins and the rest are deleted.
          </li>
          <li>
            <strong>When you have had every lesson</strong>, the same happens {inMonths(months)} after our last e-mail
            to you.
          </li>
          <li>
            <strong>When you have everything erased</strong>, which you can at any moment by the link to your settings
            without asking anybody, no more stays than that number, when you did it, and whether mail bounced or was
            marked as spam.
          </li>
          <li>
            <strong>Notes on mail that went wrong</strong>, such as a bounce, are deleted after 400 days, or with the
            rest of the record. The mail service’s own reports hold your address, and wait for us at most two weeks.
          </li>
          <li>
            <strong>Logs</strong> are deleted after a month. They name people by number, and hold no address, name, or
            network address.
          </li>
          <li>
            <strong>The mail service’s list.</strong> Amazon SES keeps the address of a mailbox that does not exist or
            that marked our mail as spam, so that nobody of us mails it again. We leave it there also when you have
            everything erased. If it should go, write to us.
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
          This site sets no cookie and loads nothing from anybody else. Two small scripts are on the start page: one
          reads your browser’s time zone to fill it in for you, and one has your browser work on a sum, to show that no
          program fills the form in. They send nothing about you by themselves, and the form works without them.
        </p>

        <h2>Who works for us, and where</h2>
        <p>
          The service runs on Amazon Web Services, which stores the data and sends the e-mails on our behalf
          {region !== '' && <>, in its region {region}</>}. From there an e-mail goes to your mail provider, wherever
          that is. <Disclosure webhooks={webhooks} sender={sender} />
        </p>

        <p>
          Whoever runs the service can open the table with their own access to it, notes included. We do not, unless you
          ask us for help.
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

function inMonths(months: number): string {
  return months === 1 ? 'a month' : `${months} months`;
}
