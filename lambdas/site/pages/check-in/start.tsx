import { words } from '../../../content/words.ts';
import { keepStart } from '../../../core/actions/start.ts';
import { hardAnswer } from '../../../core/course/hard-answer.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint, onward } from '../../../core/mail/opened-link.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { agreementIn } from '../../kit/agreement.ts';
import { Submit } from '../../kit/button.tsx';
import { ConsentField } from '../../kit/field.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { ScoreField } from '../../kit/score-field.tsx';
import { Intro, Sheet } from '../../kit/sheet.tsx';
import { LinkRow } from '../../kit/tabs.tsx';
import { refusalWords } from '../../kit/refusals.ts';
import { NextLesson } from '../course/next-lesson.tsx';
import { subscribed } from '../unsubscribe/standing.tsx';
import { ActiveField } from './active-field.tsx';
import { readStart } from './check-in-form.ts';
import { GoalField, GoalText } from './goal-field.tsx';
import { DangerPage, HardAnswerCard } from './hard-answer.tsx';
import { presentWording } from '../../kit/spoken.ts';

const says = words.start;

/** Where somebody begins: a few numbers and a line, to look back on later. Emptied, it is deleted. */
export const start = onPerson(links.start, {
  read: subscribed,
  take: {
    start: async ({ form, link, deps }) => {
      const reading = readStart(form);
      const goal = GoalText.safeParse(form.one('goal'));
      if ('errors' in reading || !goal.success) {
        return {
          errors: {
            ...('errors' in reading && reading.errors),
            ...(!goal.success && { goal: refusalWords(goal.error.issues[0]!) }),
          },
        };
      }
      const kept = { goal: goal.data, numbers: reading.numbers };
      const outcome = await keepStart(link.id, kept, deps, agreementIn(form, 'start-page'));
      if (outcome === 'not-agreed') return { errors: { health: words.progress.goal.notAgreed } };
      return outcome === 'kept' && 'saved';
    },
  },
  say: { saved: () => words.checkIn.savedHard },
  view: (shown) =>
    shown.said === undefined
      ? { title: says.title, content: <Ask {...shown} /> }
      : { title: shown.said, content: <Saved {...shown} /> },
});

type StartShown = SiteShown<Links['start'], Person>;

/** After the answers are stored. Hard numbers are answered as those of a check-in are. */
function Saved({ found: person, deps, link, at }: StartShown) {
  const answer = hardAnswer(person.start === undefined ? [] : [{ ...person.start, week: person.start.to }]);
  const badDay = deps.series.of(person).pages.badDay && mint(link, links.ownBadDay, deps);
  const to = [
    ...(badDay === undefined ? [] : [{ name: words.checkIn.badDay, href: badDay }]),
    { name: words.parts.own.progress, href: onward(link, links.progress) },
    { name: words.checkIn.change, href: at },
  ];
  if (answer?.rule === 'danger') {
    const country = deps.contacts.at(person.preferences.zone);
    return <DangerPage signs={answer.signs} country={country} onward={<LinkRow to={to} />} />;
  }
  return (
    <Sheet heading={words.checkIn.savedHard} {...(answer === undefined && { tone: 'good' as const })}>
      {answer !== undefined && <HardAnswerCard answer={answer} badDay={badDay} />}
      <p>{person.start === undefined && person.goal === undefined ? says.nothing : says.where}</p>
      <NextLesson person={person} deps={deps} />
      <LinkRow to={to} />
    </Sheet>
  );
}

/** Which numbers are asked for, and the messages that say what their ends mean. */
const scores = [
  { name: 'stress', none: 'scoreNone', most: 'scoreMost' },
  { name: 'pain', none: 'scoreNone', most: 'scoreMost' },
  { name: 'enjoyment', none: 'notAtAll', most: 'completely' },
  { name: 'activity', none: 'notAtAll', most: 'completely' },
] as const;

function Ask({ found: person, at, sent, errors }: StartShown) {
  const form = sent.start;
  const typed = (name: (typeof scores)[number]['name'] | 'active') =>
    form?.one(name) ?? String(person.start?.[name] ?? '');
  return (
    <div class="narrow">
      <Intro heading={says.title} lede={says.lede} errors={errors} />
      <form class="sheet" method="post" action={at} novalidate>
        {scores.map(({ name, none, most }) => (
          <ScoreField
            id={name}
            label={says[name]}
            typed={typed(name)}
            none={words.checkIn[none]}
            most={words.checkIn[most]}
            error={errors[name]}
          />
        ))}
        <ActiveField label={says.active} typed={typed('active')} error={errors['active']} />
        <GoalField typed={form?.one('goal') ?? person.goal ?? ''} error={errors['goal']} />
        {person.healthConsent === undefined && (
          <ConsentField
            id="health"
            wording={presentWording('health')}
            hint={words.checkIn.consentHint}
            sent={form?.one('health') ?? ''}
            error={errors['health']}
          />
        )}
        <Submit>{says.save}</Submit>
      </form>
    </div>
  );
}
