import { hrefOf, links, type Links } from '../../core/links.ts';
import { hrefOfStronger, mint, onward, type Opened } from '../../core/opened-link.ts';
import { strongerLinks } from '../../core/stronger-links.ts';
import { daysInWords, scheduleInWords } from '../../core/words.ts';
import { type Person, statusAt } from '../../core/subscriber.ts';
import { localTimeAt } from '../../core/calendar.ts';
import type { Held } from '../limiting.tsx';
import type { PauseTyped } from '../pause-form.ts';
import type { ScheduleTyped } from '../schedule-form.ts';
import type { SiteWorld } from '../world.ts';
import { BranchField } from './branch-field.tsx';
import { AnotherSeries } from './another-series.tsx';
import { described, type Errors, ErrorSummary, Field } from './field.tsx';
import { nextLessonInWords } from './next-lesson.tsx';
import { NextMails } from './next-mails.tsx';
import { PauseSection } from './pause.tsx';
import { HeldNotice, ProofFields } from './proof-fields.tsx';
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
  /** A new address as it was typed. */
  email: string;
  /** Why the form with it was not taken, when nothing is wrong with it. */
  held?: Held | undefined;
  /** What was just done. */
  done?: string;
}

/** Everything that a subscriber can change, headed by what they come to look up: when the next lesson comes. */
export function Settings({ person, world, link, typed, errors, branch, pause, email, held, done }: SettingsProps) {
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
      <NextMails person={person} world={world} steer={(step) => mint(link, links.steer, world, { step })} />
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
      <section class="sheet" aria-labelledby="address">
        <h2 id="address">Another e-mail address</h2>
        <p>Your course moves along. We write to the new address first, and to the old one until you confirm.</p>
        <form
          method="post"
          action={hrefOfStronger(strongerLinks.addressFromSettings, link, world)}
          novalidate
          data-challenge={held?.proof?.challenge}
        >
          {held !== undefined && <HeldNotice held={held} />}
          <ProofFields proof={held?.proof} />
          <Field id="email" label="New e-mail address" error={errors['email']}>
            <input
              id="email"
              name="email"
              type="email"
              autocomplete="email"
              value={email}
              {...described('email', { error: errors['email'] })}
            />
          </Field>
          <button type="submit" class="quiet">
            Send a confirmation
          </button>
        </form>
      </section>
      <section class="sheet" aria-labelledby="check-ins">
        <h2 id="check-ins">Your check-ins</h2>
        <p>
          Each lesson asks how your week was.{' '}
          <a href={hrefOfStronger(strongerLinks.progressFromSettings, link, world)}>See your weeks so far</a>
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
        <h2 id="data">Your data</h2>
        <p>See all that we store about you, take a copy with you, or have it erased at once.</p>
        <p>
          <a class="button quiet" href={hrefOfStronger(strongerLinks.dataFromSettings, link, world)}>
            See my data
          </a>
        </p>
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
