import { Hono } from 'hono';
import { words } from '../../../content/words.ts';
import { inEachSeries, links } from '../../../core/mail/links.ts';
import { hrefIn } from '../../kit/hrefs.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { lessonAt, type LessonOfSeries } from '../../kit/lesson-at.ts';
import { respond } from '../../kit/respond.tsx';
import { Intro } from '../../kit/sheet.tsx';

const said = words.sheet;

/** What one answer may hold in the browser. */
const answerMax = 2_000;

/**
 * The steps of a practice as questions to answer, in the browser or on paper, such as a plan for a flare-up. It is no form: there is nowhere to send it to,
 * so that what somebody writes about their health is theirs alone.
 */
export const sheet = new Hono<SiteEnv>()
  .get(links.sheet.path, (c) => show(c, lessonAt(c.req.param('lesson'), c.var.deps.series.all)))
  .get(inEachSeries(links.sheet), (c) => {
    const series = c.var.deps.series.find(c.req.param('series'));
    return show(c, series && lessonAt(c.req.param('lesson'), [series]));
  });

async function show(c: SiteContext, found: LessonOfSeries | undefined): Promise<Response> {
  if (found?.lesson.sheet !== true) return c.notFound();
  const { lesson, series } = found;
  const path = c.var.deps.series.pathOf(series);
  c.set('open', true);
  c.set('scripts', ['sheet']);
  const content = (
    <div
      class="narrow"
      data-sheet={`${series.id}/${lesson.id}`}
      data-kept={said.kept}
      data-sure={said.sure}
      data-cleared={said.cleared}
    >
      <p class="muted small">{said.kind}</p>
      <Intro heading={lesson.title} lede={said.lede} />
      <p class="unscripted">{said.unkept}</p>
      <ol class="questions-to-fill">
        {lesson.practice.steps.map((question, index) => (
          <li>
            <label for={`answer-${index + 1}`}>{question}</label>
            <textarea id={`answer-${index + 1}`} rows={3} maxlength={answerMax} autocomplete="off"></textarea>
          </li>
        ))}
      </ol>
      <p class="hint" role="status" data-state=""></p>
      <div class="buttons">
        <button type="button" data-does="print" hidden>
          {said.print}
        </button>
        <button type="button" class="quiet" data-does="clear" hidden>
          {said.clear}
        </button>
      </div>
      <p class="unprinted">
        <a href={hrefIn(path, links.practise, { lesson: lesson.id })}>{said.back}</a>
      </p>
    </div>
  );
  const description = words.descriptions.sheet({ lesson: lesson.title });
  return respond(c, { title: lesson.title, description, content });
}
