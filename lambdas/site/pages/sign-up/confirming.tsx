import { together } from '../../../core/kit/parallel.ts';
import { SignUpAgain } from '../../kit/sign-up-again.tsx';
import { Hono } from 'hono';
import { nextLesson } from '../../../core/course/course.ts';
import { signUpStamp } from '../../../core/mail/link-stamp.ts';
import { hrefOf, links, type Links } from '../../../core/mail/links.ts';
import type { Opened } from '../../../core/mail/opened-link.ts';
import type { SignUp } from '../../../core/person/records.ts';
import { confirmSignUp } from '../../../core/actions/sign-up.ts';
import { isPerson, type Person, type Subscriber } from '../../../core/person/subscriber.ts';
import { daysInWords } from '../../../core/time/words.ts';
import { scheduleInWords } from '../../../core/person/preferences.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { confirmationGone, openLink } from '../../kit/links.tsx';
import { NextLesson, nextLessonInWords } from '../course/next-lesson.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { respond } from '../../kit/respond.tsx';
import type { SiteWorld } from '../../kit/world.ts';

type Link = Opened<Links['confirm']>;

/** The links of the mails to an address that has not confirmed. Opening one changes nothing, since scanners open it first; the button does. */
export const confirming = new Hono<SiteEnv>()
  .get(links.confirm.path, async (c) => {
    const link = await openLink(c, links.confirm);
    return link.open ? ask(c, link) : link.answer;
  })
  .get(links.move.path, async (c) => {
    const link = await openLink(c, links.move);
    return link.open ? ask(c, link) : link.answer;
  })
  .post(links.confirm.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.confirm);
    return link.open ? confirm(c, link) : link.answer;
  })
  .post(links.move.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.move);
    return link.open ? confirm(c, link) : link.answer;
  });

/** What the button would begin. */
async function ask(c: SiteContext, link: Link): Promise<Response> {
  const { world } = c.var;
  const [signUp, person] = await together([world.subscribers.findSignUp(link.id), world.subscribers.find(link.id)]);
  if (person?.status === 'active') return already(c, person);
  if (signUp === undefined) return confirmationGone(c);
  if (signUpStamp(signUp, world.keyring) !== link.stamp) return changedSince(c);
  if (signUp.movesFrom !== undefined) {
    const content = <Move mover={await world.subscribers.find(signUp.movesFrom)} world={world} />;
    return respond(c, { title: 'Move to this address', content });
  }
  return respond(c, { title: 'Confirm your sign-up', content: <Begin signUp={signUp} world={world} /> });
}

async function confirm(c: SiteContext, link: Link): Promise<Response> {
  const { world } = c.var;
  const confirmation = await confirmSignUp(link.id, world, link.stamp);
  switch (confirmation.outcome) {
    case 'gone':
      return confirmationGone(c);
    case 'changed-since':
      return changedSince(c);
    case 'busy':
      return busy(c);
    case 'already-confirmed':
      return already(c, confirmation.subscriber);
    case 'confirmed': {
      const { subscriber: person, moved } = confirmation;
      const content = moved ? <Moved person={person} world={world} /> : <Confirmed person={person} world={world} />;
      return respond(c, { title: moved ? 'Moved' : 'You are in', content });
    }
    default:
      return confirmation satisfies never;
  }
}

function Begin({ signUp, world }: { signUp: SignUp; world: SiteWorld }) {
  const series = world.series.of(signUp);
  const days = daysInWords(signUp.preferences.reminderDays);
  const branch = series.branches.find(({ id }) => id === signUp.branch);
  return (
    <Sheet heading="One press, and you are in">
      <p>You asked for one lesson a week: {series.title}. Press the button to say that this address is yours.</p>
      <ul>
        <li>Your lessons come {scheduleInWords(signUp.preferences)}.</li>
        <li>{days === '' ? 'No reminders come with them.' : `Reminders come on ${days}.`}</li>
        {branch !== undefined && <li>First come the lessons for your situation: {branch.title}.</li>}
      </ul>
      <form method="post">
        <button type="submit">Yes, start my lessons</button>
      </form>
      <p class="hint">Did not sign up? Close this page. Without the press, nothing is sent.</p>
    </Sheet>
  );
}

function Move({ mover, world }: { mover: Subscriber | undefined; world: SiteWorld }) {
  const next = isPerson(mover) && mover.status === 'active' ? nextLessonInWords(mover, world) : undefined;
  const number = isPerson(mover) ? Object.keys(mover.sent).length + 1 : 1;
  return (
    <Sheet heading="Is this your new address?">
      <p>
        Your course moves along
        {next === undefined ? '.' : `: lesson ${number} comes on ${next}.`} Nothing is lost, and no e-mail goes to the
        old address any more but one that tells of the change.
      </p>
      <form method="post">
        <button type="submit">Yes, move it</button>
      </form>
      <p class="hint">Did you not ask for that? Close this page. Without the press, nothing moves.</p>
    </Sheet>
  );
}

/** The same choices were confirmed before, by this press or another. */
function already(c: SiteContext, person: Person): Promise<Response> {
  const content = (
    <Sheet heading="You are in already" tone="good">
      <NextLesson person={person} world={c.var.world} />
      <SettingsByMail />
    </Sheet>
  );
  return respond(c, { title: 'You are in already', content });
}

function changedSince(c: SiteContext): Promise<Response> {
  const content = (
    <Sheet heading="There is a newer sign-up">
      <p>
        After this e-mail, somebody signed this address up once more, with other choices. The newest e-mail has the link
        that confirms those. If they are not yours, sign up again: what you choose then counts.
      </p>
      <SignUpAgain />
    </Sheet>
  );
  return respond(c, { title: 'There is a newer sign-up', content }, 410);
}

/** Says to press again: whether the mail on its way counts must be known first. */
function busy(c: SiteContext): Promise<Response> {
  c.header('Retry-After', '300');
  const content = (
    <Sheet heading="Please press once more in a few minutes">
      <p>
        One of our e-mails is on its way to your old address at this moment. Your course moves as soon as it has
        arrived.
      </p>
      <form method="post">
        <button type="submit">Try again</button>
      </form>
    </Sheet>
  );
  return respond(c, { title: 'In a few minutes', content }, 503);
}

function Confirmed({ person, world }: { person: Person; world: SiteWorld }) {
  const series = world.series.of(person);
  const first = nextLesson(series, person)?.id === series.lessons[0]?.id;
  return (
    <Sheet heading="You are in" tone="good">
      <NextLesson person={person} world={world} first={first} />
      <p>A short welcome mail is on its way, with the links to pause, change the day or the time, or leave.</p>
    </Sheet>
  );
}

function Moved({ person, world }: { person: Person; world: SiteWorld }) {
  const next = nextLessonInWords(person, world);
  return (
    <Sheet heading="Moved" tone="good">
      {next === undefined ? (
        <p class="next">You have had every lesson, so no new one is planned.</p>
      ) : (
        <p class="next">
          Your next lesson comes to this address on <strong>{next}</strong>.
        </p>
      )}
      <p>Links in e-mails to your old address work no more, but for those that end all mail.</p>
      <SettingsByMail />
    </Sheet>
  );
}

function SettingsByMail() {
  return (
    <p>
      To change something, use the link in an e-mail from us, or{' '}
      <a href={hrefOf(links.askForLink)}>ask for your own link</a>.
    </p>
  );
}
