import type { Child } from 'hono/jsx';
import type { SeriesCounts } from '../../../lambdas/core/counting/counts.ts';
import { everyLesson } from '../../../lambdas/core/course/course.ts';
import type { Lesson, Series } from '../../../lambdas/core/course/series.ts';
import { peopleMin } from '../aggregates.ts';
import { lessonFigures } from '../counts-words.ts';

const fewNote = `Counts are in fives, rounded down; – where one would be about fewer than ${peopleMin} people.`;

const percent = (value: number | undefined) => (value === undefined ? '–' : `${value} %`);

interface LessonsProps {
  series: Series;
  counts: SeriesCounts | undefined;
  /** Leads to the lessons of another series. */
  choice: Child;
}

/** Every lesson with what became of it. */
export function Lessons({ series, counts, choice }: LessonsProps) {
  return (
    <>
      {choice}
      <p class="note">{fewNote}</p>
      <div class="scroll" tabindex={0} role="region" aria-label="Lessons and their figures">
        <table>
          <thead>
            <tr>
              {['Lesson', 'Sent', 'Left after it', 'Checked in', 'Practised on 3 days or more'].map((name) => (
                <th scope="col">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {everyLesson(series).map(({ id, title }) => {
              const found = counts?.lessons[id];
              const figures = found && lessonFigures(found);
              return (
                <tr>
                  <th scope="row">
                    <a href={`/lessons/${id}?series=${series.id}`}>{title}</a>
                  </th>
                  <td>{found === undefined ? 0 : (figures?.sent ?? '–')}</td>
                  <td>{percent(figures?.left)}</td>
                  <td>{percent(figures?.checkedIn)}</td>
                  <td>{percent(figures?.practised)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface LessonPageProps {
  lesson: Lesson;
  series: Series;
  counts: SeriesCounts | undefined;
}

/** A lesson as people see it, with its figures beside it. */
export function LessonPage({ lesson, series, counts }: LessonPageProps) {
  const found = counts?.lessons[lesson.id];
  const figures = found && lessonFigures(found);
  return (
    <div class="beside">
      <div>
        <dl class="head">
          <dt>Sent</dt>
          <dd>{found === undefined ? 0 : (figures?.sent ?? '–')}</dd>
          <dt>Left after it</dt>
          <dd>{percent(figures?.left)}</dd>
          <dt>Checked in</dt>
          <dd>{percent(figures?.checkedIn)}</dd>
          <dt>Practised on 3 days or more</dt>
          <dd>{percent(figures?.practised)}</dd>
        </dl>
        <p class="note">{fewNote}</p>
      </div>
      <iframe
        title="The lesson as it arrives"
        src={`/lessons/${lesson.id}/html?series=${series.id}`}
        sandbox=""
      ></iframe>
    </div>
  );
}
