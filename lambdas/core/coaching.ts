import { addDays, localDateAt } from './calendar.ts';
import { weekOf, type RecentCheckIn } from './check-in.ts';
import { isOwedAgain, latestLesson } from './course.ts';
import type { Series } from './series.ts';
import type { Person } from './subscriber.ts';
import type { Temporal } from 'temporal-polyfill';

/** What a lesson says to a person because of what they said, and why. Never a diagnosis. */
export interface Coaching {
  rule: 'worse' | 'again' | 'not-for-me' | 'skipped' | 'not-practised' | 'practised-a-lot' | 'silent';
  /** One or two sentences that begin with the reason. */
  text: string;
  /** The lesson opens with its two-minute version, or is no more than that. */
  short?: 'first' | 'only';
}

/** A rise by this much of 10, from one check-in to the next, is worth a word of care. */
const sharpRise = 3;

/** Weeks without a check-in, after at least one, that count as silence. */
const silentWeeks = 2;

/** Lessons that are short because of it. Who goes on reading without answering gets whole ones again. */
const shortWeeks = 2;

/** What the rules look at. */
interface Look {
  person: Coached;
  /** What they said of their last weeks, oldest first. */
  recent: RecentCheckIn[];
  thisWeek: string;
  /** Id of the lesson that is made now. */
  lesson: string;
  series: Series;
}

/** The part of a person that the rules know. */
export type Coached = Pick<
  Person,
  'recentCheckIns' | 'coachingOff' | 'preferences' | 'sent' | 'again' | 'leftOut' | 'branch'
>;

/** The rules, in order: the first that fits speaks, so that no mail says more than one thing. */
const rules: { fits: (look: Look) => boolean; coaching: Coaching }[] = [
  {
    fits: (look) => isFresh(look) && (rose(look, 'pain') || rose(look, 'stress')),
    coaching: {
      rule: 'worse',
      text: 'Because you told us that this week was harder: please look at the signs at the end of this e-mail first, and get help if one fits. Otherwise these two minutes are plenty. The page for a bad day is there at any time, and can mail you the steps for a flare-up.',
      short: 'first',
    },
  },
  {
    fits: ({ lesson, person }) => isOwedAgain(lesson, person),
    coaching: {
      rule: 'again',
      text: 'Because you asked for it: here is this lesson once more. Going over something twice is how most of us learn.',
    },
  },
  {
    fits: ({ person, series }) => person.leftOut?.includes(latestLesson(series, person.sent)?.id ?? '') === true,
    coaching: {
      rule: 'not-for-me',
      text: 'Because you told us that the last practice is not for you: we leave it out from now on. Here is another way.',
    },
  },
  {
    fits: ({ person, lesson, series }) => {
      const before = lessonBefore(lesson, series);
      return before !== undefined && person.leftOut?.includes(before) === true && !Object.hasOwn(person.sent, before);
    },
    coaching: {
      rule: 'skipped',
      text: 'Because you asked us to skip a lesson: this is the one after it. You can bring the other back at any time.',
    },
  },
  {
    fits: (look) => isFresh(look) && look.recent.at(-1)?.days === '0',
    coaching: {
      rule: 'not-practised',
      text: 'Because you told us that practice did not fit into last week: that happens to most people. Begin with these two minutes; they count. If you would rather have the last lesson again, there is a link at the end.',
      short: 'first',
    },
  },
  {
    fits: (look) => isFresh(look) && look.recent.at(-1)?.days === '5-7',
    coaching: {
      rule: 'practised-a-lot',
      text: 'Because you told us that you practised on most days: if you like, do this week’s practice twice in one day, or in a new place.',
    },
  },
  {
    fits: ({ recent, thisWeek }) => {
      const last = recent.at(-1)?.week ?? '';
      return last < addDays(thisWeek, -7 * silentWeeks) && last >= addDays(thisWeek, -7 * (silentWeeks + shortWeeks));
    },
    coaching: {
      rule: 'silent',
      text: 'Because we have not heard from you for a while: no harm done. This e-mail is a short one. If you would like a rest, you can pause with the link to your settings at the end.',
      short: 'only',
    },
  },
];

/** Everything that a lesson may say because of a check-in. */
export const coachingTexts: readonly Coaching[] = rules.map(({ coaching }) => coaching);

/**
 * What a lesson says to a person because of what they said; undefined when there is nothing, or they do not want it.
 *
 * @param lesson - id of the lesson that is made now
 */
export function coachingFor(
  person: Coached,
  lesson: string,
  series: Series,
  now: Temporal.Instant,
): Coaching | undefined {
  if (person.coachingOff === true) return undefined;
  const thisWeek = weekOf(localDateAt(now, person.preferences.zone));
  const look = { person, recent: person.recentCheckIns ?? [], thisWeek, lesson, series };
  return rules.find(({ fits }) => fits(look))?.coaching;
}

/** Said of this week or the one before. */
function isFresh({ recent, thisWeek }: Look): boolean {
  return (recent.at(-1)?.week ?? '') >= addDays(thisWeek, -7);
}

function rose({ recent }: Look, score: 'pain' | 'stress'): boolean {
  const [before, latest] = recent.slice(-2).map((one) => one[score]);
  return before !== undefined && latest !== undefined && latest - before >= sharpRise;
}

/** Id of the lesson before this one, in the course or in its branch. */
function lessonBefore(id: string, { lessons, branches }: Series): string | undefined {
  const ordered = [lessons, ...branches.map((branch) => branch.lessons)].find((all) =>
    all.some((one) => one.id === id),
  );
  const index = ordered?.findIndex((one) => one.id === id) ?? 0;
  return ordered?.[index - 1]?.id;
}
