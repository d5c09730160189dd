import { checkIn as record, checkInsUntilNow, saidThisWeek } from '../../../core/actions/check-in.ts';
import { hardAnswer } from '../../../core/course/hard-answer.ts';
import { hrefOf, links, type Links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import { presentWording } from '../../../core/person/consent-wordings.ts';
import type { CheckIn } from '../../../core/person/records.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { ConsentField, described, Field, FieldGroup } from '../../kit/field.tsx';
import { FirstNumbers, HelpLink } from '../../kit/help-contacts.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { Intro, Sheet } from '../../kit/sheet.tsx';
import { NextLesson } from '../course/next-lesson.tsx';
import { subscribed } from '../unsubscribe/standing.tsx';
import { checkInTyped, type CheckInTyped, noteMax, readCheckIn, typedBefore } from './check-in-form.ts';
import { HardAnswerCard } from './hard-answer.tsx';

/** Every so many lessons the form asks a little more: the items of PEG. */
const longEvery = 4;

/** The check-in of a lesson's link. Its answer in the email is chosen already. */
export const checkIn = onPerson(links.checkIn, {
  read: async (visit) => {
    const person = await subscribed(visit);
    return person instanceof Response ? person : { person, said: await saidThisWeek(person, visit.deps) };
  },
  take: {
    checkIn: async ({ c, form, link, deps }) => {
      const person = await subscribed({ c, link, deps });
      if (person instanceof Response) return person;
      const earlier = await saidThisWeek(person, deps);
      const typed = checkInTyped(form, typedBefore(earlier));
      const reading = readCheckIn(typed);
      if ('errors' in reading) return reading;
      // What the form does not show stays as it was said.
      const said = { ...(earlier?.note !== undefined && { note: earlier.note }), ...reading.said };
      const agreement = { textVersion: presentWording('health').version, source: 'check-in-page' };
      const outcome = await record(link.id, said, deps, typed.health ? agreement : undefined);
      if (outcome !== 'not-agreed') return outcome !== 'nobody' && 'saved';
      return { errors: { health: 'Tick this box if we may store your answers. Without it we store nothing.' } };
    },
  },
  say: { saved: 'Saved' },
  view: (shown) =>
    shown.said === undefined
      ? { title: 'How was your week?', content: <Ask {...shown} /> }
      : { title: shown.said, content: <Saved {...shown} /> },
});

type CheckInShown = SiteShown<Links['checkIn'], { person: Person; said: CheckIn | undefined }>;

/** The page after the answers are stored. After a hard one it begins with whom to call, and has no praise and no trend. */
function Saved({ found: { person }, deps, link }: CheckInShown) {
  const answer = hardAnswer(checkInsUntilNow(person, deps));
  const isHard = answer !== undefined && answer.rule !== 'note';
  return (
    <Sheet heading={isHard ? 'Saved' : 'Saved. Thank you'} {...(!isHard && { tone: 'good' as const })}>
      {answer !== undefined && (
        <HardAnswerCard
          answer={answer}
          country={deps.contacts.at(person.preferences.zone)}
          badDay={deps.series.of(person).pages.badDay && onward(link, links.ownBadDay)}
        />
      )}
      <p>You can change it until the end of the week, with the same link.</p>
      {answer?.rule !== 'danger' && (
        <>
          <NextLesson person={person} deps={deps} />
          <p>
            Your emails have a link to your weeks so far, or <a href={hrefOf(links.askForLink)}>ask for one</a>.
          </p>
        </>
      )}
    </Sheet>
  );
}

const answers = [
  ['0', 'On none'],
  ['1-2', 'On 1 or 2 days'],
  ['3-4', 'On 3 or 4 days'],
  ['5-7', 'On 5 days or more'],
] as const;

/** One press of "Save" records the answer of the email with whatever else somebody likes to say. */
function Ask({ c, found: { person, said }, at, sent, errors }: CheckInShown) {
  const before = typedBefore(said);
  const typed = sent.checkIn
    ? checkInTyped(sent.checkIn, before)
    : { ...before, days: c.req.query('days') ?? before.days };
  const lessons = Object.keys(person.sent).length;
  const isTyped = typed.enjoyment !== '' || typed.activity !== '';
  const long = isTyped || (lessons > 0 && lessons % longEvery === 0);
  return (
    <div class="narrow">
      <Intro
        heading="How was your week?"
        lede="Every answer is fine, and we compare you with nobody. Nothing is saved until you press “Save”."
        errors={errors}
      />
      <form class="sheet" method="post" action={at} novalidate>
        <FieldGroup id="days" label="On how many days did you practise?" error={errors['days']}>
          {answers.map(([value, label]) => (
            <label class="tick">
              <input type="radio" name="days" value={value} checked={typed.days === value} />
              <span>{label}</span>
            </label>
          ))}
        </FieldGroup>
        <ScoreField
          id="stress"
          label="Stress in the last week (if you like)"
          typed={typed.stress}
          error={errors['stress']}
        />
        <ScoreField id="pain" label="Pain in the last week (if you like)" typed={typed.pain} error={errors['pain']} />
        {long && (
          <>
            <ScoreField
              id="enjoyment"
              label="How much did pain get in the way of enjoying life? (if you like)"
              typed={typed.enjoyment}
              error={errors['enjoyment']}
            />
            <ScoreField
              id="activity"
              label="How much did pain get in the way of what you do? (if you like)"
              typed={typed.activity}
              error={errors['activity']}
            />
          </>
        )}
        <NoteField typed={typed} error={errors['note']} noted={said?.note !== undefined} />
        {person.healthConsent === undefined && (
          <ConsentField
            id="health"
            wording={presentWording('health').text}
            hint="We ask this once. Your answers are about your health, so we store them only if you agree."
            ticked={typed.health}
            error={errors['health']}
          />
        )}
        <button type="submit">Save</button>
      </form>
      <p>
        If you feel worse, or worried: <HelpLink>when and where to get help</HelpLink>. We do not read what you answer,
        so we cannot help in an emergency.
      </p>
    </div>
  );
}

function ScoreField(properties: { id: string; label: string; typed: string; error: string | undefined }) {
  const { id, label, typed, error } = properties;
  const notes = { hint: '0 is none, 10 the worst you can imagine.', error };
  return (
    <Field id={id} label={label} {...notes}>
      <select id={id} name={id} {...described(id, notes)}>
        <option value="" selected={typed === ''}>
          Leave it open
        </option>
        {Array.from({ length: 11 }, (_, score) => (
          <option value={String(score)} selected={typed === String(score)}>
            {score}
          </option>
        ))}
      </select>
    </Field>
  );
}

function NoteField({ typed, error, noted }: { typed: CheckInTyped; error: string | undefined; noted: boolean }) {
  const notes = {
    hint: 'You see it again on your progress page. We do not show it to anybody and do not read it; the people who run the service could.',
    error,
  };
  return (
    <>
      <Field id="note" label="A line to yourself (if you like)" {...notes}>
        <input id="note" name="note" type="text" maxlength={noteMax} value={typed.note} {...described('note', notes)} />
      </Field>
      {noted && (
        <p class="hint">
          You wrote a line this week. It is kept if you leave this empty, and what you type here takes its place. To
          read it, <a href={hrefOf(links.askForLink)}>ask for a link</a>.
        </p>
      )}
      <p class="hint">
        No person and no program reads this line. If you are not safe, do not write it here: call <FirstNumbers />.
      </p>
    </>
  );
}
