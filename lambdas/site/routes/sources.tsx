import { Hono } from 'hono';
import type { Lesson, Series } from '../../core/series.ts';
import { longDateInWords } from '../../core/words.ts';
import type { SiteEnv } from '../env.ts';
import { respond } from '../respond.tsx';

/** What the lessons rest on: every source, what it found, and how sure that makes us. */
export const sources = new Hono<SiteEnv>().get('/sources', (c) => {
  c.set('open', true);
  return respond(c, { title: 'Sources', content: <Sources series={c.var.world.series} /> });
});

function Sources({ series }: { series: Series }) {
  const groups = [
    { title: 'The course', lessons: series.lessons },
    ...series.branches.map(({ title, lessons }) => ({ title, lessons })),
  ];
  const reviewed = groups.flatMap(({ lessons }) => lessons.map((lesson) => lesson.reviewed)).sort();
  return (
    <div class="narrow">
      <article class="sheet prose">
        <h1>Sources</h1>
        <p class="lede">
          Each lesson is written from published studies and guidelines. Here is what each of them found, and how sure
          that makes us. “May help” means just that: small effects, on average, for some people.
        </p>
        <p>
          This is information, not medical advice. The lesson that was checked longest ago was checked on{' '}
          {longDateInWords(reviewed[0]!)}.
        </p>
        {groups.map(({ title, lessons }) => (
          <>
            <h2>{title}</h2>
            {lessons.map((lesson) => (
              <LessonSources lesson={lesson} />
            ))}
          </>
        ))}
      </article>
    </div>
  );
}

function LessonSources({ lesson }: { lesson: Lesson }) {
  return (
    <>
      <h3 id={lesson.id}>{lesson.title}</h3>
      <p>
        <strong>How sure are we?</strong> {lesson.certainty}{' '}
        <span class="hint">Checked on {longDateInWords(lesson.reviewed)}.</span>
      </p>
      <ul>
        {lesson.sources.map(({ authors, year, title, finding, url }) => (
          <li>
            {authors} ({year}).{' '}
            {url === undefined ? (
              <cite>{title}</cite>
            ) : (
              <a href={url} rel="noreferrer">
                <cite>{title}</cite>
              </a>
            )}
            . {finding}
          </li>
        ))}
      </ul>
    </>
  );
}
