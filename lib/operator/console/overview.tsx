import type { Child } from 'hono/jsx';
import { dynamoCounts } from '../../../lambdas/adapters/dynamo/counts.ts';
import type { Counts } from '../../../lambdas/core/counting/counts.ts';
import type { Series } from '../../../lambdas/core/course/series.ts';
import { peopleMin } from '../aggregates.ts';
import { lessonFigures } from '../format-counts.ts';
import { periods, spans, type SpanOfTime } from '../periods.ts';
import { consolePath, type Section } from '../../console/section.ts';
import type { ServiceConnection } from '../connection.ts';
import { type Need, readStatus, type Status, whatToDo } from '../status.ts';
import { listedStatuses } from '../subscriber/choices.ts';
import { ChartBox } from './chart-box.tsx';
import { SeriesChoice, seriesOf } from './series-choice.tsx';

const path = '/overview';
const spanNames = Object.keys(spans) as SpanOfTime[];

/** How it is now, and how it went. */
export function overviewSection(connection: ServiceConnection): Section {
  return {
    name: 'Overview',
    path,
    routes: (app, page) =>
      void app.get(path, async (context) => {
        const series = seriesOf(context, connection);
        const [status, counts] = await Promise.all([
          readStatus(connection),
          dynamoCounts(connection.table).read(series.id),
        ]);
        const choice = <SeriesChoice path={path} library={connection.series} chosen={series} />;
        const span = spanNames.find((one) => one === context.req.query('span')) ?? 'two months';
        return page(context, 'Overview', <Overview {...{ status, counts, series, choice, span }} />);
      }),
  };
}

function Overview(properties: {
  status: Status;
  counts: { now?: Counts['now']; days: Counts['days'] };
  series: Series;
  /** Leads to the numbers of another series. */
  choice: Child;
  /** How far back the charts go. */
  span: SpanOfTime;
}) {
  const { status, counts, series, choice, span } = properties;
  const todo = whatToDo(status);
  return (
    <>
      {todo.length === 0 ? (
        <p class="fine">
          <strong>Nothing needs doing.</strong> Lessons sent today: {status.today.sent} of {status.today.due}.
        </p>
      ) : (
        <section class="todo" aria-labelledby="todo">
          <h2 id="todo">What needs doing</h2>
          <ul>
            {todo.map(({ line, says }) => (
              <li>
                <span>
                  <strong>{line}</strong>: {says}
                </span>
                <NextStep line={line} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {status.notices.map(({ id, subject, state, had, toCome }) => (
        <p>
          Notice <a href={`${consolePath}/notices/${id}`}>{subject}</a>: {state}; {had} had it, {toCome} to come.
        </p>
      ))}
      <h2>Now</h2>
      <ul class="tiles">
        {Object.entries(status.people).map(([name, count]) => (
          <li>
            <strong>{count}</strong>{' '}
            {isListed(name) ? <a href={`${consolePath}/people?status=${name}`}>{name}</a> : name}
          </li>
        ))}
        {(['due', 'sent', 'late'] as const).map((name) => (
          <li>
            <strong>{status.today[name]}</strong> lessons {name} today
          </li>
        ))}
        <li>
          <strong>{status.claims.inDoubt}</strong> emails in doubt
        </li>
        <li>
          <strong>{Object.values(status.queues).reduce((sum, { deadLetters }) => sum + deadLetters, 0)}</strong>{' '}
          <a href={`${consolePath}/sending`}>dead letters</a>
        </li>
      </ul>
      <p class="links">
        <a href={`${consolePath}/people/recent`}>Recent activity</a>{' '}
        <a href={`${consolePath}/notices/new`}>Write a notice</a>
      </p>
      {choice}
      {counts.now === undefined ? (
        <p>Nothing was counted yet: counting runs once per night.</p>
      ) : (
        <Charts now={counts.now} days={counts.days} series={series} span={span} />
      )}
    </>
  );
}

/** Is their address known, so that they can be listed? */
const isListed = (status: string) => listedStatuses.some((one) => one === status);

/** The page on which it is done; nothing where there is none. */
function NextStep({ line }: Pick<Need, 'line'>) {
  const [path, words] = { Notices: ['/notices', 'Look at it'], 'Nothing for': ['/people?status=active', 'See who'] }[
    line
  ] ?? ['/sending', 'Go there'];
  return <a href={consolePath + path}>{words}</a>;
}

function Charts({ now, days, series, span }: Counts & { series: Series; span: SpanOfTime }) {
  const daily = (...names: [string, keyof Counts['days'][string]][]) => {
    const { each, dates, values } = periods(
      days,
      names.map(([, key]) => key),
      span,
    );
    return {
      first: each === 'day' ? 'Day' : 'Week from',
      chart: {
        kind: 'bar' as const,
        labels: dates.map((date) => date.slice(5)),
        rows: dates,
        series: names.map(([name, key]) => ({ name, values: values[key] })),
      },
    };
  };
  const lessons = series.lessons.filter(({ id }) => id in now.lessons);
  const figures = lessons.map(({ id }) => lessonFigures(now.lessons[id]!));
  const places = lessons.map(({ id }) => String(series.lessons.findIndex((lesson) => lesson.id === id) + 1));
  const weeks = Object.keys(now.activeByLessons).toSorted((a, b) => Number(a) - Number(b));
  const rows = lessons.map(({ title }, index) => `${places[index]}. ${title}`);
  return (
    <>
      <p class="note">
        Counted {now.at}. Days are days in UTC; today is omitted. Check-ins are not shown where fewer than {peopleMin}{' '}
        people would be told about.
      </p>
      <nav aria-label="How far back">
        <ul>
          {spanNames.map((one) => (
            <li>
              <a
                href={`${consolePath}${path}?${new URLSearchParams({ series: series.id, span: one }).toString()}`}
                aria-current={one === span ? 'true' : undefined}
              >
                {`The last ${one.replace(/^a /, '')}`}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="charts">
        <ChartBox title="Sign-ups and unsubscribes" {...daily(['confirmed', 'signedUp'], ['left', 'left'])} />
        <ChartBox title="Lessons sent" {...daily(['lessons', 'lessons'])} />
        <ChartBox
          title="Late lessons"
          note="From 15 minutes after their slot on."
          {...daily(['within an hour', 'within1Hour'], ['later', 'later'])}
        />
        <ChartBox title="Bounces and complaints" {...daily(['bounced', 'bounced'], ['complained', 'complained'])} />
        <ChartBox
          title="Where active people are"
          first="Lessons so far"
          chart={{
            kind: 'bar',
            labels: weeks,
            series: [{ name: 'people', values: weeks.map((week) => now.activeByLessons[week]!) }],
          }}
        />
        <ChartBox
          title="Who leaves after which lesson"
          first="Lesson"
          chart={{
            kind: 'bar',
            percent: true,
            labels: places,
            rows,
            series: [{ name: 'left', values: figures.map(({ left }) => left) }],
          }}
        />
        <ChartBox
          title="Check-ins and practice by lesson"
          note={`Checked in: of those who got it. Practised: on three days or more, of those who checked in.`}
          first="Lesson"
          chart={{
            kind: 'line',
            percent: true,
            labels: places,
            rows,
            series: [
              { name: 'checked in', values: figures.map(({ checkedIn }) => checkedIn) },
              { name: 'practised', values: figures.map(({ practised }) => practised) },
            ],
          }}
        />
      </div>
    </>
  );
}
