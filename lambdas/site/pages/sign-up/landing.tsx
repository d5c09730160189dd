import { HelpLink } from '../../kit/help-contacts.tsx';
import { hrefIn, hrefOf, links } from '../../../core/mail/links.ts';
import type { Series } from '../../../core/course/series.ts';
import type { SeriesLibrary } from '../../../core/course/series-library.ts';
import type { SignUpTyped } from './sign-up-form.ts';
import { type Held, HeldNotice } from '../../kit/limiting.tsx';
import { type Errors, ErrorSummary } from '../../kit/field.tsx';
import { SignUpForm } from './sign-up-form.tsx';

/** Lessons that are named; a longer series only says how many more there are. */
const lessonsNamed = 6;

interface LandingProps {
  series: Series;
  library: SeriesLibrary;
  /** Another system of the operator's is told of people: the privacy page says what. */
  tellsOthers: boolean;
  typed: SignUpTyped;
  errors: Errors;
  /** Why the form was not taken, when nothing is wrong with it. */
  held: Held | undefined;
  /** For the form to solve; without one it asks for one itself. */
  challenge: string | undefined;
}

export function Landing({ series, library, tellsOthers, typed, errors, held, challenge }: LandingProps) {
  const others = library.all.filter(({ id }) => id !== series.id);
  return (
    <div class="wrap landing">
      <div class="hero">
        <Week />
        <h1>{series.landing.heading}</h1>
        <p class="lede">{series.promise}</p>
        <ul class="facts">
          <li>One lesson a week, on your day and at your time</li>
          <li>A few minutes to read, a few to practise</li>
          <li>Free, no account, stop with one press</li>
        </ul>
      </div>
      <section class="sheet sign-up" id="sign-up" aria-labelledby="sign-up-heading">
        <h2 id="sign-up-heading">Sign up</h2>
        <ErrorSummary errors={errors} />
        {held !== undefined && <HeldNotice held={held} />}
        <SignUpForm {...{ series, typed, errors, challenge }} proof={held?.proof} />
      </section>
      <div class="about">
        <WhatComes series={series} path={library.pathOf(series)} />
        <ForWhom series={series} />
        {others.length > 0 && <Others series={others} library={library} />}
        <YourData tellsOthers={tellsOthers} />
      </div>
    </div>
  );
}

/** Seven days on a slow breath, one of them ours. */
function Week() {
  return (
    <svg class="week" viewBox="0 0 240 48" aria-hidden="true" fill="currentColor">
      <path
        d="M6 34 C26 34 26 14 44 14 S64 34 82 34 102 14 120 14 140 34 158 34 178 14 196 14 214 34 234 34"
        fill="none"
        stroke="currentColor"
        stroke-width="2.5"
        stroke-linecap="round"
      />
      <circle class="today" cx="44" cy="14" r="9" fill="currentColor" />
      {[6, 82, 158, 234].map((x) => (
        <circle cx={String(x)} cy="34" r="4.5" />
      ))}
      {[120, 196].map((x) => (
        <circle cx={String(x)} cy="14" r="4.5" />
      ))}
    </svg>
  );
}

function WhatComes({ series: { lessons, landing }, path }: { series: Series; path: string }) {
  const named = lessons.slice(0, lessonsNamed);
  return (
    <section aria-labelledby="what">
      <h2 id="what">What comes</h2>
      <p>
        {landing.about} <a href={hrefIn(path, links.sources)}>Every source we used</a>
      </p>
      <ol class="lessons">
        {named.map(({ title, minutes }) => (
          <li>
            <span class="lesson">{title}</span> <span class="minutes">{minutes} minutes</span>
          </li>
        ))}
      </ol>
      {lessons.length > named.length && <p>… and {lessons.length - named.length} more, one each week.</p>}
      {lessons[0] !== undefined && (
        <p>
          <a href={hrefIn(path, links.lesson, { lesson: lessons[0].id })}>Read the first lesson</a>, just as it is
          mailed.
        </p>
      )}
      <p>
        If you like, up to three short reminders a week prompt you to practise. You can pause, change the day, or leave
        whenever you want.
      </p>
    </section>
  );
}

function ForWhom({ series: { landing } }: { series: Series }) {
  return (
    <section aria-labelledby="whom">
      <h2 id="whom">Is it for you?</h2>
      <div class="practice">
        <h3>It may suit you if</h3>
        <ul>
          {landing.suits.map((whom) => (
            <li>{whom}</li>
          ))}
          <li>you have a few quiet minutes a week.</li>
        </ul>
      </div>
      <div class="care">
        <h3>It is not the right thing if</h3>
        <ul>
          {landing.suitsNot.map((whom) => (
            <li>{whom}</li>
          ))}
          <li>you feel you may harm yourself, or cannot cope with daily life</li>
          <li>you look for a diagnosis, or for something in place of your treatment.</li>
        </ul>
        <p>
          <HelpLink>When to get help, and where</HelpLink>
        </p>
      </div>
      <p>This is information, not medical advice.</p>
    </section>
  );
}

/** A person is in one at a time, and can go over by their settings. */
function Others({ series, library }: { series: readonly Series[]; library: SeriesLibrary }) {
  return (
    <section aria-labelledby="others">
      <h2 id="others">Other courses</h2>
      <ul>
        {series.map((one) => (
          <li>
            <a href={hrefIn(library.pathOf(one), links.home)}>{one.title}</a>. {one.promise}
          </li>
        ))}
      </ul>
      <p>One at a time. You can switch whenever you like.</p>
    </section>
  );
}

function YourData({ tellsOthers }: { tellsOthers: boolean }) {
  return (
    <section aria-labelledby="data">
      <h2 id="data">Your data stays small</h2>
      <p>
        We keep your address, your name if you gave one, when to write to you, and what you choose to tell us. Nothing
        is sold{tellsOthers ? '. The privacy page says what we send to another system' : ' or passed on'}. This site
        sets no cookies and has no trackers. We do not see whether you open an email. A link in every email lets you
        see, download or erase all of it. <a href={hrefOf(links.privacy)}>All about privacy</a>
      </p>
    </section>
  );
}
