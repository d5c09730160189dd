import { latestLesson } from '../../../core/course/course.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint, onward, type Opened } from '../../../core/mail/opened-link.ts';
import type { SiteWorld } from '../../kit/world.ts';
import { Field } from '../../kit/field.tsx';

interface CalendarFeedProps {
  person: Person;
  world: SiteWorld;
  link: Opened<Links['calendar']>;
  done: string | undefined;
}

/** Lessons and reminders in somebody's own calendar. */
export function CalendarFeed({ person, world, link, done }: CalendarFeedProps) {
  const lesson = latestLesson(world.series.of(person), person.sent);
  return (
    <div class="narrow">
      <div class="intro">
        {done !== undefined && (
          <p class="done" role="status">
            {done}
          </p>
        )}
        <h1>Your calendar</h1>
        <p class="lede">See lessons and practices beside the rest of your week.</p>
      </div>
      <section class="sheet" aria-labelledby="follow">
        <h2 id="follow">A calendar that follows along</h2>
        {person.feed === undefined ? (
          <>
            <p>
              You get a private address for your calendar program. Whatever you change here shows there within a day.
            </p>
            <form method="post" action={onward(link, links.calendar)}>
              <button type="submit">Make a calendar address</button>
            </form>
          </>
        ) : (
          <Address feed={person.feed} world={world} link={link} />
        )}
      </section>
      {lesson !== undefined && (
        <section class="sheet" aria-labelledby="once">
          <h2 id="once">Only this practice</h2>
          <p>“{lesson.title}”, for four weeks on the days of your reminders. It does not change by itself.</p>
          <p>
            <a class="button quiet" href={mint(link, links.practice, world, { file: `${lesson.id}.ics` })}>
              Add the practice to my calendar
            </a>
          </p>
        </section>
      )}
    </div>
  );
}

function Address({ feed, world, link }: Pick<CalendarFeedProps, 'world' | 'link'> & { feed: string }) {
  const address = `${world.siteUrl}${mint(link, links.feed, world, { file: `${feed}.ics` })}`;
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
        hint="Whoever has it sees when you practise, so keep it to yourself."
      >
        <input id="feed" type="text" readonly value={address} aria-describedby="feed-hint" />
      </Field>
      <form method="post" action={onward(link, links.calendar)}>
        <button type="submit" class="quiet" name="withdraw" value="yes">
          Withdraw this address
        </button>
      </form>
    </>
  );
}
