import { words } from '../../../content/words.ts';
import type { Series } from '../../../core/course/series.ts';
import type { SeriesLibrary } from '../../../core/course/series-library.ts';
import { type Errors, ErrorSummary } from '../../kit/field.tsx';
import { type Held, HeldNotice } from '../../kit/limiting.tsx';
import { ForWhom, Others, Questions, Start, Trust, WhatComes } from './landing-sections.tsx';
import { LessonsIn } from '../../kit/lessons-in.tsx';
import { SampleLesson } from './sample-lesson.tsx';
import type { SignUpTyped } from './sign-up-form.ts';
import { SendSignUp, SignUpForm } from './form-parts.tsx';
import { presentWording } from '../../kit/spoken.ts';

export interface LandingProps {
  series: Series;
  library: SeriesLibrary;
  /** Another system of the operator's is told of people: the privacy page says what. */
  tellsOthers: boolean;
  repliesWithinDays: number | undefined;
  /** The day on which the group of this link begins, if it is still to come. */
  startsOn: string | undefined;
  typed: SignUpTyped;
  errors: Errors;
  /** The address that was probably meant. */
  meant: string | undefined;
  /** Why the form was not taken, when nothing is wrong with it. */
  held: Held | undefined;
  /** For the form to solve; without one it asks for one itself. */
  challenge: string | undefined;
}

/** The start page of a series: what it is, the form, and a lesson to try; then everything else. */
export function Landing({
  series,
  library,
  tellsOthers,
  repliesWithinDays,
  startsOn,
  typed,
  errors,
  meant,
  held,
  challenge,
}: LandingProps) {
  const others = library.all.filter(({ id }) => id !== series.id);
  const path = library.pathOf(series);
  return (
    <div class="wrap landing">
      <div class="hero">
        <div class="join">
          <Week />
          <h1>{series.landing.heading}</h1>
          <p class="lede">{series.promise}</p>
          {meant === undefined ? (
            <ErrorSummary errors={errors} />
          ) : (
            <Meant {...{ series, typed, meant }} proof={held?.proof} />
          )}
          {held !== undefined && <HeldNotice held={held} />}
          <LessonsIn series={series} />
          <SignUpForm {...{ series, startsOn, typed, errors, challenge }} proof={held?.proof} />
        </div>
        <SampleLesson series={series} path={path} />
      </div>
      <div class="about">
        <WhatComes series={series} path={path} />
        <ForWhom series={series} />
        <Trust {...{ path, tellsOthers, repliesWithinDays }} />
        {others.length > 0 && <Others series={others} library={library} from={typed.from} />}
        <Questions series={series} />
        <Start />
      </div>
    </div>
  );
}

/** "Did you mean anna@gmail.com?", as a button: one press is the answer. */
function Meant({
  series,
  typed,
  meant,
  proof,
}: Pick<LandingProps, 'series' | 'typed'> & { meant: string; proof: Held['proof'] }) {
  const said = words.landing.meant;
  const instead = { ...typed, email: meant, consent: presentWording('emails').version };
  return (
    <section class="summary" aria-labelledby="meant" tabindex={-1} autofocus>
      <h2 id="meant">{said.heading({ Address: <span class="address">{meant}</span> })}</h2>
      <SendSignUp series={series} typed={instead} proof={proof} label={said.yes({ address: meant })} look="answer" />
      <p class="hint">{said.no({ address: typed.email, button: words.landing.ask.button })}</p>
    </section>
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
