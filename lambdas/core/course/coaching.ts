import { addDays, localDateAt } from '../time/calendar.ts';
import { type RecentCheckIn } from '../person/records.ts';
import { weekOf } from '../time/calendar.ts';
import { isOwedAgain, latestLesson } from './course.ts';
import { hardAnswer } from './hard-answer.ts';
import type { Series } from './series.ts';
import type { Person } from '../person/subscriber.ts';
import type { Temporal } from 'temporal-polyfill';

/** What an email says to a person because of what they said, and why. Never a diagnosis. */
export interface Coaching {
  rule: keyof typeof hardTexts | 'again' | 'not-for-me' | 'skipped' | 'not-practised' | 'practised-a-lot' | 'silent';
  /** A few sentences that begin with the reason. */
  text: string;
  /** What stands below it to press: telephone numbers, all or the first ones, and pages. */
  offers?: readonly ('numbers' | 'first-numbers' | 'help' | 'bad-day')[];
  /** The lesson opens with its two-minute version, or is no more than that. */
  short?: 'first' | 'only';
}

/** Lessons without a check-in, after at least one, that count as silence. */
const silentLessons = 2;

/** Lessons that are short because of it. Who goes on reading without answering gets whole ones again. */
const shortLessons = 2;

/** What the rules look at. */
interface CoachingInput {
  person: CoachingFields;
  /** What they said of their last weeks, oldest first. */
  recent: RecentCheckIn[];
  thisWeek: string;
  /** Id of the lesson that is made now. */
  lesson: string;
  series: Series;
}

/** The part of a person that the rules know. */
export type CoachingFields = Pick<
  Person,
  | 'recentCheckIns'
  | 'coachingOff'
  | 'preferences'
  | 'weeksBetween'
  | 'sent'
  | 'lessonSentOn'
  | 'again'
  | 'leftOut'
  | 'branch'
>;

/** The rules after those for a hard answer, in order: the first that fits speaks, so that no mail says more than one thing. */
const rules: { fits: (look: CoachingInput) => boolean; coaching: Coaching }[] = [
  {
    fits: ({ lesson, person }) => isOwedAgain(lesson, person),
    coaching: {
      rule: 'again',
      text: 'You asked for it: here is this lesson again. Going over something twice is how most of us learn.',
    },
  },
  {
    fits: ({ person, series }) => person.leftOut?.includes(latestLesson(series, person.sent)?.id ?? '') === true,
    coaching: {
      rule: 'not-for-me',
      text: 'You told us that the last practice is not for you. We will skip it from now on. Here is another way.',
    },
  },
  {
    fits: ({ person, lesson, series }) => {
      const before = lessonBefore(lesson, series);
      return before !== undefined && person.leftOut?.includes(before) === true && !Object.hasOwn(person.sent, before);
    },
    coaching: {
      rule: 'skipped',
      text: 'You asked us to skip a lesson. This is the one after it. You can bring the other back at any time.',
    },
  },
  {
    fits: (look) => isFresh(look) && look.recent.at(-1)?.days === '0',
    coaching: {
      rule: 'not-practised',
      text: 'When you last checked in, practice had not fitted into your week. That happens to most people. Start with these two minutes; they count. If you would rather have the last lesson again, there is a link at the end.',
      short: 'first',
    },
  },
  {
    fits: (look) => isFresh(look) && look.recent.at(-1)?.days === '5-7',
    coaching: {
      rule: 'practised-a-lot',
      text: 'You told us that you practised on most days. If you like, do this week’s practice twice in one day, or in a new place.',
    },
  },
  {
    fits: (look) => {
      const last = look.recent.at(-1)?.week ?? '';
      return last < lessonsAgo(silentLessons, look) && last >= lessonsAgo(silentLessons + shortLessons, look);
    },
    coaching: {
      rule: 'silent',
      text: 'We have not heard from you for a while. No harm done. This email is a short one. If you would like a rest, you can pause with the link to your settings at the end.',
      short: 'only',
    },
  },
];

/** What is said of a hard answer. The page on which it was saved said more, at once: lambdas/site/pages/check-in/hard-answer.tsx. */
const hardTexts = {
  danger: {
    text: 'When you last checked in, your week was very hard. You do not have to carry it alone. If you might hurt yourself or cannot stay safe, please call now. If you are safe, please tell your doctor this week how bad it is. The practice is here only if you want it.',
    short: 'first',
    offers: ['numbers', 'help'],
  },
  'danger-and-pain': {
    text: 'When you last checked in, your week was very hard. You do not have to carry it alone. If you might hurt yourself or cannot stay safe, please call now. If some of your pain is new or keeps getting worse, please check the signs, too. If you are safe, please tell your doctor this week how bad it is. The practice is here only if you want it.',
    short: 'first',
    offers: ['numbers', 'help'],
  },
  heavy: {
    text: 'When you last checked in, your week was heavy. If it gets darker, or you do not feel safe, here is who to call; and on a bad day, three minutes are plenty.',
    short: 'first',
    offers: ['first-numbers', 'bad-day'],
  },
  'high-pain': {
    text: 'When you last checked in, you had a lot of pain. If some of it is new or keeps getting worse, please check the signs now; if not, please still tell your doctor or pharmacist this week. If it makes you feel that you cannot go on, please call.',
    short: 'first',
    offers: ['help', 'first-numbers', 'bad-day'],
  },
  'still-high-pain': {
    text: 'Your pain was high again when you last checked in. The signs, the numbers and the page for a bad day are here whenever you need them.',
    short: 'first',
    offers: ['help', 'first-numbers', 'bad-day'],
  },
  'anything-new': {
    text: 'Your pain was high again when you last checked in. Has anything new come with it? Please look at the signs once more.',
    short: 'first',
    offers: ['help', 'first-numbers', 'bad-day'],
  },
  harder: {
    text: 'When you last checked in, things were harder. Go gently: two minutes are plenty, and so is a look at the page for a bad day.',
    short: 'first',
    offers: ['bad-day', 'help'],
  },
} as const satisfies Record<string, Omit<Coaching, 'rule'>>;

const hardCoaching = (rule: keyof typeof hardTexts): Coaching => ({ rule, ...hardTexts[rule] });

/** Everything that an email may say because of a check-in. */
export const coachingTexts: readonly Coaching[] = [
  ...(Object.keys(hardTexts) as (keyof typeof hardTexts)[]).map(hardCoaching),
  ...rules.map(({ coaching }) => coaching),
];

/**
 * What any weekly email says after a hard answer, before everything else; undefined when the latest answer was not hard, a lesson has gone out since
 * its week, or they do not want to be spoken to about it.
 */
export function coachingForHardAnswer({
  coachingOff,
  recentCheckIns = [],
  lessonSentOn = '',
}: CoachingFields): Coaching | undefined {
  const latest = recentCheckIns.at(-1);
  if (coachingOff === true || latest === undefined || lessonSentOn >= addDays(latest.week, 7)) return undefined;
  const answer = hardAnswer(recentCheckIns);
  switch (answer?.rule) {
    case 'danger':
      return hardCoaching(answer.signs ? 'danger-and-pain' : 'danger');
    case 'pain':
      return hardCoaching(
        ({ whole: 'high-pain', line: 'still-high-pain', question: 'anything-new' } as const)[answer.say],
      );
    case 'heavy':
    case 'harder':
      return hardCoaching(answer.rule);
    // A note stays their own.
    case 'note':
    case undefined:
      return undefined;
  }
}

/**
 * What a lesson says to a person because of what they said; undefined when there is nothing, or they do not want it.
 *
 * @param lesson - id of the lesson that is made now
 */
export function coachingFor(
  person: CoachingFields,
  lesson: string,
  series: Series,
  now: Temporal.Instant,
): Coaching | undefined {
  if (person.coachingOff === true) return undefined;
  const thisWeek = weekOf(localDateAt(now, person.preferences.zone));
  const look = { person, recent: person.recentCheckIns ?? [], thisWeek, lesson, series };
  return coachingForHardAnswer(person) ?? rules.find(({ fits }) => fits(look))?.coaching;
}

/** Said since the week of the lesson before. */
function isFresh(look: CoachingInput): boolean {
  return (look.recent.at(-1)?.week ?? '') >= lessonsAgo(1, look);
}

/** Monday of the week so many lessons ago, by their pace. */
function lessonsAgo(lessons: number, { thisWeek, person: { weeksBetween = 1 } }: CoachingInput): string {
  return addDays(thisWeek, -7 * weeksBetween * lessons);
}

/** Id of the lesson before this one, in the course or in its branch. */
function lessonBefore(id: string, { lessons, branches }: Series): string | undefined {
  const ordered = [lessons, ...branches.map((branch) => branch.lessons)].find((all) =>
    all.some((one) => one.id === id),
  );
  const index = ordered?.findIndex((one) => one.id === id) ?? 0;
  return ordered?.[index - 1]?.id;
}
