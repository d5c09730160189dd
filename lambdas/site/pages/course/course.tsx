import { everyLesson, isOwedAgain, latestLesson } from '../../../core/course/course.ts';
import { hrefIn, links, type Links } from '../../../core/mail/links.ts';
import { onward, type Opened } from '../../../core/mail/opened-link.ts';
import type { Lesson } from '../../../core/course/series.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import type { SiteWorld } from '../../kit/world.ts';
import { NextMails } from './next-mails.tsx';

interface CourseProps {
  person: Person;
  world: SiteWorld;
  link: Opened<Links['course']>;
  /** What was just done. */
  done?: string | undefined;
}

/** How the course follows a person: a lesson once more, one left out, a mail moved. */
export function Course({ person, world, link, done }: CourseProps) {
  return (
    <div class="narrow">
      <div class="intro">
        {done !== undefined && (
          <p class="done" role="status">
            {done}
          </p>
        )}
        <h1>Your course</h1>
        <p class="lede">It follows you, not the other way round. Whatever you choose here can be undone.</p>
      </div>
      <Latest person={person} world={world} link={link} />
      <NextMails person={person} world={world} steer={(step) => onward(link, links.steer, { step })} />
      <LeftOut person={person} world={world} link={link} />
      <p>
        <a href={onward(link, links.settings)}>All your settings</a>
      </p>
    </div>
  );
}

function Latest({ person, world, link }: CourseProps) {
  const series = world.series.of(person);
  const lesson = latestLesson(series, person.sent);
  if (lesson === undefined || person.leftOut?.includes(lesson.id) === true) return <></>;
  return (
    <section class="sheet" aria-labelledby="latest">
      <h2 id="latest">
        Your last lesson:{' '}
        <a href={hrefIn(world.series.pathOf(series), links.lesson, { lesson: lesson.id })}>{lesson.title}</a>
      </h2>
      {isOwedAgain(lesson.id, person) ? (
        <p>It comes once more next time, as you asked.</p>
      ) : (
        <LessonButton at={onward(link, links.steer, { step: 'again' })} lesson={lesson}>
          Have it once more next time
        </LessonButton>
      )}
      <LessonButton at={onward(link, links.steer, { step: 'leave-out' })} lesson={lesson}>
        It is not for me
      </LessonButton>
      <p class="hint">Then we send no reminders of it, and do not bring it up again.</p>
    </section>
  );
}

function LeftOut({ person, world, link }: CourseProps) {
  const series = world.series.of(person);
  const lessons = everyLesson(series).filter(({ id }) => person.leftOut?.includes(id) === true);
  if (lessons.length === 0) return <></>;
  return (
    <section class="sheet" aria-labelledby="left-out">
      <h2 id="left-out">Left out</h2>
      {lessons.map((lesson) => (
        <>
          <p>
            <a href={hrefIn(world.series.pathOf(series), links.lesson, { lesson: lesson.id })}>{lesson.title}</a>
          </p>
          <LessonButton at={onward(link, links.steer, { step: 'back-in' })} lesson={lesson}>
            Bring it back<span class="unseen">: {lesson.title}</span>
          </LessonButton>
        </>
      ))}
    </section>
  );
}

function LessonButton({ at, lesson, children }: { at: string; lesson: Lesson; children: unknown }) {
  return (
    <form method="post" action={at}>
      <input type="hidden" name="lesson" value={lesson.id} />
      <button type="submit" class="quiet">
        {children}
      </button>
    </form>
  );
}
