import type { Child } from 'hono/jsx';
import { dynamoCounts } from '../../../lambdas/adapters/dynamo/counts.ts';
import type { SeriesCounts } from '../../../lambdas/core/counting/counts.ts';
import { everyLesson } from '../../../lambdas/core/course/course.ts';
import type { Lesson, Series } from '../../../lambdas/core/course/series.ts';
import { anonymousFields } from '../../../lambdas/core/sending/fields-for-anybody.ts';
import { mailFrame, mailSandbox } from '../../console/mail-frame.ts';
import { Rows } from '../../console/rows.tsx';
import { consolePath, type Section } from '../../console/section.ts';
import { peopleMin } from '../aggregates.ts';
import { lessonFigures } from '../format-counts.ts';
import type { ServiceConnection } from '../connection.ts';
import { SeriesChoice, seriesOf } from './series-choice.tsx';

const path = '/lessons';

/** Lessons, what became of them, and each as it arrives. */
export function lessonsSection(connection: ServiceConnection): Section {
  const countsOf = async (series: Series) => (await dynamoCounts(connection.table).read(series.id)).now;
  return {
    name: 'Lessons',
    path,
    routes: (app, page) => {
      app.get(path, async (context) => {
        const series = seriesOf(context, connection);
        const choice = <SeriesChoice path={path} library={connection.series} chosen={series} />;
        return page(context, 'Lessons', <Lessons series={series} counts={await countsOf(series)} choice={choice} />);
      });
      app.get(`${path}/:id/:as{html}?`, async (context) => {
        const series = seriesOf(context, connection);
        const lesson = everyLesson(series).find(({ id }) => id === context.req.param('id'));
        if (lesson === undefined) {
          return page(context, 'No such lesson', <p>It is not in this series.</p>, { status: 404 });
        }
        if (context.req.param('as') === undefined) {
          const counts = await countsOf(series);
          return page(context, lesson.title, <LessonPage lesson={lesson} series={series} counts={counts} />);
        }
        // As it arrives, about nobody.
        const siteUrl = new URL(context.req.url).origin;
        const sender = { name: connection.name, postalAddress: '' };
        return mailFrame(context, lesson.mail.html(anonymousFields({ sender, siteUrl })), siteUrl);
      });
    },
  };
}

const fewNote = `– where a rate would tell what fewer than ${peopleMin} people said.`;

const percent = (value: number | undefined) => (value === undefined ? '–' : `${value} %`);

/** What became of a lesson, by what it is called. */
function figuresOf(id: string, counts: SeriesCounts | undefined): [name: string, value: string | number][] {
  const found = counts?.lessons[id];
  const figures = found && lessonFigures(found);
  return [
    ['Sent', found === undefined ? 0 : (figures?.sent ?? '–')],
    ['Left after it', percent(figures?.left)],
    ['Checked in', percent(figures?.checkedIn)],
    ['Practised on 3 days or more', percent(figures?.practised)],
  ];
}

interface LessonsProps {
  series: Series;
  counts: SeriesCounts | undefined;
  /** Leads to the lessons of another series. */
  choice: Child;
}

/** Every lesson with what became of it. */
function Lessons({ series, counts, choice }: LessonsProps) {
  return (
    <>
      {choice}
      <p class="note">{fewNote}</p>
      <Rows
        title="Lessons and their figures"
        head={['Lesson', ...figuresOf('', undefined).map(([name]) => name)]}
        rows={everyLesson(series).map(({ id, title }) => [
          <a href={`${consolePath}${path}/${id}?series=${series.id}`}>{title}</a>,
          ...figuresOf(id, counts).map(([, value]) => value),
        ])}
      />
    </>
  );
}

interface LessonPageProps {
  lesson: Lesson;
  series: Series;
  counts: SeriesCounts | undefined;
}

/** A lesson as people see it, with its figures beside it. */
function LessonPage({ lesson, series, counts }: LessonPageProps) {
  return (
    <div class="beside">
      <div>
        <dl class="head">
          {figuresOf(lesson.id, counts).map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
        <p class="note">{fewNote}</p>
      </div>
      <iframe
        title="The lesson as it arrives"
        src={`${consolePath}${path}/${lesson.id}/html?series=${series.id}`}
        sandbox={mailSandbox}
      ></iframe>
    </div>
  );
}
