import {
  clearDayChanges,
  repeatLesson,
  skipLesson,
  rescheduleEmail,
  skipMail,
  unskipLesson,
} from '../../../core/actions/course-changes.ts';
import { everyLesson, isOwedAgain, latestLesson } from '../../../core/course/course.ts';
import { hrefIn, links, type Links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import type { Form } from '../../kit/forms.ts';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { OwnTabs } from '../../kit/own-tabs.tsx';
import { Intro, Press } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';
import { active } from '../unsubscribe/standing.tsx';
import { NextMails } from './next-mails.tsx';

type Step = (id: string, form: Form, deps: SiteDeps) => Promise<boolean>;

/** What the buttons do. */
const steps = {
  again: (id, form, deps) => repeatLesson(id, form.one('lesson'), deps),
  'leave-out': (id, form, deps) => skipLesson(id, form.one('lesson'), deps),
  'back-in': (id, form, deps) => unskipLesson(id, form.one('lesson'), deps),
  'skip-mail': (id, form, deps) => skipMail(id, form.one('date'), deps),
  move: (id, form, deps) => rescheduleEmail(id, form.one('date'), form.one('to'), deps),
  'as-usual': (id, _, deps) => clearDayChanges(id, deps),
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
  say: {
    again: 'This lesson comes once more next time. Then the course goes on.',
    'leave-out': 'Skipped. The course goes on with the next lesson.',
    'back-in': 'This lesson is part of your course again.',
    'skip-mail': 'Done. We will skip that email.',
    move: 'Moved.',
    'as-usual': 'Everything comes on its usual day again.',
    nothing: 'Nothing changed: that email or lesson is no longer planned.',
  },
  view: ({ found: person, deps, link, said }) => {
    const content = (
      <div class="narrow">
        <Intro
          heading="Your course"
          lede="It adapts to you, not the other way round. You can undo anything you choose."
          said={said}
        />
        <Latest found={person} deps={deps} link={link} />
        <NextMails person={person} deps={deps} steer={(step) => onward(link, links.steer, { step })} />
        <LeftOut found={person} deps={deps} link={link} />
      </div>
    );
    return { title: 'Your course', tabs: <OwnTabs link={link} current="course" />, content };
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
        Your last lesson:{' '}
        <a href={hrefIn(deps.series.pathOf(series), links.lesson, { lesson: lesson.id })}>{lesson.title}</a>
      </h2>
      {isOwedAgain(lesson.id, person) ? (
        <p>It comes once more next time, as you asked.</p>
      ) : (
        <Press at={onward(link, links.steer, { step: 'again' })} name="lesson" value={lesson.id} quiet>
          Have it once more next time
        </Press>
      )}
      <Press at={onward(link, links.steer, { step: 'leave-out' })} name="lesson" value={lesson.id} quiet>
        It is not for me
      </Press>
      <p class="hint">Then we send no reminders of it, and do not bring it up again.</p>
    </section>
  );
}

function LeftOut({ found: person, deps, link }: PartProps) {
  const series = deps.series.of(person);
  const lessons = everyLesson(series).filter(({ id }) => person.leftOut?.includes(id) === true);
  if (lessons.length === 0) return <></>;
  return (
    <section class="sheet" aria-labelledby="left-out">
      <h2 id="left-out">Skipped</h2>
      {lessons.map((lesson) => (
        <>
          <p>
            <a href={hrefIn(deps.series.pathOf(series), links.lesson, { lesson: lesson.id })}>{lesson.title}</a>
          </p>
          <Press at={onward(link, links.steer, { step: 'back-in' })} name="lesson" value={lesson.id} quiet>
            Bring it back<span class="unseen">: {lesson.title}</span>
          </Press>
        </>
      ))}
    </section>
  );
}
