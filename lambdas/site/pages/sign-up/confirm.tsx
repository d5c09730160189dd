import { perLanguage, words } from '../../../content/words.ts';
import { together } from '../../../core/kit/parallel.ts';
import { laterStart } from '../../../core/person/cohorts.ts';
import { confirmSignUp } from '../../../core/actions/sign-up.ts';
import { signUpStamp } from '../../../core/mail/link-stamp.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { hrefOf } from '../../kit/hrefs.ts';
import type { SignUp } from '../../../core/person/records.ts';
import { isPerson, type Person, type Subscriber } from '../../../core/person/subscriber.ts';
import { localDateAt } from '../../../core/time/calendar.ts';
import { formatDate, formatPace, formatReminders, formatSchedule, presentWording } from '../../kit/spoken.ts';
import { Submit } from '../../kit/button.tsx';
import { confirmationGone } from '../../kit/links.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { respond, type Page } from '../../kit/respond.tsx';
import { Press, Sheet, SignUpAgain } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';
import { Inside } from './inside.tsx';
import { LessonsIn } from '../../kit/lessons-in.tsx';
import { takeYours } from './make-it-yours.tsx';
import { formatNextLesson } from '../course/next-lesson.tsx';
import { speakTo } from '../../kit/language.ts';

type Shown = SiteShown<Links['confirm'] | Links['move'], Found, 'confirmed' | 'moved' | 'yours' | 'late'>;
type Visit = Pick<Shown, 'c' | 'link' | 'deps' | 'at'>;
const said = words.signUp.confirm;
const { inside, moving } = words.signUp;

/** Who they are by now, or what the button would begin. */
type Found = { person: Person } | { signUp: SignUp; mover?: Subscriber | undefined };

/** The links of the mails to an address that has not confirmed. Scanners open them first, so the button does it. */
const page = {
  read: async ({ c, link, deps }: Visit): Promise<Found | Response> => {
    const { subscribers } = deps;
    const [signUp, person] = await together([subscribers.findSignUp(link.id), subscribers.find(link.id)]);
    if (person?.status === 'active') return { person };
    speakTo(signUp);
    if (signUp === undefined) return confirmationGone(c);
    if (signUpStamp(signUp, deps.keyring) !== link.stamp) return respond(c, changedSince);
    return signUp.movesFrom === undefined ? { signUp } : { signUp, mover: await subscribers.find(signUp.movesFrom) };
  },
  say: {
    confirmed: () => inside.heading,
    moved: () => moving.moved,
    yours: () => words.signUp.yours.saved,
    late: () => words.signUp.yours.late,
  },
  view: (shown: Shown): Page => {
    const { found, deps, at, done } = shown;
    if ('person' in found) {
      const props = { person: found.person, deps };
      if (done === 'moved') return { title: moving.moved, content: <Moved {...props} /> };
      const heading = done === undefined ? inside.already : inside.heading;
      const notice = done === 'yours' || done === 'late' ? shown.said : undefined;
      return { title: heading, content: <Inside {...shown} {...props} heading={heading} notice={notice} /> };
    }
    if (found.signUp.movesFrom !== undefined)
      return { title: moving.title, content: <Move mover={found.mover} {...{ deps, at }} /> };
    return { title: said.title, content: <Begin signUp={found.signUp} {...{ deps, at }} /> };
  },
};
export const confirm = onPerson(links.confirm, {
  ...page,
  take: { confirm: press, makeYours: takeYours },
});
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
  const days = formatReminders(signUp.preferences);
  const branch = series.branches.find(({ id }) => id === signUp.branch);
  const today = localDateAt(deps.clock.now(), signUp.preferences.zone);
  const startsOn = laterStart(signUp.from, deps.cohorts, today);
  return (
    <Sheet heading={said.heading}>
      <p>{said.asked({ pace: formatPace(signUp.weeksBetween), series: series.title })}</p>
      <ul>
        <li>{said.lessons({ schedule: formatSchedule(signUp.preferences, signUp.weeksBetween) })}</li>
        {startsOn !== undefined && <li>{said.startsOn({ date: formatDate(startsOn) })}</li>}
        {days !== '' && <li>{said.reminders({ days })}</li>}
        {branch !== undefined && <li>{said.branch({ branch: branch.title })}</li>}
      </ul>
      <LessonsIn series={series} />
      <form method="post" action={at}>
        <Submit>{said.button}</Submit>
      </form>
      <p class="hint">{presentWording('emails').text}</p>
      <p class="hint">{said.notYou}</p>
    </Sheet>
  );
}

function Move({ mover, deps, at }: { mover: Subscriber | undefined; deps: SiteDeps; at: string }) {
  const next = isPerson(mover) && mover.status === 'active' ? formatNextLesson(mover, deps) : undefined;
  const number = isPerson(mover) ? Object.keys(mover.sent).length + 1 : 1;
  return (
    <Sheet heading={moving.heading}>
      <p>
        {next === undefined ? moving.along : moving.alongNext({ number: String(number), when: next })} {moving.kept}
      </p>
      <Press at={at}>{moving.button}</Press>
      <p class="hint">{moving.notYou}</p>
    </Sheet>
  );
}

const changedSince: Page = perLanguage(() => ({
  title: said.newer,
  content: (
    <Sheet heading={said.newer}>
      <p>{said.newerText}</p>
      <SignUpAgain />
    </Sheet>
  ),
  status: 410,
}));

/** Says to press again: whether the mail on its way counts must be known first. */
function busy(at: string): Page {
  const content = (
    <Sheet heading={moving.busy}>
      <p>{moving.busyText}</p>
      <Press at={at}>{moving.again}</Press>
    </Sheet>
  );
  return { title: moving.soon, content, status: 503 };
}

function Moved({ person, deps }: { person: Person; deps: SiteDeps }) {
  const next = formatNextLesson(person, deps);
  return (
    <Sheet heading={moving.moved} tone="good">
      <p class="next">
        {next === undefined ? inside.allHad : moving.nextComes({ when: next, b: (shown) => <strong>{shown}</strong> })}
      </p>
      <p>{moving.oldLinks}</p>
      <SettingsByMail />
    </Sheet>
  );
}

function SettingsByMail() {
  return <p>{inside.change({ link: (linked) => <a href={hrefOf(links.askForLink)}>{linked}</a> })}</p>;
}
