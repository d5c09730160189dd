import {
  adaptLessons,
  changeSeries,
  changeSettings,
  chooseBranch,
  resume,
  voidLinks,
} from '../../../core/actions/changing.ts';
import { branchIn } from '../../../core/course/series.ts';
import { hrefOf, links, type Links } from '../../../core/mail/links.ts';
import { mint, onward } from '../../../core/mail/opened-link.ts';
import { presentWording } from '../../../core/person/consent-wordings.ts';
import { formatSchedule } from '../../../core/person/preferences.ts';
import { isPerson, type Person, statusAt } from '../../../core/person/subscriber.ts';
import { localTimeAt } from '../../../core/time/calendar.ts';
import { formatDays } from '../../../core/time/words.ts';
import { described, type Errors, Field } from '../../kit/field.tsx';
import { LinkForm } from '../../kit/link-form.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { Intro, Press, Sheet } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';
import { formatNextLesson } from '../course/next-lesson.tsx';
import { NextMails } from '../course/next-mails.tsx';
import { active } from '../unsubscribe/standing.tsx';
import { branchNotAgreed } from '../sign-up/sign-up-form.ts';
import { AnotherSeries } from './another-series.tsx';
import { BranchField } from './branch-field.tsx';
import { dateAndYear, pauseBy, PauseSection } from './pause.tsx';
import { FirstNameField, ScheduleFields } from './schedule-fields.tsx';
import { readSchedule, scheduleOf, scheduleTyped, type ScheduleTyped } from './schedule-form.ts';

/** Everything that a subscriber can change, headed by what they come to look up: when the next lesson comes. */
export const settings = onPerson(links.settings, {
  read: active,
  take: {
    settings: async ({ form, link, deps }) => {
      const reading = readSchedule(scheduleTyped(form));
      if ('errors' in reading) return reading;
      return (await changeSettings(link.id, reading.schedule, deps)) && 'saved';
    },
    branch: async ({ form, link, deps }) => {
      const person = await deps.subscribers.find(link.id);
      const branch = isPerson(person) ? branchIn(deps.series.of(person), form.one('branch')) : undefined;
      const ticked = form.one('health') === 'yes';
      if (isPerson(person) && person.healthConsent === undefined && branch !== undefined && !ticked) {
        return { errors: { health: branchNotAgreed } };
      }
      const agreement = { textVersion: presentWording('health').version, source: 'settings-page' };
      return (await chooseBranch(link.id, branch, deps, ticked ? agreement : undefined)) && 'saved';
    },
    changeSeries: async ({ form, link, deps }) => {
      const series = deps.series.find(form.one('series'));
      return series !== undefined && (await changeSeries(link.id, series, deps)) && 'series';
    },
    adapt: async ({ form, link, deps }) => (await adaptLessons(link.id, form.one('adapt') === 'yes', deps)) && 'saved',
    pause: ({ form, link, deps }) => pauseBy(form, link.id, deps),
    resume: async ({ link, deps }) => (await resume(link.id, deps)) && 'resumed',
    voidLinks: async ({ link, deps }) => {
      await voidLinks(link.id, deps);
      return 'void';
    },
  },
  say: {
    saved: 'Saved.',
    series: (person, deps) => `You are in “${deps.series.of(person).title}” now.`,
    paused: ({ pausedUntil }) => (pausedUntil === undefined ? 'Saved.' : `Paused until ${dateAndYear(pausedUntil)}.`),
    resumed: 'The pause is over.',
  },
  view: (shown) => ({ title: 'Your settings', content: <Settings {...shown} /> }),
  end: { void: () => ({ title: 'Earlier links are void', content: <MadeVoid /> }) },
});

const MadeVoid = () => (
  <Sheet heading="Your earlier links are void" tone="good">
    <p>
      They no longer open anything, nor does the link to this page. Our next email has new ones. If you need one sooner,
      we can send it.
    </p>
    <LinkForm />
  </Sheet>
);

function Settings(shown: SiteShown<Links['settings'], Person>) {
  const { found: person, deps, link, at, sent, errors, said } = shown;
  const series = deps.series.of(person);
  const schedule = sent.settings ? scheduleTyped(sent.settings) : scheduleOf(person);
  return (
    <div class="narrow">
      <Intro
        heading={<Headline person={person} deps={deps} />}
        lede={<Rhythm person={person} deps={deps} />}
        said={said}
        errors={errors}
      />
      <NextMails person={person} deps={deps} steer={(step) => onward(link, links.steer, { step })} />
      <section class="sheet" aria-labelledby="change">
        <h2 id="change">Change when we write</h2>
        <form method="post" action={at} novalidate>
          <ScheduleFields typed={schedule} errors={errors} guessZone={false} />
          <FirstNameField typed={schedule} errors={errors} />
          <LanguageField typed={schedule} errors={errors} />
          <button type="submit">Save</button>
        </form>
      </section>
      <PauseSection {...shown} />
      {series.branches.length > 0 && (
        <section class="sheet" aria-labelledby="situation">
          <h2 id="situation">Lessons for your situation</h2>
          <form method="post" action={onward(link, links.branch)}>
            <BranchField
              series={series}
              chosen={sent.branch ? branchIn(series, sent.branch.one('branch')) : person.branch}
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
      <AnotherSeries person={person} deps={deps} link={link} />
      <section class="sheet" aria-labelledby="check-ins">
        <h2 id="check-ins">Your check-ins</h2>
        <p>
          Each lesson asks how your week was. <a href={onward(link, links.progress)}>See your weeks so far</a>
        </p>
        <form method="post" action={onward(link, links.adapt)}>
          <label class="tick">
            <input type="checkbox" name="adapt" value="yes" checked={person.coachingOff !== true} />
            <span>Adapt my lessons to my answers. Each lesson says why.</span>
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
        <p>See lessons and practices next to the rest of your week, in your own calendar.</p>
        <p>
          <a class="button quiet" href={onward(link, links.calendar)}>
            Add to my calendar
          </a>
        </p>
      </section>
      <section class="sheet" aria-labelledby="data">
        <h2 id="data">Your data, and your email address</h2>
        <p>
          See all that we store about you, download a copy, erase it at once, or move your course to another address.
          For this we email you a fresh link. It works for one hour.
        </p>
        <LinkForm id="fresh-email" label="Mail me a fresh link" />
      </section>
      <section class="sheet" aria-labelledby="void">
        <h2 id="void">Your earlier links</h2>
        <p>
          Did you forward one of our emails? Then its links open your settings for others too. You can make all links in
          earlier emails void, and the address of your calendar with them. Links that stop all mail go on working.
        </p>
        <Press at={onward(link, links.voidLinks)} quiet>
          Make all my earlier links void
        </Press>
      </section>
      <section class="sheet" aria-labelledby="leave">
        <h2 id="leave">Leave</h2>
        <p>One press on the next page stops all email. No survey first.</p>
        <p>
          <a class="button quiet" href={mint(link, links.unsubscribe, deps)}>
            Stop all mail
          </a>
        </p>
      </section>
    </div>
  );
}

interface PersonInDeps {
  person: Person;
  deps: SiteDeps;
}

function Headline({ person, deps }: PersonInDeps) {
  const next = formatNextLesson(person, deps);
  const paused = statusAt(person, deps.clock.now()) === 'paused';
  if (next === undefined && deps.series.of(person).withdrawn) return <>Your course is not offered any more</>;
  if (next === undefined) return <>{paused ? 'Your mail is paused' : 'You have had every lesson'}</>;
  return (
    <>
      {paused ? 'Paused. Your next lesson comes on ' : 'Your next lesson comes on '}
      <span class="when">{next}</span>
    </>
  );
}

function Rhythm({ person: { preferences, weeksBetween = 1 }, deps }: PersonInDeps) {
  const days = formatDays(preferences.reminderDays);
  return (
    <>
      Lessons: {weeksBetween > 1 && `every ${weeksBetween} weeks, `}
      {formatSchedule(preferences)}, where it is {localTimeAt(deps.clock.now(), preferences.zone)} now. Reminders:{' '}
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
