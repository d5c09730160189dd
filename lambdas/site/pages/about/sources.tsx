import { Hono } from 'hono';
import { hrefIn, inEachSeries, links } from '../../../core/mail/links.ts';
import type { Lesson, Series } from '../../../core/course/series.ts';
import { longDateInWords } from '../../../core/time/words.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { respond } from '../../kit/respond.tsx';

/** What the lessons rest on: every source, what it found, and how sure that makes us. */
export const sources = new Hono<SiteEnv>()
  .get(links.sources.path, (c) => page(c, c.var.world.series.first))
  .get(inEachSeries(links.sources), (c) => {
    const series = c.var.world.series.find(c.req.param('series'));
    return series === undefined ? c.notFound() : page(c, series);
  });

function page(c: SiteContext, series: Series): Promise<Response> {
  c.set('open', true);
  const { all, pathOf } = c.var.world.series;
  const others = all
    .filter(({ id }) => id !== series.id)
    .map((one) => ({ ...one, path: hrefIn(pathOf(one), links.sources) }));
  return respond(c, { title: 'Sources', content: <Sources series={series} others={others} /> });
}

function Sources({ series, others }: { series: Series; others: { title: string; path: string }[] }) {
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
        {others.length > 0 && (
          <>
            <h2>Other courses</h2>
            <ul>
              {others.map(({ title, path }) => (
                <li>
                  <a href={path}>Sources of “{title}”</a>
                </li>
              ))}
            </ul>
          </>
        )}
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
