import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import type { PracticeText } from '../../../core/course/series.ts';
import { links } from '../../../core/mail/links.ts';
import { hrefIn } from '../../kit/hrefs.ts';
import type { SiteDeps } from '../../kit/deps.ts';
import { HelpLink } from '../../kit/help-contacts.tsx';
import type { LessonOfSeries } from '../../kit/lesson-at.ts';
import { LinkRow } from '../../kit/tabs.tsx';
import { Moves } from './moves.tsx';
import { Stage } from './pacer.tsx';

const said = words.practise;

interface PracticePageProps extends LessonOfSeries {
  deps: Pick<SiteDeps, 'series'>;
  /** The page for a bad day; undefined where the series has none. */
  badDay: string | undefined;
  /** What stands above everything after a change. */
  notice?: Child;
  /** What it ends in: "I did it", or how to get one a week. */
  end: Child;
}

/** A lesson's practice, large enough to read from the floor: what the email says of it, and nothing else. */
export function PracticePage({ lesson, series, deps, badDay, notice, end }: PracticePageProps) {
  const { practice, care } = lesson;
  const path = deps.series.pathOf(series);
  const week = series.lessons.indexOf(lesson) + 1;
  const amount = practice.amount;
  return (
    <article class="broad practising">
      {notice}
      <div class="head">
        <p class="muted small">{week === 0 ? said.plain({ amount }) : said.ofWeek({ week: String(week), amount })}</p>
        <h1>{lesson.title}</h1>
        <p class="lede">{lesson.promise}</p>
      </div>
      <Stage timer={lesson.timer} />
      <div class="does">
        <section class="around" aria-labelledby="steps">
          <h2 id="steps">{said.steps}</h2>
          <Around texts={practice.before} />
          <ol class="steps" data-steps="">
            {practice.steps.map((step) => (
              <li>{step}</li>
            ))}
          </ol>
          <Around texts={practice.after} />
        </section>
        {lesson.moves !== undefined && <Moves moves={lesson.moves} />}
        <section class="care" aria-labelledby="gently">
          <h3 id="gently">{said.gently}</h3>
          <ul>
            {care.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
          <p>{said.help<Child>({ help: (linked: Child) => <HelpLink>{linked}</HelpLink> })}</p>
        </section>
        {end}
      </div>
      <LinkRow
        to={[
          { name: said.lesson, href: hrefIn(path, links.lesson, { lesson: lesson.id }) },
          ...(lesson.sheet ? [{ name: said.sheet, href: hrefIn(path, links.sheet, { lesson: lesson.id }) }] : []),
          ...(badDay === undefined ? [] : [{ name: said.badDay, href: badDay }]),
        ]}
      />
      <p>
        <button type="button" class="plain" data-print="" hidden>
          {said.print}
        </button>
      </p>
    </article>
  );
}

function Around({ texts }: { texts: readonly PracticeText[] }) {
  return (
    <>
      {texts.map((one) => {
        if (one.kind === 'heading') return <h3>{one.text}</h3>;
        if (one.kind === 'text') return <p>{one.text}</p>;
        return (
          <ul>
            {one.items.map((item) => (
              <li>{item}</li>
            ))}
          </ul>
        );
      })}
    </>
  );
}
