import type { Child, PropsWithChildren } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import type { Lesson, Series } from '../../../core/course/series.ts';
import type { SeriesLibrary } from '../../../core/course/series-library.ts';
import { links } from '../../../core/mail/links.ts';
import { hrefIn, hrefOf } from '../../kit/hrefs.ts';
import { reminderDaysMax } from '../../../core/person/preferences.ts';
import { Fold } from '../../kit/fold.tsx';
import { HelpLink } from '../../kit/help-contacts.tsx';

const said = words.landing;

/** Lessons that are named at once; the others are folded. */
const lessonsShown = 8;

interface OfSeries {
  series: Series;
  /** What the addresses of its pages begin with. */
  path: string;
}

const privacy = (linked: string) => <a href={hrefOf(links.privacy)}>{linked}</a>;

export function WhatComes({ series: { lessons, landing }, path }: OfSeries) {
  const shown = lessons.slice(0, lessonsShown);
  const later = lessons.slice(lessonsShown);
  return (
    <section class="whole" aria-labelledby="what">
      <h2 id="what">{said.weeks.heading}</h2>
      <p>
        {landing.about} <a href={hrefIn(path, links.sources)}>{said.weeks.every}</a>
      </p>
      <Lessons lessons={shown} from={1} />
      {later.length > 0 && (
        <Fold summary={said.weeks.later({ from: String(lessonsShown + 1), to: String(lessons.length) })}>
          <Lessons lessons={later} from={lessonsShown + 1} />
        </Fold>
      )}
      {landing.sample === undefined && lessons[0] !== undefined && (
        <p>
          <a href={hrefIn(path, links.lesson, { lesson: lessons[0].id })}>{said.weeks.first}</a>
        </p>
      )}
      <p>{said.weeks.reminders({ days: reminderDaysMax })}</p>
    </section>
  );
}

function Lessons({ lessons, from }: { lessons: readonly Lesson[]; from: number }) {
  return (
    <ol class="weeks" start={from}>
      {lessons.map(({ title, minutes }, index) => (
        <li>
          <span class="nth" aria-hidden="true">
            {from + index}
          </span>
          <span class="lesson">{title}</span>
          <span class="hint">{said.weeks.minutes({ minutes: String(minutes) })}</span>
        </li>
      ))}
    </ol>
  );
}

export function ForWhom({ series: { landing } }: Pick<OfSeries, 'series'>) {
  return (
    <section class="whole" aria-labelledby="whom">
      <h2 id="whom">{said.suits.heading}</h2>
      <div class="two">
        <div class="practice">
          <h3>{said.suits.yes}</h3>
          <ul class="checks">
            {[...landing.suits, said.suits.quiet].map((whom) => (
              <li>{whom}</li>
            ))}
          </ul>
        </div>
        <div class="care">
          <h3>{said.suits.no}</h3>
          <ul class="dashes">
            {[...landing.suitsNot, said.suits.harm, said.suits.treatment].map((whom) => (
              <li>{whom}</li>
            ))}
          </ul>
          <p>
            <HelpLink>{said.suits.help}</HelpLink>
          </p>
        </div>
      </div>
      <p>{said.suits.advice}</p>
    </section>
  );
}

interface TrustProps {
  path: string;
  tellsOthers: boolean;
  repliesWithinDays: number | undefined;
}

export function Trust({ path, tellsOthers, repliesWithinDays }: TrustProps) {
  const sources = (linked: string) => <a href={hrefIn(path, links.sources)}>{linked}</a>;
  return (
    <section class="whole" aria-labelledby="data">
      <h2 id="data">{said.trust.heading}</h2>
      <ul class="trust">
        <Point heading={said.trust.sure}>{said.trust.sureText({ sources })}</Point>
        <Point heading={said.trust.trackers}>
          {tellsOthers ? said.trust.trackersTold({ data: privacy }) : said.trust.trackersText}
        </Point>
        <Point heading={said.trust.own}>{said.trust.ownText({ data: privacy })}</Point>
        {repliesWithinDays !== undefined && (
          <Point heading={said.trust.replies}>{said.trust.repliesText({ days: repliesWithinDays })}</Point>
        )}
      </ul>
    </section>
  );
}

function Point({ heading, children }: PropsWithChildren<{ heading: string }>) {
  return (
    <li>
      <h3>{heading}</h3>
      <p class="small">{children}</p>
    </li>
  );
}

/** A person is in one at a time, and can go over by their settings. `from`: where they came from, to go along; '' for nowhere that anybody named. */
export function Others({ series, library, from }: { series: readonly Series[]; library: SeriesLibrary; from: string }) {
  const along = from === '' ? '' : `?from=${from}`;
  return (
    <section class="whole" aria-labelledby="others">
      <h2 id="others">{said.others.heading}</h2>
      <ul>
        {series.map((one) => (
          <li>
            <a href={`${hrefIn(library.pathOf(one), links.home)}${along}`}>{one.title}</a>. {one.promise}
          </li>
        ))}
      </ul>
      <p>{said.others.one}</p>
    </section>
  );
}

export function Questions({ series: { lessons } }: Pick<OfSeries, 'series'>) {
  const { questions } = said;
  const minutes = lessons.map((lesson) => lesson.minutes);
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">{questions.heading}</h2>
      <div class="questions">
        {lessons.length > 0 && (
          <Question asked={questions.time}>
            {questions.timeText({ least: Math.min(...minutes), most: Math.max(...minutes) })}
          </Question>
        )}
        <Question asked={questions.treatment}>{questions.treatmentText}</Question>
        <Question asked={questions.stop}>{questions.stopText}</Question>
        <Question asked={questions.often}>{questions.oftenText}</Question>
      </div>
    </section>
  );
}

function Question({ asked, children }: PropsWithChildren<{ asked: string }>): Child {
  return (
    <Fold summary={asked}>
      <p>{children}</p>
    </Fold>
  );
}

export function Start() {
  return (
    <section class="start" aria-labelledby="start">
      <h2 id="start">{said.start.heading}</h2>
      <p>{said.start.text}</p>
      <p>
        <a class="button" href="#email">
          {said.ask.button}
        </a>
      </p>
    </section>
  );
}
