import type { Child } from 'hono/jsx';
import type { Counts } from '../../../lambdas/core/counting.ts';
import type { Series } from '../../../lambdas/core/series.ts';
import { lessonFigures, peopleMin } from '../counts-words.ts';
import type { Status } from '../status.ts';
import { ChartBox } from './chart-box.tsx';

/** Days in a chart. */
const daysShown = 60;

/** How it is now, and how it went. */
export function Overview(properties: {
  status: Status;
  counts: { now?: Counts['now']; days: Counts['days'] };
  series: Series;
  /** Leads to the numbers of another series. */
  choice: Child;
}) {
  const { status, counts, series, choice } = properties;
  return (
    <>
      <h2>Now</h2>
      <ul class="tiles">
        {Object.entries(status.people).map(([name, count]) => (
          <li>
            <strong>{count}</strong> {name}
          </li>
        ))}
        <li>
          <strong>{status.claims.inDoubt}</strong> mails in doubt
        </li>
        <li>
          <strong>{Object.values(status.queues).reduce((sum, { deadLetters }) => sum + deadLetters, 0)}</strong>{' '}
          messages set aside
        </li>
      </ul>
      {choice}
      {counts.now === undefined ? (
        <p>Nothing was counted yet: that is done once a night.</p>
      ) : (
        <Charts now={counts.now} days={counts.days} series={series} />
      )}
    </>
  );
}

function Charts({ now, days, series }: Counts & { series: Series }) {
  const dates = Object.keys(days).toSorted().slice(-daysShown);
  const daily = (...names: [string, keyof Counts['days'][string]][]) => ({
    kind: 'bar' as const,
    labels: dates.map((date) => date.slice(5)),
    series: names.map(([name, key]) => ({ name, values: dates.map((date) => days[date]![key]) })),
  });
  const lessons = series.lessons.filter(({ id }) => id in now.lessons);
  const figures = lessons.map(({ id }) => lessonFigures(now.lessons[id]!));
  const places = lessons.map(({ id }) => String(series.lessons.findIndex((lesson) => lesson.id === id) + 1));
  const weeks = Object.keys(now.activeByLessons).toSorted((a, b) => Number(a) - Number(b));
  const few = `Left out where fewer than ${peopleMin} people would be meant.`;
  return (
    <>
      <p class="note">Counted {now.at}. Days are days in UTC; the day that is not over is left out.</p>
      <div class="charts">
        <ChartBox
          title="Sign-ups and leavings"
          first="Day"
          chart={daily(['confirmed', 'signedUp'], ['left', 'left'])}
        />
        <ChartBox title="Lessons sent" first="Day" chart={daily(['lessons', 'lessons'])} />
        <ChartBox
          title="Late lessons"
          note="From 15 minutes after their slot on."
          first="Day"
          chart={daily(['within an hour', 'within1Hour'], ['later', 'later'])}
        />
        <ChartBox
          title="Bounces and complaints"
          first="Day"
          chart={daily(['bounced', 'bounced'], ['complained', 'complained'])}
        />
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
          note={few}
          first="Lesson"
          chart={{
            kind: 'bar',
            percent: true,
            labels: places,
            series: [{ name: 'left', values: figures.map(({ left }) => left) }],
          }}
        />
        <ChartBox
          title="Check-ins and practice by lesson"
          note={`Checked in: of those who got it. Practised: on three days or more, of those who checked in. ${few}`}
          first="Lesson"
          chart={{
            kind: 'line',
            percent: true,
            labels: places,
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
