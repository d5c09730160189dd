import { words } from '../../../content/words.ts';
import { goOn, stopHere } from '../../../core/actions/stopping.ts';
import { hadOf, isHalfway, keepersOf, mayStop } from '../../../core/course/halfway.ts';
import { upcoming } from '../../../core/course/upcoming.ts';
import { together } from '../../../core/kit/parallel.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint, onward } from '../../../core/mail/opened-link.ts';
import type { CheckIn } from '../../../core/person/records.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import type { SiteDeps } from '../../kit/deps.ts';
import { formatSlot } from '../../kit/spoken.ts';
import { Submit } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { LinkRow } from '../../kit/tabs.tsx';
import { subscribed } from '../unsubscribe/standing.tsx';
import { NextLesson } from './next-lesson.tsx';

const says = words.halfway;

/** Mails to look ahead for the last one: a reminder on every day until then. */
const mailsAhead = 20;

/** A finish half way: what somebody did, what they may want to keep, and to stop or go on, as good as each other. */
export const halfway = onPerson(links.halfway, {
  read: async (visit) => {
    const [person, checkIns] = await together([subscribed(visit), visit.deps.diary.all(visit.link.id)]);
    return person instanceof Response ? person : { person, checkIns };
  },
  take: {
    stopHere: async ({ link, deps }) => (await stopHere(link.id, deps)) && 'stopped',
    goOn: async ({ link, deps }) => {
      // Who has not stopped goes on anyway.
      await goOn(link.id, deps);
      return 'undone';
    },
  },
  say: {
    stopped: nowTheyAre,
    undone: nowTheyAre,
  },
  view: (shown) => ({ title: headingOf(shown), content: <Finish {...shown} /> }),
});

function nowTheyAre({ person }: { person: Person }, { series }: Pick<SiteDeps, 'series'>): string {
  if (person.stoppedAt !== undefined) return says.stopped;
  return series.of(person).withdrawn ? says.undoneWithdrawn : says.undone;
}

type HalfwayShown = SiteShown<Links['halfway'], { person: Person; checkIns: readonly CheckIn[] }>;

/** Before the half nothing is finished yet. */
const headingOf = ({ found: { person }, deps }: HalfwayShown) =>
  isHalfway(person, deps.series.of(person)) || person.stoppedAt !== undefined ? says.title : words.parts.own.course;

function Finish(shown: HalfwayShown) {
  const { found, deps, link, done, said } = shown;
  const { person } = found;
  const series = deps.series.of(person);
  const hasStopped = person.stoppedAt !== undefined;
  const undo = done === 'stopped' && hasStopped ? { at: onward(link, links.goOn) } : undefined;
  const lessons = hadOf(person, series);
  return (
    <div class="narrow">
      <article class="sheet good">
        <Notice words={said} undo={undo} />
        <h1>{headingOf(shown)}</h1>
        {lessons > 0 && <p class="lede">{says.had({ lessons })}</p>}
        {person.goal !== undefined && <p>{says.goal({ goal: person.goal })}</p>}
        <Keepers {...shown} />
        <Next {...shown} />
        <LinkRow
          to={[
            { name: says.lessons, href: onward(link, links.lessons) },
            { name: says.weeks, href: onward(link, links.progress) },
            ...(series.pages.badDay === undefined
              ? []
              : [{ name: says.badDay, href: mint(link, links.ownBadDay, deps) }]),
          ]}
        />
      </article>
    </div>
  );
}

function Keepers({ found: { person, checkIns }, deps, link }: HalfwayShown) {
  const keepers = keepersOf(person, checkIns, deps.series.of(person));
  if (keepers.length === 0) return <></>;
  return (
    <>
      <h2>{says.keepers}</h2>
      <p>{says.keepersAbout}</p>
      <ul>
        {keepers.map(({ id, title }) => (
          <li>
            <a href={mint(link, links.ownPractise, deps, { lesson: id })}>{title}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What comes, and what they can choose. */
function Next({ found: { person }, deps, link, done }: HalfwayShown) {
  const series = deps.series.of(person);
  if (person.stoppedAt !== undefined) {
    const mails = upcoming(person, series, deps.clock.now(), mailsAhead);
    const last = mails.find(({ kind }) => kind === 'completion');
    return (
      <>
        <h2>{says.stopped}</h2>
        {last !== undefined && <p>{says.last({ when: formatSlot(last.slot) })}</p>}
        {mails.some(({ kind }) => kind === 'reminder') && <p>{says.reminders}</p>}
        <p>{says.later}</p>
        <Choice at={onward(link, links.goOn)}>{says.goOn}</Choice>
        {person.status === 'completed' && (
          <p>
            <a href={onward(link, links.again)}>{says.again}</a>
          </p>
        )}
      </>
    );
  }
  if (done !== 'undone' && mayStop(person, series)) {
    return (
      <>
        <h2>{says.choice}</h2>
        <p>{says.choiceAbout}</p>
        <div class="answers">
          <Choice at={onward(link, links.stopHere)}>{says.stop}</Choice>
          <Choice at={onward(link, links.goOn)}>{says.goOn}</Choice>
        </div>
      </>
    );
  }
  return (
    <>
      <NextLesson person={person} deps={deps} />
      {!isHalfway(person, series) && <p>{says.notYet}</p>}
    </>
  );
}

/** One of two that are as good as each other. */
const Choice = ({ at, children }: { at: string; children?: string }) => (
  <div>
    <form method="post" action={at}>
      <Submit look="quiet" wide>
        {children}
      </Submit>
    </form>
  </div>
);
