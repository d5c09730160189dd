import { addDays, localDateAt } from './calendar.ts';
import { weekOf, type RecentCheckIn } from './check-in.ts';
import type { Subscriber } from './subscriber.ts';
import type { Temporal } from 'temporal-polyfill';

/** What a lesson says to a person because of what they said, and why. Never a diagnosis. */
export interface Coaching {
  rule: 'worse' | 'not-practised' | 'practised-a-lot' | 'silent';
  /** One or two sentences that begin with the reason. */
  text: string;
}

/** A rise by this much of 10, from one check-in to the next, is worth a word of care. */
const sharpRise = 3;

/** Weeks without a check-in, after at least one, that count as silence. */
const silentWeeks = 2;

/** The rules, in order: the first that fits speaks, so that no mail says more than one thing. */
const rules: { fits: (recent: RecentCheckIn[], thisWeek: string) => boolean; coaching: Coaching }[] = [
  {
    fits: (recent, thisWeek) => isFresh(recent, thisWeek) && (rose(recent, 'pain') || rose(recent, 'stress')),
    coaching: {
      rule: 'worse',
      text: 'Because you told us that this week was harder: please look at the signs at the end of this e-mail first, and get help if one fits. Otherwise the two-minute version is plenty, and the page for a bad day is there at any time.',
    },
  },
  {
    fits: (recent, thisWeek) => isFresh(recent, thisWeek) && recent.at(-1)?.days === '0',
    coaching: {
      rule: 'not-practised',
      text: 'Because you told us that practice did not fit into last week: that happens to most people. Begin with the two-minute version further down; it counts.',
    },
  },
  {
    fits: (recent, thisWeek) => isFresh(recent, thisWeek) && recent.at(-1)?.days === '5-7',
    coaching: {
      rule: 'practised-a-lot',
      text: 'Because you told us that you practised on most days: if you like, do this week’s practice twice in one day, or in a new place.',
    },
  },
  {
    fits: (recent, thisWeek) => recent.length > 0 && (recent.at(-1)?.week ?? '') < addDays(thisWeek, -7 * silentWeeks),
    coaching: {
      rule: 'silent',
      text: 'Because we have not heard from you for a while: no harm done. Read just the practice today, or take a pause with the link at the end.',
    },
  },
];

/** Everything that a lesson may say because of a check-in. */
export const coachingTexts: readonly Coaching[] = rules.map(({ coaching }) => coaching);

/** What to say to a person in the lesson that is made now; undefined when there is nothing, or they do not want it. */
export function coachingFor(
  { recentCheckIns = [], coachingOff, preferences }: Pick<Subscriber, 'recentCheckIns' | 'coachingOff' | 'preferences'>,
  now: Temporal.Instant,
): Coaching | undefined {
  if (coachingOff === true) return undefined;
  const thisWeek = weekOf(localDateAt(now, preferences.zone));
  return rules.find(({ fits }) => fits(recentCheckIns, thisWeek))?.coaching;
}

/** Said of this week or the one before. */
function isFresh(recent: RecentCheckIn[], thisWeek: string): boolean {
  return (recent.at(-1)?.week ?? '') >= addDays(thisWeek, -7);
}

function rose(recent: RecentCheckIn[], score: 'pain' | 'stress'): boolean {
  const [before, latest] = recent.slice(-2).map((one) => one[score]);
  return before !== undefined && latest !== undefined && latest - before >= sharpRise;
}
