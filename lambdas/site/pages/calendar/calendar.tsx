import { words } from '../../../content/words.ts';
import { makeFeed, revokeFeed } from '../../../core/actions/calendar-feed.ts';
import { latestLesson } from '../../../core/course/course.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint } from '../../../core/mail/opened-link.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { Field } from '../../kit/field.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { Intro, Press } from '../../kit/sheet.tsx';
import { goBack, goesBack, wayBack } from '../../kit/way-back.ts';
import { active } from '../unsubscribe/standing.tsx';

const says = words.calendar;

/** Lessons and reminders in somebody's own calendar. */
export const calendar = onPerson(links.calendar, {
  read: active,
  take: {
    calendar: async ({ form, link, deps }) => {
      if (goesBack(form)) return (await goBack(link.id, form, deps)) && 'restored';
      if (form.one('withdraw') === 'yes') return (await revokeFeed(link.id, deps)) && 'withdrawn';
      return (await makeFeed(link.id, deps)) && 'made';
    },
  },
  // An address that was made has its own button to withdraw it.
  undo: {
    calendar: ({ before, after, deps }) => (after.feed === undefined ? wayBack(before, after, deps) : undefined),
  },
  say: {
    made: () => says.made,
    withdrawn: () => says.withdrawn,
    restored: () => says.restored,
  },
  view: ({ found: person, deps, link, at, said, undo }) => {
    const lesson = latestLesson(deps.series.of(person), person.sent);
    const content = (
      <div class="narrow">
        <Intro heading={says.title} lede={says.lede} said={said} undo={undo} />
        <section class="sheet" aria-labelledby="follow">
          <h2 id="follow">{says.follow.heading}</h2>
          {person.feed === undefined ? (
            <>
              <p>{says.follow.about}</p>
              <Press at={at}>{says.follow.make}</Press>
            </>
          ) : (
            <Address {...{ feed: person.feed, deps, link, at }} />
          )}
        </section>
        {lesson !== undefined && person.leftOut?.includes(lesson.id) !== true && (
          <section class="sheet" aria-labelledby="once">
            <h2 id="once">{says.once.heading}</h2>
            <p>{says.once.about({ lesson: lesson.title })}</p>
            <p>
              <a class="button quiet" href={mint(link, links.practice, deps, { file: `${lesson.id}.ics` })}>
                {says.once.add}
              </a>
            </p>
          </section>
        )}
      </div>
    );
    return { title: says.title, content };
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
          {says.follow.open}
        </a>
      </p>
      <Field id="feed" label={says.follow.copy} hint={says.follow.copyHint}>
        <input id="feed" type="text" readonly value={address} aria-describedby="feed-hint" />
      </Field>
      <Press at={at} name="withdraw" value="yes" quiet>
        {says.follow.withdraw}
      </Press>
    </>
  );
}
