import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { notPractised, practised } from '../../../core/actions/practising.ts';
import { practiceWeek } from '../../../core/course/practice-week.ts';
import { links } from '../../../core/mail/links.ts';
import { hrefOf } from '../../kit/hrefs.ts';
import { Notice, TakeBack } from '../../kit/notice.tsx';
import { onPerson } from '../../kit/on-person.ts';
import { Sheet } from '../../kit/sheet.tsx';
import { WeekDays } from '../../kit/week-days.tsx';
import { NextLesson } from '../course/next-lesson.tsx';
import { subscribed } from '../unsubscribe/standing.tsx';

const says = words.didIt;

/** "I did it", by the link of a reminder. */
export const didIt = onPerson(links.didIt, {
  read: subscribed,
  take: {
    didIt: async ({ form, link, deps }) => {
      if (form.one('not') !== '') return (await notPractised(link.id, form.one('not'), deps)) && 'undone';
      return (await practised(link.id, form.one('when') === 'yesterday' ? 1 : 0, deps)) && 'noted';
    },
  },
  undo: {
    didIt: ({ before, after }) => {
      const day = after.practisedOn?.find((date) => before.practisedOn?.includes(date) !== true);
      return day === undefined ? undefined : { not: day };
    },
  },
  say: { noted: () => says.noted, undone: () => says.undone },
  view: ({ found: person, deps, at, done, said, undo }) => {
    if (done === 'noted') {
      const week = practiceWeek(person, deps.clock.now());
      const content = (
        <Sheet heading={says.noted} tone="good">
          <TakeBack undo={undo} />
          <p>{words.progress.week.heading({ days: week.filter(({ state }) => state === 'did').length })}</p>
          <WeekDays days={week} />
          <NextLesson person={person} deps={deps} />
          <p>{says.weeks<Child>({ ask: (linked) => <a href={hrefOf(links.askForLink)}>{linked}</a> })}</p>
        </Sheet>
      );
      return { title: says.title, content };
    }
    const content = (
      <Sheet heading={says.heading}>
        <Notice words={said} />
        <p>{says.about}</p>
        <form method="post" action={at}>
          <div class="choices">
            <button type="submit" name="when" value="today">
              {says.today}
            </button>
            <button type="submit" name="when" value="yesterday" class="quiet">
              {says.yesterday}
            </button>
          </div>
        </form>
      </Sheet>
    );
    return { title: says.heading, content };
  },
});
