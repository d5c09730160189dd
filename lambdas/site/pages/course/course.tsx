import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import {
  clearDayChanges,
  repeatLesson,
  skipLesson,
  rescheduleEmail,
  skipMail,
  unskipLesson,
} from '../../../core/actions/course-changes.ts';
import { everyLesson, isOwedAgain, latestLesson, nextLesson } from '../../../core/course/course.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { hrefIn } from '../../kit/hrefs.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import type { Form } from '../../kit/forms.ts';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { OwnTabs } from '../../kit/own-tabs.tsx';
import { Intro, Press, unseen } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';
import { goBack, wayBack } from '../../kit/way-back.ts';
import { active } from '../unsubscribe/standing.tsx';
import { NextMails } from './next-mails.tsx';

const says = words.course;

type Step = (id: string, form: Form, deps: SiteDeps) => Promise<boolean>;

/** What the buttons do. */
const steps = {
  again: (id, form, deps) => repeatLesson(id, form.one('lesson'), deps),
  'leave-out': (id, form, deps) => skipLesson(id, form.one('lesson'), deps),
  'back-in': (id, form, deps) => unskipLesson(id, form.one('lesson'), deps),
  'skip-mail': (id, form, deps) => skipMail(id, form.one('date'), deps),
  move: (id, form, deps) => rescheduleEmail(id, form.one('date'), form.one('to'), deps),
  'as-usual': (id, _, deps) => clearDayChanges(id, deps),
  undo: goBack,
} satisfies Record<string, Step>;

/** The page on which people steer their course: a lesson once more, one left out, a mail moved. */
export const course = onPerson(links.course, {
  read: active,
  take: {
    steer: async ({ c, form, link, deps }) => {
      const step = c.req.param('step');
      if (!isStep(step)) return c.notFound();
      return (await steps[step](link.id, form, deps)) ? step : 'nothing';
    },
  },
  undo: {
    steer: ({ before, after, deps }) => {
      const back = wayBack(before, after, deps);
      return back && { ...back, step: 'undo' };
    },
  },
  say: {
    again: () => says.done.again,
    'leave-out': (person, deps) =>
      nextLesson(deps.series.of(person), person) === undefined ? says.done.leftOutAtEnd : says.done.leftOut,
    'back-in': ({ stoppedAt }) => (stoppedAt === undefined ? says.done.backIn : says.done.backInStopped),
    'skip-mail': () => says.done.mailSkipped,
    move: () => says.done.moved,
    'as-usual': () => says.done.asUsual,
    undo: () => says.done.undone,
    nothing: () => says.done.nothing,
  },
  view: ({ found: person, deps, link, said, undo }) => {
    const content = (
      <div class="narrow">
        <Intro heading={says.title} lede={says.lede} said={said} undo={undo} />
        <Latest found={person} deps={deps} link={link} />
        <NextMails person={person} deps={deps} steer={(step) => onward(link, links.steer, { step })} />
        <LeftOut found={person} deps={deps} link={link} />
      </div>
    );
    return { title: says.title, tabs: <OwnTabs link={link} current="course" />, content };
  },
});

function isStep(text: string): text is keyof typeof steps {
  return Object.hasOwn(steps, text);
}

type PartProps = Pick<SiteShown<Links['course'], Person>, 'found' | 'deps' | 'link'>;

function Latest({ found: person, deps, link }: PartProps) {
  const series = deps.series.of(person);
  const lesson = latestLesson(series, person.sent);
  if (lesson === undefined || person.leftOut?.includes(lesson.id) === true) return <></>;
  return (
    <section class="sheet" aria-labelledby="latest">
      <h2 id="latest">
        {says.last.heading<Child>({
          title: lesson.title,
          lesson: (linked) => (
            <a href={hrefIn(deps.series.pathOf(series), links.lesson, { lesson: lesson.id })}>{linked}</a>
          ),
        })}
      </h2>
      {isOwedAgain(lesson.id, person) ? (
        <p>{says.last.comesAgain}</p>
      ) : (
        <Press at={onward(link, links.steer, { step: 'again' })} name="lesson" value={lesson.id} quiet>
          {says.last.again}
        </Press>
      )}
      <Press at={onward(link, links.steer, { step: 'leave-out' })} name="lesson" value={lesson.id} quiet>
        {says.last.leaveOut}
      </Press>
      <p class="hint">{says.last.leaveOutHint}</p>
    </section>
  );
}

function LeftOut({ found: person, deps, link }: PartProps) {
  const series = deps.series.of(person);
  const lessons = everyLesson(series).filter(({ id }) => person.leftOut?.includes(id) === true);
  if (lessons.length === 0) return <></>;
  return (
    <section class="sheet" aria-labelledby="left-out">
      <h2 id="left-out">{says.leftOut.heading}</h2>
      {lessons.map((lesson) => (
        <>
          <p>
            <a href={hrefIn(deps.series.pathOf(series), links.lesson, { lesson: lesson.id })}>{lesson.title}</a>
          </p>
          <Press at={onward(link, links.steer, { step: 'back-in' })} name="lesson" value={lesson.id} quiet>
            {says.leftOut.bringBack<Child>({ title: lesson.title, unseen })}
          </Press>
        </>
      ))}
    </section>
  );
}
