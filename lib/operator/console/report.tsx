import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { dynamoCounts } from '../../../lambdas/adapters/dynamo/counts.ts';
import { everyLesson } from '../../../lambdas/core/course/course.ts';
import type { Series } from '../../../lambdas/core/course/series.ts';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { Rows } from '../../console/rows.tsx';
import { consolePath, type Section } from '../../console/section.ts';
import type { ServiceConnection } from '../connection.ts';
import { lessonsCsv, reportCsv } from '../report/as-csv.ts';
import { type PlaceFigures, reportFigures, type ReportFigures } from '../report/figures.ts';
import { figuresOfLessons, type LessonFigures } from '../report/lesson-figures.ts';
import { type Question, questions } from '../report/outcomes.ts';
import { readOutcomes } from '../report/read-outcomes.ts';
import { cautions, formatCount, formatSpread, momentNames, questionNames, reading } from '../report/words.ts';
import { SeriesChoice, seriesOf } from './series-choice.tsx';
import { SpreadChart } from './spread-chart.tsx';

const path = '/report';

/** People that the page looks at: half a minute of reading. The command line reads everybody. */
const lookedAtMax = 100_000;

/** Whether the course helps, in what people say of themselves; and what became of each lesson. Counts are exact on the page, and in fives in its files. */
export function reportSection(connection: ServiceConnection): Section {
  const read = async (series: Series, exact: boolean) => {
    const { outcomes, more } = await readOutcomes(series, connection, lookedAtMax);
    return { report: reportFigures(outcomes, series, isoInstant(connection.clock.now()), exact), more };
  };
  const counted = async (series: Series) => (await dynamoCounts(connection.table).read(series.id)).now;
  return {
    name: 'Does it help?',
    path,
    routes: (app, page) => {
      app.get(path, async (context) => {
        const series = seriesOf(context, connection);
        const [{ report, more }, counts] = await Promise.all([read(series, true), counted(series)]);
        const choice = <SeriesChoice path={path} library={connection.series} chosen={series} />;
        const lessons = figuresOfLessons(series, counts, true);
        const content = <Report {...{ report, more, lessons, series, choice }} countedAt={counts?.at} />;
        return page(context, 'Does it help?', content);
      });
      app.get(`${path}/report.csv`, async (context) => {
        const { report } = await read(seriesOf(context, connection), false);
        return csvFile(context, reportCsv(report), 'report.csv');
      });
      app.get(`${path}/lessons.csv`, async (context) => {
        const series = seriesOf(context, connection);
        return csvFile(context, lessonsCsv(figuresOfLessons(series, await counted(series), false)), 'lessons.csv');
      });
    },
  };
}

function csvFile(context: Context, text: string, name: string): Response {
  return context.body(text, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
  });
}

interface ReportProps {
  report: ReportFigures;
  /** There are people whom nobody looked at. */
  more: boolean;
  lessons: readonly LessonFigures[];
  /** When the lessons were counted. */
  countedAt: string | undefined;
  series: Series;
  /** Leads to the report of another series. */
  choice: Child;
}

function Report({ report, more, lessons, countedAt, series, choice }: ReportProps) {
  const { people, moments } = report;
  const fileAt = (name: string) => `${consolePath}${path}/${name}?series=${series.id}`;
  return (
    <>
      {choice}
      {cautions.map((caution) => (
        <p>{caution}</p>
      ))}
      <p class="note">
        As of {report.at}. Counts on this page are exact, for you alone. To show them to others, take{' '}
        <a href={fileAt('report.csv')}>the report as a file</a>, whose counts are in fives.
      </p>
      {more && (
        <p class="note">
          Only the first {lookedAtMax} people were looked at. All of them: <code>npx weekwise report</code>.
        </p>
      )}
      <Rows
        title="Who answered"
        head={['When', 'That far', 'Asked', 'Answered']}
        rows={[
          ['At the start', people.had, people.had, people.started].map(cell),
          ...moments.map(({ place, due, asked, answered }) => [momentNames[place], due, asked, answered].map(cell)),
        ]}
      />
      <p class="note">
        Of those who said where they start, {people.otherWording} are not counted since they agreed to a wording without
        this use, and {people.startedLate} since they said it later than two weeks in. What somebody answered is on no
        page beside their name.
      </p>
      <p class="note">{reading}</p>
      <div class="charts wide">
        {questions.map((question) => (
          <OneQuestion question={question} report={report} series={series} />
        ))}
      </div>
      <Practised report={report} />
      <LessonTable lessons={lessons} series={series} countedAt={countedAt} file={fileAt('lessons.csv')} />
    </>
  );
}

const cell = (value: string | number | null) => (typeof value === 'string' ? value : formatCount(value));

const changeHead = ['When', 'Answered', 'At the start', 'Change', 'Lower', 'Same', 'Higher'];

function changeRow(name: string, { questions: of }: PlaceFigures, question: Question): readonly Child[] {
  const { answered, atStart, change, lower, same, higher } = of[question];
  return [name, cell(answered), formatSpread(atStart), formatSpread(change), cell(lower), cell(same), cell(higher)];
}

interface OneQuestionProps {
  question: Question;
  report: ReportFigures;
  series: Series;
}

function OneQuestion({ question, report, series }: OneQuestionProps) {
  const { atStart, moments, weeks, lessons } = report;
  const name = questionNames[question];
  const titles = new Map(everyLesson(series).map(({ id, title }) => [id, title]));
  const { answered, spread } = atStart[question];
  return (
    <section class="chart">
      <Rows
        title={name}
        head={changeHead}
        rows={[
          ['At the start', cell(answered), formatSpread(spread), '', '', '', ''],
          ...moments.map((place) => changeRow(momentNames[place.place], place, question)),
        ]}
      />
      <SpreadChart weeks={weeks} question={question} label={name} />
      <details>
        <summary>By week and by lesson</summary>
        <Rows
          title={`${name}, by week`}
          head={changeHead}
          rows={weeks.map((place) => changeRow(`Week ${place.place}`, place, question))}
        />
        <Rows
          title={`${name}, by lesson`}
          head={changeHead}
          rows={lessons.map((place) => changeRow(titles.get(place.place) ?? place.place, place, question))}
        />
      </details>
    </section>
  );
}

function Practised({ report: { moments, weeks } }: { report: ReportFigures }) {
  const row = (name: string, { answered, practised }: PlaceFigures) =>
    [name, answered, practised['0'], practised['1-2'], practised['3-4'], practised['5-7']].map(cell);
  const head = ['When', 'Answered', 'On no day', '1 or 2', '3 or 4', '5 to 7'];
  return (
    <>
      <Rows
        title="Days of practice in the last week"
        head={head}
        rows={moments.map((place) => row(momentNames[place.place], place))}
      />
      <details>
        <summary>By week</summary>
        <Rows title="Days of practice, by week" head={head} rows={weeks.map((one) => row(`Week ${one.place}`, one))} />
      </details>
    </>
  );
}

interface LessonTableProps {
  lessons: readonly LessonFigures[];
  series: Series;
  countedAt: string | undefined;
  file: string;
}

/** What became of each lesson. People who left or bounced are a press away: nothing about their health is in that. */
function LessonTable({ lessons, series, countedAt, file }: LessonTableProps) {
  const linked = (count: number | null, lesson: string, status: 'unsubscribed' | 'bounced') =>
    count === 0 || count === null ? (
      cell(count)
    ) : (
      <a href={`${consolePath}/people?${new URLSearchParams({ status, series: series.id, lesson }).toString()}`}>
        {count}
      </a>
    );
  return (
    <>
      <Rows
        title="What became of each lesson"
        head={['Lesson', 'Sent', 'Bounced after it', 'Left after it', 'Said how it went', 'Tried it', 'Like it']}
        rows={lessons
          .filter(({ sent }) => sent !== 0)
          .map(({ lesson, title, sent, bounced, left, said, tried, liked }) => [
            <a href={`${consolePath}/lessons/${lesson}?series=${series.id}`}>{title}</a>,
            cell(sent),
            linked(bounced, lesson, 'bounced'),
            linked(left, lesson, 'unsubscribed'),
            cell(said),
            cell(tried),
            cell(liked),
          ])}
        none="No lesson was sent yet."
      />
      <p class="note">
        {countedAt === undefined
          ? 'Nothing was counted yet: counting runs once per night.'
          : `Counted ${countedAt}. People who left or bounced more than 30 days ago are not in it.`}{' '}
        Tried: practised at least once, by what they said. Like it: keep it among their lessons.{' '}
        <a href={file}>The same as a file</a>, with counts in fives.
      </p>
    </>
  );
}
