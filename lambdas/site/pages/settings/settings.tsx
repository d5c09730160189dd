import { hrefOf, links, type Links } from '../../../core/mail/links.ts';
import { mint, onward, type Opened } from '../../../core/mail/opened-link.ts';
import { daysInWords } from '../../../core/time/words.ts';
import { scheduleInWords } from '../../../core/person/preferences.ts';
import { type Person, statusAt } from '../../../core/person/subscriber.ts';
import { localTimeAt } from '../../../core/time/calendar.ts';
import type { PauseTyped } from './pause-form.ts';
import type { ScheduleTyped } from './schedule-form.ts';
import type { SiteWorld } from '../../kit/world.ts';
import { BranchField } from './branch-field.tsx';
import { AnotherSeries } from './another-series.tsx';
import { described, type Errors, ErrorSummary, Field } from '../../kit/field.tsx';
import { LinkForm } from '../../kit/link-form.tsx';
import { nextLessonInWords } from '../course/next-lesson.tsx';
import { NextMails } from '../course/next-mails.tsx';
import { PauseSection } from './pause.tsx';
import { FirstNameField, ScheduleFields } from './schedule-fields.tsx';

export interface SettingsProps {
  person: Person;
  world: SiteWorld;
  link: Opened<Links['settings']>;
  typed: ScheduleTyped;
  errors: Errors;
  /** The branch that is chosen in its form. */
  branch: string | undefined;
  pause: PauseTyped;
  /** What was just done. */
  done?: string;
}

/** Everything that a subscriber can change, headed by what they come to look up: when the next lesson comes. */
export function Settings({ person, world, link, typed, errors, branch, pause, done }: SettingsProps) {
  const series = world.series.of(person);
  return (
    <div class="narrow">
      <div class="intro">
        {done !== undefined && (
          <p class="done" role="status">
            {done}
          </p>
        )}
        <h1>
          <Headline person={person} world={world} />
        </h1>
        <p class="lede">
          <Rhythm person={person} world={world} />
        </p>
        <ErrorSummary errors={pause.error === undefined ? errors : { ...errors, until: pause.error }} />
      </div>
      <NextMails person={person} world={world} steer={(step) => onward(link, links.steer, { step })} />
      <section class="sheet" aria-labelledby="change">
        <h2 id="change">Change when we write</h2>
        <form method="post" action={onward(link, links.settings)} novalidate>
          <ScheduleFields typed={typed} errors={errors} guessZone={false} />
          <FirstNameField typed={typed} errors={errors} />
          <LanguageField typed={typed} errors={errors} />
          <button type="submit">Save</button>
        </form>
      </section>
      <PauseSection person={person} world={world} link={link} typed={pause} />
      {series.branches.length > 0 && (
        <section class="sheet" aria-labelledby="situation">
          <h2 id="situation">Lessons for your situation</h2>
          <form method="post" action={onward(link, links.branch)}>
            <BranchField
              series={series}
              chosen={branch}
              consent={person.healthConsent === undefined ? { ticked: false, error: errors['health'] } : undefined}
            />
            <button type="submit" class="quiet">
              Choose
            </button>
          </form>
          <p>
            A flare-up or a bad day? <a href={hrefOf(links.badDay)}>Three minutes that may help</a> are there at once.
          </p>
        </section>
      )}
      <AnotherSeries person={person} world={world} link={link} />
      <section class="sheet" aria-labelledby="check-ins">
        <h2 id="check-ins">Your check-ins</h2>
        <p>
          Each lesson asks how your week was. <a href={onward(link, links.progress)}>See your weeks so far</a>
        </p>
        <form method="post" action={onward(link, links.adapt)}>
          <label class="tick">
            <input type="checkbox" name="adapt" value="yes" checked={person.coachingOff !== true} />
            <span>Let my lessons answer to what I said. Each says why it does.</span>
          </label>
          <button type="submit" class="quiet">
            Keep this choice
          </button>
        </form>
        <p>
          <a href={onward(link, links.healthData)}>Delete what I told you about my health</a>
        </p>
      </section>
      <section class="sheet" aria-labelledby="calendar">
        <h2 id="calendar">Your calendar</h2>
        <p>See lessons and practices beside the rest of your week, in the calendar that you use.</p>
        <p>
          <a class="button quiet" href={onward(link, links.calendar)}>
            Add to my calendar
          </a>
        </p>
      </section>
      <section class="sheet" aria-labelledby="data">
        <h2 id="data">Your data, and your e-mail address</h2>
        <p>
          See all that we store about you, take a copy with you, have it erased at once, or move your course to another
          address. For this we mail you a fresh link. It works for one hour.
        </p>
        <LinkForm id="fresh-email" label="Mail me a fresh link" />
      </section>
      <section class="sheet" aria-labelledby="void">
        <h2 id="void">Your earlier links</h2>
        <p>
          Did you pass an e-mail of ours on? Then its links open your settings for others too. You can make all links in
          earlier e-mails void, and the address of your calendar with them. Links that stop all mail go on working.
        </p>
        <form method="post" action={onward(link, links.voidLinks)}>
          <button type="submit" class="quiet">
            Make all my earlier links void
          </button>
        </form>
      </section>
      <section class="sheet" aria-labelledby="leave">
        <h2 id="leave">Leave</h2>
        <p>One press on the next page ends all mail. No questions first.</p>
        <p>
          <a class="button quiet" href={mint(link, links.unsubscribe, world)}>
            Stop all mail
          </a>
        </p>
      </section>
    </div>
  );
}

function Headline({ person, world }: Pick<SettingsProps, 'person' | 'world'>) {
  const next = nextLessonInWords(person, world);
  const paused = statusAt(person, world.clock.now()) === 'paused';
  if (next === undefined && world.series.of(person).withdrawn) return <>Your course is not offered any more</>;
  if (next === undefined) return <>{paused ? 'Your mail is paused' : 'You have had every lesson'}</>;
  return (
    <>
      {paused ? 'Paused. Your next lesson comes on ' : 'Your next lesson comes on '}
      <span class="when">{next}</span>
    </>
  );
}

function Rhythm({ person: { preferences, weeksBetween = 1 }, world }: Pick<SettingsProps, 'person' | 'world'>) {
  const days = daysInWords(preferences.reminderDays);
  return (
    <>
      Lessons: {weeksBetween > 1 && `every ${weeksBetween} weeks, `}
      {scheduleInWords(preferences)}, where it is {localTimeAt(world.clock.now(), preferences.zone)} now. Reminders:{' '}
      {days === '' ? 'none' : days}.
    </>
  );
}

function LanguageField({ typed, errors }: { typed: ScheduleTyped; errors: Errors }) {
  const notes = { hint: 'There is one so far.', error: errors['locale'] };
  return (
    <Field id="locale" label="Language" {...notes}>
      <select id="locale" name="locale" {...described('locale', notes)}>
        <option value="en" selected={typed.locale === 'en'}>
          English
        </option>
      </select>
    </Field>
  );
}
