import { Hono } from 'hono';
import { words } from '../../../content/words.ts';
import { inEachSeries, links } from '../../../core/mail/links.ts';
import { hrefIn } from '../../kit/hrefs.ts';
import type { Lesson, Series } from '../../../core/course/series.ts';
import { formatLongDate } from '../../kit/spoken.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { respond } from '../../kit/respond.tsx';

const said = words.sources;

/** What the lessons rest on: every source, what it found, and how sure that makes us. */
export const sources = new Hono<SiteEnv>()
  .get(links.sources.path, (c) => page(c, c.var.deps.series.first))
  .get(inEachSeries(links.sources), (c) => {
    const series = c.var.deps.series.find(c.req.param('series'));
    return series === undefined ? c.notFound() : page(c, series);
  });

function page(c: SiteContext, series: Series): Promise<Response> {
  c.set('open', true);
  const { all, pathOf } = c.var.deps.series;
  const others = all
    .filter(({ id }) => id !== series.id)
    .map((one) => ({ ...one, path: hrefIn(pathOf(one), links.sources) }));
  return respond(c, {
    title: said.title,
    description: words.descriptions.sources,
    content: <Sources series={series} others={others} />,
  });
}

function Sources({ series, others }: { series: Series; others: { title: string; path: string }[] }) {
  const groups = [
    { title: said.course, lessons: series.lessons },
    ...series.branches.map(({ title, lessons }) => ({ title, lessons })),
  ];
  const all = groups.flatMap(({ lessons }) => lessons);
  const reviewed = all.filter(({ review }) => review !== undefined).length;
  return (
    <div class="narrow">
      <article class="sheet prose">
        <h1>{said.title}</h1>
        <p class="lede">{said.lede}</p>
        <p>
          {said.advice} {howMany(reviewed, all.length)}
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
            <h2>{said.others}</h2>
            <ul>
              {others.map(({ title, path }) => (
                <li>
                  <a href={path}>{said.of({ course: title })}</a>
                </li>
              ))}
            </ul>
          </>
        )}
      </article>
    </div>
  );
}

function howMany(reviewed: number, all: number): string {
  if (reviewed === 0) return said.noneReviewed;
  return reviewed === all ? said.allReviewed : said.someReviewed({ reviewed });
}

function LessonSources({ lesson }: { lesson: Lesson }) {
  return (
    <>
      <h3 id={lesson.id}>{lesson.title}</h3>
      <p>
        <strong>{said.sure}</strong> {lesson.certainty} <span class="hint">{reviewOf(lesson)}</span>
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

function reviewOf({ review }: Lesson): string {
  if (review === undefined) return said.lessonUnreviewed;
  return said.lessonReviewed({ name: review.by, role: review.role, date: formatLongDate(review.on) });
}
