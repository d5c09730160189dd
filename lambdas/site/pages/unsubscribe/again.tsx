import { keepMonthly, startAgain } from '../../../core/actions/changing.ts';
import { links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import { isPerson } from '../../../core/person/subscriber.ts';
import { paceOfCourse } from '../../../core/person/preferences.ts';
import { formatPace } from '../../../core/time/words.ts';
import { onPerson } from '../../kit/on-person.ts';
import { Press, Sheet } from '../../kit/sheet.tsx';
import { NextLesson } from '../course/next-lesson.tsx';
import { AnotherSeries } from '../settings/another-series.tsx';
import { subscribed } from './standing.tsx';

/** The link of the last mail: the series again, for those whose course has ended. */
export const again = onPerson(links.again, {
  read: subscribed,
  take: {
    again: async ({ link, deps }) => (await startAgain(link.id, deps)) && 'started',
    monthly: async ({ link, deps }) => {
      const person = await deps.subscribers.find(link.id);
      return isPerson(person) && (await keepMonthly(link.id, deps.series.of(person), deps)) && 'monthly';
    },
  },
  say: { started: 'Here we go again', monthly: 'One lesson a month' },
  view: ({ found: person, deps, link, at, said = 'You are under way' }) => {
    const goesOn = <Press at={onward(link, links.goOn)}>Go on</Press>;
    if (person.status === 'active') {
      const heading = person.stoppedAt === undefined ? said : 'Your weekly lessons have ended';
      const content = (
        <Sheet heading={heading} tone="good">
          <NextLesson person={person} deps={deps} />
          {person.stoppedAt !== undefined && goesOn}
          <p>
            <a href={onward(link, links.settings)}>Change the day, the time or anything else</a>
          </p>
        </Sheet>
      );
      return { title: heading, content };
    }
    const { monthly } = deps.series.of(person);
    const hasStopped = person.stoppedAt !== undefined;
    const pace = formatPace(paceOfCourse(person.weeksBetween));
    const content = (
      <Sheet heading={hasStopped ? 'What comes next?' : 'Start again?'}>
        {hasStopped && (
          <>
            <p>You stopped half way. You can go on with the lessons that you have not had.</p>
            {goesOn}
          </>
        )}
        <p>
          {hasStopped ? 'Or the lessons' : 'You have had every lesson. They'} can come again, one {pace}, from the first
          one on.
        </p>
        <Press at={at} quiet={hasStopped}>
          Start again
        </Press>
        {monthly.length > 0 && (
          <>
            <p>
              Or keep in touch with what helps you: {monthly.length} short {monthly.length === 1 ? 'lesson' : 'lessons'}
              , one every four weeks. No reminders, unless you choose days for them in your settings.
            </p>
            <Press at={onward(link, links.monthly)} quiet>
              One lesson a month
            </Press>
          </>
        )}
        <AnotherSeries person={person} deps={deps} link={link} />
      </Sheet>
    );
    return { title: hasStopped ? 'What comes next?' : 'Start again', content };
  },
});
