import { together } from '../../../core/kit/parallel.ts';
import { confirmSignUp } from '../../../core/actions/sign-up.ts';
import { nextLesson } from '../../../core/course/course.ts';
import { signUpStamp } from '../../../core/mail/link-stamp.ts';
import { hrefOf, links, type Links } from '../../../core/mail/links.ts';
import { formatSchedule } from '../../../core/person/preferences.ts';
import type { SignUp } from '../../../core/person/records.ts';
import { isPerson, type Person, type Subscriber } from '../../../core/person/subscriber.ts';
import { formatDays } from '../../../core/time/words.ts';
import { confirmationGone } from '../../kit/links.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { respond, type Page } from '../../kit/respond.tsx';
import { Press, Sheet, SignUpAgain } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';
import { NextLesson, formatNextLesson } from '../course/next-lesson.tsx';

type Shown = SiteShown<Links['confirm'] | Links['move'], Found, 'confirmed' | 'moved'>;
type Visit = Pick<Shown, 'c' | 'link' | 'deps' | 'at'>;
/** Who they are by now, or what the button would begin. */
type Found = { person: Person } | { signUp: SignUp; mover?: Subscriber | undefined };

/** The links of the mails to an address that has not confirmed. Scanners open them first, so the button does it. */
const page = {
  read: async ({ c, link, deps }: Visit): Promise<Found | Response> => {
    const { subscribers } = deps;
    const [signUp, person] = await together([subscribers.findSignUp(link.id), subscribers.find(link.id)]);
    if (person?.status === 'active') return { person };
    if (signUp === undefined) return confirmationGone(c);
    if (signUpStamp(signUp, deps.keyring) !== link.stamp) return respond(c, changedSince);
    return signUp.movesFrom === undefined ? { signUp } : { signUp, mover: await subscribers.find(signUp.movesFrom) };
  },
  say: { confirmed: 'You are in', moved: 'Moved' },
  view: ({ found, deps, at, done }: Shown): Page => {
    if ('person' in found) {
      const props = { person: found.person, deps };
      if (done === 'confirmed') return { title: 'You are in', content: <Confirmed {...props} /> };
      if (done === 'moved') return { title: 'Moved', content: <Moved {...props} /> };
      return { title: 'You are in already', content: <Already {...props} /> };
    }
    if (found.signUp.movesFrom !== undefined)
      return { title: 'Move to this address', content: <Move mover={found.mover} {...{ deps, at }} /> };
    return { title: 'Confirm your sign-up', content: <Begin signUp={found.signUp} {...{ deps, at }} /> };
  },
};
export const confirm = onPerson(links.confirm, { ...page, take: { confirm: press } });
export const move = onPerson(links.move, { ...page, take: { move: press } });

async function press({ c, link, deps, at }: Visit) {
  const confirmation = await confirmSignUp(link.id, deps, link.stamp);
  switch (confirmation.outcome) {
    case 'gone':
      return confirmationGone(c);
    case 'changed-since':
      return respond(c, changedSince);
    case 'busy':
      c.header('Retry-After', '300');
      return respond(c, busy(at));
    case 'already-confirmed':
      return false;
    case 'confirmed':
      return confirmation.moved ? 'moved' : 'confirmed';
    default:
      return confirmation satisfies never;
  }
}

function Begin({ signUp, deps, at }: { signUp: SignUp; deps: SiteDeps; at: string }) {
  const series = deps.series.of(signUp);
  const days = formatDays(signUp.preferences.reminderDays);
  const branch = series.branches.find(({ id }) => id === signUp.branch);
  return (
    <Sheet heading="One press, and you are in">
      <p>You asked for one lesson a week: {series.title}. Press the button to say that this address is yours.</p>
      <ul>
        <li>Your lessons come {formatSchedule(signUp.preferences)}.</li>
        <li>{days === '' ? 'No reminders come with them.' : `Reminders come on ${days}.`}</li>
        {branch !== undefined && <li>First come the lessons for your situation: {branch.title}.</li>}
      </ul>
      <Press at={at}>Yes, start my lessons</Press>
      <p class="hint">Not you? Close this page. Nothing is sent unless you confirm.</p>
    </Sheet>
  );
}

function Move({ mover, deps, at }: { mover: Subscriber | undefined; deps: SiteDeps; at: string }) {
  const next = isPerson(mover) && mover.status === 'active' ? formatNextLesson(mover, deps) : undefined;
  const number = isPerson(mover) ? Object.keys(mover.sent).length + 1 : 1;
  return (
    <Sheet heading="Is this your new address?">
      <p>
        Your course moves with you
        {next === undefined ? '.' : `: lesson ${number} comes on ${next}.`} Nothing is lost, and the old address gets
        one last email about the change.
      </p>
      <Press at={at}>Yes, move it</Press>
      <p class="hint">Not you? Close this page. Nothing moves unless you press the button.</p>
    </Sheet>
  );
}

/** The same choices were confirmed before, by this press or another. */
function Already({ person, deps }: { person: Person; deps: SiteDeps }) {
  return (
    <Sheet heading="You are in already" tone="good">
      <NextLesson person={person} deps={deps} />
      <SettingsByMail />
    </Sheet>
  );
}

const changedSince: Page = {
  title: 'There is a newer sign-up',
  content: (
    <Sheet heading="There is a newer sign-up">
      <p>
        After this email, somebody signed this address up again, with other choices. The newest email has the link to
        confirm them. If they are not yours, sign up again: what you choose then counts.
      </p>
      <SignUpAgain />
    </Sheet>
  ),
  status: 410,
};

/** Says to press again: whether the mail on its way counts must be known first. */
function busy(at: string): Page {
  const content = (
    <Sheet heading="Please press once more in a few minutes">
      <p>
        One of our emails is on its way to your old address at this moment. Your course moves as soon as it has arrived.
      </p>
      <Press at={at}>Try again</Press>
    </Sheet>
  );
  return { title: 'In a few minutes', content, status: 503 };
}

function Confirmed({ person, deps }: { person: Person; deps: SiteDeps }) {
  const series = deps.series.of(person);
  const first = nextLesson(series, person)?.id === series.lessons[0]?.id;
  return (
    <Sheet heading="You are in" tone="good">
      <NextLesson person={person} deps={deps} first={first} />
      <p>A short welcome email is on its way, with the links to pause, change the day or the time, or leave.</p>
    </Sheet>
  );
}

function Moved({ person, deps }: { person: Person; deps: SiteDeps }) {
  const next = formatNextLesson(person, deps);
  return (
    <Sheet heading="Moved" tone="good">
      {next === undefined ? (
        <p class="next">You have had every lesson, so no new one is planned.</p>
      ) : (
        <p class="next">
          Your next lesson comes to this address on <strong>{next}</strong>.
        </p>
      )}
      <p>Links in emails to your old address no longer work, except those that stop all email.</p>
      <SettingsByMail />
    </Sheet>
  );
}

function SettingsByMail() {
  return (
    <p>
      To change something, use the link in an email from us, or{' '}
      <a href={hrefOf(links.askForLink)}>ask for your own link</a>.
    </p>
  );
}
