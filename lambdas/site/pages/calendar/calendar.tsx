import { makeFeed, revokeFeed } from '../../../core/actions/calendar-feed.ts';
import { latestLesson } from '../../../core/course/course.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint } from '../../../core/mail/opened-link.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { Field } from '../../kit/field.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { Intro, Press } from '../../kit/sheet.tsx';
import { active } from '../unsubscribe/standing.tsx';

/** Lessons and reminders in somebody's own calendar. */
export const calendar = onPerson(links.calendar, {
  read: active,
  take: {
    calendar: async ({ form, link, deps }) =>
      form.one('withdraw') === 'yes'
        ? (await revokeFeed(link.id, deps)) && 'withdrawn'
        : (await makeFeed(link.id, deps)) && 'made',
  },
  say: {
    made: 'Here is your calendar’s address.',
    withdrawn: 'Withdrawn. That address shows nothing any more.',
  },
  view: ({ found: person, deps, link, at, said }) => {
    const lesson = latestLesson(deps.series.of(person), person.sent);
    const content = (
      <div class="narrow">
        <Intro heading="Your calendar" lede="See lessons and practices beside the rest of your week." said={said} />
        <section class="sheet" aria-labelledby="follow">
          <h2 id="follow">A calendar that follows along</h2>
          {person.feed === undefined ? (
            <>
              <p>
                You get a private address for your calendar program. Whatever you change here shows there within a day.
              </p>
              <Press at={at}>Make a calendar address</Press>
            </>
          ) : (
            <Address {...{ feed: person.feed, deps, link, at }} />
          )}
        </section>
        {lesson !== undefined && person.leftOut?.includes(lesson.id) !== true && (
          <section class="sheet" aria-labelledby="once">
            <h2 id="once">Only this practice</h2>
            <p>“{lesson.title}”, for four weeks on the days of your reminders. It does not change by itself.</p>
            <p>
              <a class="button quiet" href={mint(link, links.practice, deps, { file: `${lesson.id}.ics` })}>
                Add the practice to my calendar
              </a>
            </p>
          </section>
        )}
      </div>
    );
    return { title: 'Your calendar', content };
  },
});

function Address({
  feed,
  deps,
  link,
  at,
}: Pick<SiteShown<Links['calendar'], Person>, 'deps' | 'link' | 'at'> & { feed: string }) {
  const address = `${deps.siteUrl}${mint(link, links.feed, deps, { file: `${feed}.ics` })}`;
  return (
    <>
      <p>
        <a class="button" href={address.replace(/^https?:/, 'webcal:')}>
          Open in my calendar
        </a>
      </p>
      <Field
        id="feed"
        label="Or copy this address"
        hint="Anyone who has it sees when you practise, so keep it to yourself."
      >
        <input id="feed" type="text" readonly value={address} aria-describedby="feed-hint" />
      </Field>
      <Press at={at} name="withdraw" value="yes" quiet>
        Withdraw this address
      </Press>
    </>
  );
}
