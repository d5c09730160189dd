import { words } from '../../../content/words.ts';
import { keepMonthly, startAgain } from '../../../core/actions/changing.ts';
import { links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import { isPerson } from '../../../core/person/subscriber.ts';
import { paceOfCourse } from '../../../core/person/preferences.ts';
import { formatPace } from '../../kit/spoken.ts';
import { Notice, TakeBack } from '../../kit/notice.tsx';
import { onPerson } from '../../kit/on-person.ts';
import { Press, Sheet } from '../../kit/sheet.tsx';
import { goBack, goesBack, wayBack } from '../../kit/way-back.ts';
import { NextLesson } from '../course/next-lesson.tsx';
import { AnotherSeries } from '../settings/another-series.tsx';
import { subscribed } from './standing.tsx';

const says = words.again;

/** The link of the last mail: the series again, for those whose course has ended. */
export const again = onPerson(links.again, {
  read: subscribed,
  take: {
    again: async ({ form, link, deps }) => {
      if (goesBack(form)) return (await goBack(link.id, form, deps)) && 'undone';
      return (await startAgain(link.id, deps)) && 'started';
    },
    monthly: async ({ link, deps }) => {
      const person = await deps.subscribers.find(link.id);
      return isPerson(person) && (await keepMonthly(link.id, deps.series.of(person), deps)) && 'monthly';
    },
  },
  undo: {
    again: ({ before, after, deps }) => wayBack(before, after, deps),
    monthly: ({ before, after, deps }) => {
      const back = wayBack(before, after, deps);
      return back && { ...back, row: 'again' };
    },
  },
  say: { started: () => says.started, monthly: () => says.monthlyStarted, undone: () => says.undone },
  view: ({ found: person, deps, link, at, said, undo }) => {
    const goesOn = <Press at={onward(link, links.goOn)}>{says.goOn}</Press>;
    if (person.status === 'active') {
      const hasEnded = person.stoppedAt !== undefined || deps.series.of(person).withdrawn === true;
      const heading = hasEnded ? says.ended : (said ?? says.underWay);
      const content = (
        <Sheet heading={heading} tone="good">
          <TakeBack undo={undo} />
          <NextLesson person={person} deps={deps} />
          {person.stoppedAt !== undefined && goesOn}
          <p>
            <a href={onward(link, links.settings)}>{says.settings}</a>
          </p>
        </Sheet>
      );
      return { title: heading, content };
    }
    const { monthly } = deps.series.of(person);
    const hasStopped = person.stoppedAt !== undefined;
    const pace = formatPace(paceOfCourse(person.weeksBetween));
    const content = (
      <Sheet heading={hasStopped ? says.nextHeading : says.heading}>
        <Notice words={said} />
        {hasStopped && (
          <>
            <p>{says.stopped}</p>
            {goesOn}
          </>
        )}
        <p>{hasStopped ? says.allAfterStopping({ pace }) : says.all({ pace })}</p>
        <Press at={at} quiet={hasStopped}>
          {says.button}
        </Press>
        {monthly.length > 0 && (
          <>
            <p>{says.monthly({ n: monthly.length })}</p>
            <Press at={onward(link, links.monthly)} quiet>
              {says.monthlyButton}
            </Press>
          </>
        )}
        <AnotherSeries person={person} deps={deps} link={link} />
      </Sheet>
    );
    return { title: hasStopped ? says.nextHeading : says.title, content };
  },
});
