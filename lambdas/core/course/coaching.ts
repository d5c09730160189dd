import type { Temporal } from 'temporal-polyfill';
import type { Person } from '../person/subscriber.ts';
import type { RecentCheckIn } from '../person/records.ts';
import { addDays, daysBetween, localDateAt, weekdayOf, weekOf } from '../time/calendar.ts';
import { type CoachingRule, type HardRule, isHardRule } from './coaching-rules.ts';
import { everyLesson, isOwedAgain, latestLesson } from './course.ts';
import { hardAnswer } from './hard-answer.ts';
import { merged } from '../kit/full-stop.ts';
import type { MergedWords } from './merged-words.ts';
import { noticeable } from './progress.ts';
import type { Series } from './series.ts';

/** What an email says to a person because of what they said, and why. Never a diagnosis. */
export interface Coaching {
  rule: CoachingRule;
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
  /** What they said last, if it was about the time since the lesson before. */
  latest: RecentCheckIn | undefined;
  /** What they said before that. */
  before: RecentCheckIn | undefined;
  /** The Monday of the week in which they last said anything; '' for never. */
  lastSaid: string;
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
  | 'earlier'
  | 'lessonSentOn'
  | 'again'
  | 'leftOut'
  | 'branch'
>;

type OtherRule = Exclude<CoachingRule, HardRule>;

/** The rules after those for a hard answer, in order: the first that fits speaks, so that no mail says more than one thing. */
const rules: readonly { rule: OtherRule; fits: (look: CoachingInput) => boolean }[] = [
  { rule: 'again', fits: ({ lesson, person }) => isOwedAgain(lesson, person) },
  {
    rule: 'notForMe',
    fits: ({ person, series }) => person.leftOut?.includes(latestLesson(series, person.sent)?.id ?? '') === true,
  },
  {
    rule: 'skipped',
    fits: ({ person, lesson, series }) => {
      const before = lessonBefore(lesson, series);
      return before !== undefined && person.leftOut?.includes(before) === true && !Object.hasOwn(person.sent, before);
    },
  },
  { rule: 'notTried', fits: ({ latest }) => latest?.tried === 'not-yet' },
  { rule: 'notPractised', fits: ({ latest }) => latest?.days === '0' },
  { rule: 'easier', fits: isEasier },
  { rule: 'tried', fits: ({ latest }) => latest?.tried === 'yes' },
  { rule: 'triedABit', fits: ({ latest }) => latest?.tried === 'a-bit' },
  { rule: 'practisedMost', fits: ({ latest }) => latest?.days === '5-7' },
  { rule: 'practisedSome', fits: ({ latest }) => latest?.days === '3-4' },
  { rule: 'practisedLittle', fits: ({ latest }) => latest?.days === '1-2' },
  {
    rule: 'silent',
    fits: (look) =>
      look.lastSaid < lessonsAgo(silentLessons, look) &&
      look.lastSaid >= lessonsAgo(silentLessons + shortLessons, look),
  },
];

/** What comes with the words of a rule. */
const alongWith: Partial<Record<CoachingRule, Pick<Coaching, 'offers' | 'short'>>> = {
  danger: { short: 'first', offers: ['numbers', 'help'] },
  dangerAndPain: { short: 'first', offers: ['numbers', 'help'] },
  heavy: { short: 'first', offers: ['first-numbers', 'bad-day'] },
  highPain: { short: 'first', offers: ['help', 'first-numbers', 'bad-day'] },
  stillHighPain: { short: 'first', offers: ['help', 'first-numbers', 'bad-day'] },
  anythingNew: { short: 'first', offers: ['help', 'first-numbers', 'bad-day'] },
  harder: { short: 'first', offers: ['bad-day', 'help'] },
  notPractised: { short: 'first' },
  silent: { short: 'only' },
};

/** Everything that an email of a series may say because of a check-in. */
export function coachingTexts(series: Pick<Series, 'coaching' | 'merged'>): Coaching[] {
  const { coaching } = series;
  return (Object.keys(coaching) as CoachingRule[]).flatMap((rule) =>
    coaching[rule].says.map((says) => made(rule, withLesson(says, 'A lesson', series.merged), coaching[rule].after)),
  );
}

/**
 * What a weekly email other than a lesson says after a hard answer, before everything else; undefined when the latest answer was not hard, a lesson has
 * gone out since its week, or they do not want to be spoken to about it.
 *
 * @param localDate - of its slot
 */
export function coachingBetweenLessons(
  person: CoachingFields,
  series: Series,
  localDate: string,
): Coaching | undefined {
  const rule = hardRuleOf(person);
  if (rule === undefined) return undefined;
  const { says, after } = series.coaching[rule];
  const texts = says.slice(says.length / 2);
  return made(rule, texts[reminderTurn(person, localDate) % texts.length]!, after);
}

/**
 * What a lesson says to a person because of what they said; undefined when there is nothing, or they do not want it. Two lessons in a row never say the
 * same: each rule has several texts, and the lessons that they had say whose turn it is.
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
  const look = lookAt(person, lesson, series, now);
  const rule = hardRuleOf(person) ?? rules.find(({ fits }) => fits(look))?.rule;
  if (rule === undefined) return undefined;
  const { says, after } = series.coaching[rule];
  const texts = isHardRule(rule) ? says.slice(0, says.length / 2) : says;
  const text = withLesson(texts[lessonTurn(person) % texts.length]!, titleOf(look, series), series.merged);
  // What "more" is depends on what is to be done: pacing is undone by a second time in the day.
  const more = rule === 'practisedMost' ? everyLesson(series).find(({ id }) => id === lesson)?.more : undefined;
  return made(rule, text, more ?? after);
}

/** The title of the lesson whose practice they spoke of, where it is known and still there. */
function titleOf({ latest }: CoachingInput, series: Series): string | undefined {
  return everyLesson(series).find(({ id }) => id === latest?.lesson)?.title;
}

/** Puts the title of a lesson where a text has `{lesson}`. Each reads well without it, too. */
function withLesson(text: string, title: string | undefined, { coaching }: Pick<MergedWords, 'coaching'>): string {
  return text.replace(' {lesson}', title === undefined ? '' : ` ${merged(coaching.lesson, { title })}`);
}

function made(rule: CoachingRule, says: string, after: string | undefined): Coaching {
  return { rule, text: after === undefined ? says : `${says} ${after}`, ...alongWith[rule] };
}

function lookAt(person: CoachingFields, lesson: string, series: Series, now: Temporal.Instant): CoachingInput {
  const thisWeek = weekOf(localDateAt(now, person.preferences.zone));
  const [before, latest] = [person.recentCheckIns?.at(-2), person.recentCheckIns?.at(-1)];
  const look = { person, latest, before, lastSaid: latest?.week ?? '', thisWeek, lesson, series };
  return look.lastSaid >= lessonsAgo(1, look) ? look : { ...look, latest: undefined };
}

/** The hard answer that is still to be spoken of. */
function hardRuleOf({ coachingOff, recentCheckIns = [], lessonSentOn = '' }: CoachingFields): HardRule | undefined {
  const latest = recentCheckIns.at(-1);
  if (coachingOff === true || latest === undefined || lessonSentOn >= addDays(latest.week, 7)) return undefined;
  const answer = hardAnswer(recentCheckIns);
  switch (answer?.rule) {
    case 'danger':
      return answer.signs ? 'dangerAndPain' : 'danger';
    case 'pain':
      return ({ whole: 'highPain', line: 'stillHighPain', question: 'anythingNew' } as const)[answer.say];
    case 'heavy':
    case 'harder':
      return answer.rule;
    // A note stays their own.
    case 'note':
    case undefined:
      return undefined;
  }
}

/** A score fell from one check-in to the next by more than scores move by themselves, and the other did not rise by as much. */
function isEasier({ latest, before }: CoachingInput): boolean {
  if (latest === undefined || before === undefined) return false;
  const changes = (['stress', 'pain'] as const).map(
    (score) => (latest[score] ?? Number.NaN) - (before[score] ?? Number.NaN),
  );
  return changes.some((by) => by <= -noticeable) && !changes.some((by) => by >= noticeable);
}

/** Counts lessons, those that came again as well: the next one has the next number. */
function lessonTurn({ sent, earlier = [] }: CoachingFields): number {
  return Object.keys(sent).length + earlier.length;
}

/** Counts reminders, as their days come: the next one has the next number. */
function reminderTurn({ preferences: { reminderDays } }: CoachingFields, localDate: string): number {
  const weeks = daysBetween('1970-01-05', weekOf(localDate)) / 7;
  return weeks * Math.max(1, reminderDays.length) + Math.max(0, reminderDays.indexOf(weekdayOf(localDate)));
}

/** Monday of the week so many lessons ago, by their pace. */
function lessonsAgo(
  lessons: number,
  { thisWeek, person: { weeksBetween = 1 } }: Pick<CoachingInput, 'thisWeek' | 'person'>,
): string {
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
