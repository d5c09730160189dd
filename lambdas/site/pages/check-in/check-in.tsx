import type { Child } from 'hono/jsx';
import { perLanguage, words } from '../../../content/words.ts';
import { checkIn as record, checkInsUntilNow, saidThisWeek } from '../../../core/actions/check-in.ts';
import { lessonAskedAbout, weekAskedAbout } from '../../../core/course/asked-about.ts';
import { latestLesson } from '../../../core/course/course.ts';
import { hardAnswer } from '../../../core/course/hard-answer.ts';
import type { Lesson } from '../../../core/course/series.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { hrefOf } from '../../kit/hrefs.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import type { CheckIn } from '../../../core/person/records.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { addDays, isoInstant, localDateAt, weekOf } from '../../../core/time/calendar.ts';
import { agreementIn } from '../../kit/agreement.ts';
import { formatDate, formatDay, presentWording } from '../../kit/spoken.ts';
import { Submit } from '../../kit/button.tsx';
import type { SiteDeps } from '../../kit/deps.ts';
import { ConsentField, described, Field, FieldGroup } from '../../kit/field.tsx';
import { FirstNumbers, HelpLink } from '../../kit/help-contacts.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { ScoreField } from '../../kit/score-field.tsx';
import { ActiveField } from './active-field.tsx';
import { Intro, Sheet } from '../../kit/sheet.tsx';
import { LinkRow } from '../../kit/tabs.tsx';
import { NextLesson } from '../course/next-lesson.tsx';
import { subscribed } from '../unsubscribe/standing.tsx';
import { checkInTyped, type CheckInTyped, noteMax, readCheckIn, typedBefore } from './check-in-form.ts';
import { DangerPage, HardAnswerCard } from './hard-answer.tsx';

const says = words.checkIn;

/** Every so many lessons the form asks a little more: the items of PEG. */
const longEvery = 4;

interface Asked {
  person: Person;
  /** What they said this week already. */
  earlier: CheckIn | undefined;
  /** Whose practice it asks about; undefined before the first lesson. */
  lesson: Lesson | undefined;
  /** The last day of the week that it asks about. */
  to: string;
  asks: 'days' | 'tried';
  /** The lesson that asks looks back, or the course is over: it asks for what was asked at the start. */
  looksBack: boolean;
  /** Days of that week on which they pressed "I did it". */
  noted: number;
}

async function askedOf(person: Person, deps: SiteDeps): Promise<Asked> {
  const now = deps.clock.now();
  const series = deps.series.of(person);
  const lesson = lessonAskedAbout(person, series, isoInstant(now));
  const isOver = person.status === 'completed';
  const looksBack = isOver || series.lookBack.includes(latestLesson(series, person.sent)?.id ?? '');
  const to = weekAskedAbout(person, now);
  const from = addDays(to, -6);
  const noted = (person.practisedOn ?? []).filter((date) => date >= from && date <= to).length;
  const earlier = await saidThisWeek(person, deps);
  return { person, earlier, lesson, to, asks: lesson?.once === true ? 'tried' : 'days', looksBack, noted };
}

/** The check-in of a lesson's link. Its answer in the email is chosen already. */
export const checkIn = onPerson(links.checkIn, {
  read: async (visit) => {
    const person = await subscribed(visit);
    return person instanceof Response ? person : askedOf(person, visit.deps);
  },
  take: {
    checkIn: async ({ c, form, link, deps }) => {
      const person = await subscribed({ c, link, deps });
      if (person instanceof Response) return person;
      const { earlier, asks } = await askedOf(person, deps);
      const typed = checkInTyped(form, typedBefore(earlier));
      const reading = readCheckIn(typed, asks);
      if ('errors' in reading) return reading;
      // What the form does not show stays as it was said.
      const said = { ...(earlier?.note !== undefined && { note: earlier.note }), ...reading.said };
      const outcome = await record(link.id, said, deps, agreementIn(form, 'check-in-page'));
      if (outcome !== 'not-agreed') return outcome !== 'nobody' && 'saved';
      return { errors: { health: says.notAgreed } };
    },
  },
  say: { saved: () => says.savedHard },
  view: (shown) =>
    shown.said === undefined
      ? { title: says.title, content: <Ask {...shown} /> }
      : { title: shown.said, content: <Saved {...shown} /> },
});

type CheckInShown = SiteShown<Links['checkIn'], Asked>;

/** The page after the answers are stored. After a hard one it begins with whom to call, and has no praise and no trend. */
function Saved({ found: { person }, deps, link, at }: CheckInShown) {
  const answer = hardAnswer(checkInsUntilNow(person, deps));
  const country = deps.contacts.at(person.preferences.zone);
  const badDay = deps.series.of(person).pages.badDay && onward(link, links.ownBadDay);
  if (answer?.rule === 'danger') {
    const to = [
      ...(badDay === undefined ? [] : [{ name: says.badDay, href: badDay }]),
      // This link is good for less than a pause.
      { name: says.pause, href: hrefOf(links.askForLink) },
      { name: says.change, href: at },
    ];
    return <DangerPage signs={answer.signs} country={country} onward={<LinkRow to={to} />} />;
  }
  const isHard = answer !== undefined && answer.rule !== 'note';
  const sunday = addDays(weekOf(localDateAt(deps.clock.now(), person.preferences.zone)), 6);
  return (
    <Sheet heading={isHard ? says.savedHard : says.saved} {...(!isHard && { tone: 'good' as const })}>
      {answer !== undefined && <HardAnswerCard answer={answer} badDay={badDay} />}
      <NextLesson person={person} deps={deps} />
      <p>
        {says.changeUntil({ day: formatDate(sunday) })} <a href={at}>{says.change}</a>
      </p>
      <p>{says.weeks<Child>({ ask: (linked) => <a href={hrefOf(links.askForLink)}>{linked}</a> })}</p>
      <p>{says.worse<Child>({ help: (linked) => <HelpLink>{linked}</HelpLink> })}</p>
    </Sheet>
  );
}

const answers = perLanguage(
  () =>
    ({
      days: [
        ['0', says.none],
        ['1-2', says.few],
        ['3-4', says.some],
        ['5-7', says.most],
      ],
      tried: [
        ['yes', says.yes],
        ['a-bit', says.aBit],
        ['not-yet', says.notYet],
      ],
    }) as const,
);

/** One press of "Save" records the answer of the email with whatever else somebody likes to say. */
function Ask({ c, found: { person, earlier, lesson, to, asks, looksBack, noted }, at, sent, errors }: CheckInShown) {
  const before = typedBefore(earlier, noted);
  const typed = sent.checkIn
    ? checkInTyped(sent.checkIn, before)
    : { ...before, [asks]: c.req.query(asks) ?? before[asks] };
  const lessons = Object.keys(person.sent).length;
  const isTyped = typed.enjoyment !== '' || typed.activity !== '';
  const long = isTyped || person.status === 'completed' || (lessons > 0 && lessons % longEvery === 0);
  const about = lesson === undefined ? undefined : says.about({ lesson: lesson.title, date: formatDay(to) });
  return (
    <div class="narrow">
      <Intro heading={says.title} lede={says.lede} errors={errors} />
      <form class="sheet" method="post" action={at} novalidate>
        {about !== undefined && <p class="muted">{about}</p>}
        <FieldGroup
          id={asks}
          label={says[asks]}
          error={errors[asks]}
          {...(asks === 'days' && noted > 0 && { hint: says.preset({ days: noted }) })}
        >
          {answers[asks].map(([value, label]) => (
            <label class="tick">
              <input type="radio" name={asks} value={value} checked={typed[asks] === value} />
              <span>{label}</span>
            </label>
          ))}
        </FieldGroup>
        <Score name="stress" typed={typed} errors={errors} />
        <Score name="pain" typed={typed} errors={errors} />
        {(looksBack || typed.active !== '') && (
          <ActiveField label={says.active} typed={typed.active} error={errors['active']} />
        )}
        {long && (
          <>
            <Score name="enjoyment" typed={typed} errors={errors} />
            <Score name="activity" typed={typed} errors={errors} />
          </>
        )}
        <NoteField typed={typed} error={errors['note']} noted={earlier?.note !== undefined} />
        {person.healthConsent === undefined && (
          <ConsentField
            id="health"
            wording={presentWording('health')}
            hint={says.consentHint}
            sent={sent.checkIn?.one('health') ?? ''}
            error={errors['health']}
          />
        )}
        <Submit>{says.save}</Submit>
      </form>
      <p>{says.worse<Child>({ help: (linked) => <HelpLink>{linked}</HelpLink> })}</p>
    </div>
  );
}

interface ScoreProps {
  name: 'stress' | 'pain' | 'enjoyment' | 'activity';
  typed: CheckInTyped;
  errors: Readonly<Record<string, string>>;
}

function Score({ name, typed, errors }: ScoreProps) {
  const isPeg = name === 'enjoyment' || name === 'activity';
  const [none, most] = isPeg ? [says.notAtAll, says.completely] : [says.scoreNone, says.scoreMost];
  return <ScoreField id={name} label={says[name]} typed={typed[name]} none={none} most={most} error={errors[name]} />;
}

function NoteField({ typed, error, noted }: { typed: CheckInTyped; error: string | undefined; noted: boolean }) {
  const notes = { hint: says.noteHint, error };
  return (
    <>
      <Field id="note" label={says.note} {...notes}>
        <input id="note" name="note" type="text" maxlength={noteMax} value={typed.note} {...described('note', notes)} />
      </Field>
      {noted && (
        <p class="hint">{says.noted<Child>({ ask: (linked) => <a href={hrefOf(links.askForLink)}>{linked}</a> })}</p>
      )}
      <p class="hint">{says.noteUnsafe<Child>({ FirstNumbers: <FirstNumbers /> })}</p>
    </>
  );
}
