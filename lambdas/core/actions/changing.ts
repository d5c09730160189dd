import type { Temporal } from 'temporal-polyfill';
import { addDays, firstVisibleTick, isoInstant, localDateAt } from '../time/calendar.ts';
import { updateWithRetry } from './update-with-retry.ts';
import { nextEpoch } from '../mail/link-stamp.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { Control } from '../sending/control.ts';
import type { Queues } from '../sending/queues.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import { hasNewFor } from '../course/course.ts';
import { agreeToHealthData, type Agreement, type HealthConsentDeps } from './health-consent.ts';
import {
  daysKey,
  dueKeyOf,
  inPresentZone,
  monthlyPace,
  type Pace,
  paceOfCourse,
  placeOf,
  type Preferences,
  withReminders,
} from '../person/preferences.ts';
import type { Series } from '../course/series.ts';
import { statusAt, type Person, type PersonChanges } from '../person/subscriber.ts';
import { everHad } from '../person/had-lessons.ts';
import { changesOf } from '../person/transitions.ts';
import { isFormerName } from '../time/zones.ts';

export interface ChangingDeps {
  clock: Clock;
  subscribers: Pick<Subscribers, 'find' | 'change'>;
  control: Pick<Control, 'rememberSlot'>;
  queues: Pick<Queues, 'account'>;
  log: Log;
}

/** Weeks that a pause may be asked for by name. */
export const pauseWeeks = [1, 2, 4] as const;

/** The longest pause, in days: longer ones are leaving, which has a link of its own. */
export const pauseDaysMax = 366;

/** Changes what a person told us about themselves. False when they are no subscriber. */
export async function changeSettings(
  id: string,
  { weeksBetween, ...wanted }: { firstName: string; preferences: Preferences; weeksBetween?: Pace },
  deps: ChangingDeps,
): Promise<boolean> {
  const pace = weeksBetween === undefined ? {} : { weeksBetween: weeksBetween === 1 ? undefined : weeksBetween };
  return changePreferences(id, () => ({ ...wanted, ...pace }), deps);
}

/** Changes the name in greetings; '' for none. */
export async function changeName(id: string, firstName: string, deps: ChangingDeps): Promise<boolean> {
  return changePreferences(id, ({ preferences }) => ({ firstName, preferences }), deps);
}

/** Moves lessons to another weekday or time of day. Reminders stay on their days, but for one on the new lesson day. */
export async function changeLessonTime(
  id: string,
  when: Partial<Pick<Preferences, 'lessonDay' | 'sendTime'>>,
  deps: ChangingDeps,
): Promise<boolean> {
  const wantedOf = ({ preferences }: Person) => ({
    preferences: withReminders({ ...preferences, ...when }, preferences),
  });
  return changePreferences(id, wantedOf, deps);
}

/** Moves the course to another time zone, at the same local time. */
export async function changeZone(id: string, zone: string, deps: ChangingDeps): Promise<boolean> {
  return changePreferences(id, ({ preferences }) => ({ preferences: { ...preferences, zone } }), deps);
}

/**
 * Has somebody stand under the present name of their zone, where they stand under a former one. Nothing changes for them: it is the same slot, and
 * a mail of it that is on its way still comes.
 *
 * @returns whether they stood under a former name
 */
export async function moveToPresentZone(
  id: string,
  deps: Pick<ChangingDeps, 'subscribers' | 'control'>,
): Promise<boolean> {
  return updateWithRetry(id, deps, async ({ preferences }) => {
    if (!isFormerName(preferences.zone)) return undefined;
    const present = inPresentZone(preferences);
    // Before they stand in it, so that no planner can miss them.
    await deps.control.rememberSlot(...placeOf(present));
    return { preferences: present };
  });
}

/** Chooses days and time of reminders; no days stop them. */
export async function changeReminders(
  id: string,
  reminders: Pick<Preferences, 'reminderDays' | 'reminderTime'>,
  deps: ChangingDeps,
): Promise<boolean> {
  return changePreferences(id, ({ preferences }) => ({ preferences: withReminders(preferences, reminders) }), deps);
}

async function changePreferences(
  id: string,
  wantedOf: (person: Person) => PersonChanges & { preferences: Preferences },
  deps: ChangingDeps,
): Promise<boolean> {
  return updateWithRetry(id, deps, async (person) => {
    if (person.status !== 'active') return undefined;
    const asked = wantedOf(person);
    const wanted = { ...asked, preferences: inPresentZone(asked.preferences) };
    // Before they stand in it, so that no planner can miss them.
    await deps.control.rememberSlot(...placeOf(wanted.preferences));
    const moved =
      dueKeyOf(inPresentZone(person.preferences)) !== dueKeyOf(wanted.preferences) ||
      daysKey({ preferences: person.preferences }) !== daysKey(wanted) ||
      // A slot that was left out at a slower pace is not owed afterwards.
      ('weeksBetween' in wanted && wanted.weeksBetween !== person.weeksBetween);
    // Single mails were moved on a calendar that is no more.
    return { ...wanted, ...(moved && { dueFrom: firstVisibleTick(deps.clock.now()), dayChanges: undefined }) };
  });
}

/**
 * Chooses a branch, or none: its lessons come next, and then the course goes on. What was sent of a branch stays sent. A branch says something about
 * somebody's health, so it is stored only if they agreed to that, now or earlier.
 */
export async function chooseBranch(
  id: string,
  branch: string | undefined,
  deps: Pick<ChangingDeps, 'clock'> & Pick<HealthConsentDeps, 'subscribers'>,
  agreement?: Agreement,
): Promise<boolean> {
  if (branch !== undefined && agreement !== undefined) await agreeToHealthData(id, agreement, deps);
  return updateWithRetry(id, deps, ({ status, healthConsent, branch: present }): PersonChanges | undefined =>
    status === 'active' && (branch === undefined || healthConsent !== undefined)
      ? // Who asks for other lessons goes on.
        {
          branch,
          ...(branch !== undefined &&
            branch !== present && { stoppedAt: undefined, wentOnAt: isoInstant(deps.clock.now()) }),
        }
      : undefined,
  );
}

/** May they go over to this series? Not to their own, nor to one of which they have had every lesson. */
export function canSwitchTo(series: Series, person: Person): boolean {
  const theirs = person.status === 'active' || person.status === 'completed';
  return theirs && person.series !== series.id && hasNewFor(person, series);
}

/**
 * Goes over to another series: its lessons come from the next lesson slot on. What was sent stays sent, by the id of the lesson: of two series
 * that share lessons, such as translations, nobody gets one twice, and who comes back goes on where they left.
 *
 * @param by.byOperator - not asked for by the person: who stopped stays so, and who gets one lesson a month goes on getting one
 */
export async function changeSeries(
  id: string,
  series: Series,
  deps: Omit<ChangingDeps, 'queues'>,
  { byOperator = false }: { byOperator?: boolean } = {},
): Promise<boolean> {
  const changed = await updateWithRetry(id, deps, async (person): Promise<PersonChanges | undefined> => {
    if (!canSwitchTo(series, person)) return undefined;
    const { status, pausedUntil, stoppedAt } = person;
    const weeksBetween = byOperator ? person.weeksBetween : paceOfCourse(person.weeksBetween);
    const wentOnAt = isoInstant(deps.clock.now());
    if (status === 'active') {
      const dueFrom = weeksBetween === person.weeksBetween ? person.dueFrom : firstVisibleTick(deps.clock.now());
      const settled = { series: series.id, status, dueFrom, pausedUntil, weeksBetween, wentOnAt };
      const changes = changesOf('changeSeries', settled);
      return { ...changes, ...(byOperator && stoppedAt !== undefined && { stoppedAt }) };
    }
    // Before they stand in it again, so that no planner can miss them.
    await deps.control.rememberSlot(...placeOf(person.preferences));
    return changesOf('changeSeries', {
      series: series.id,
      status: 'active',
      dueFrom: firstVisibleTick(deps.clock.now()),
      pausedUntil: undefined,
      weeksBetween,
      wentOnAt,
    });
  });
  if (changed) deps.log.info('subscriber.series-changed', { subscriber: id, series: series.id });
  return changed;
}

/** Chooses what their answers do in their emails: whether lessons adapt to them, and whether every fourth lesson may show their scores. */
export async function chooseUseOfAnswers(
  id: string,
  { adapt, scores }: { adapt: boolean; scores: boolean },
  deps: Pick<ChangingDeps, 'subscribers'>,
): Promise<boolean> {
  return updateWithRetry(id, deps, (person): PersonChanges | undefined =>
    person.status === 'active'
      ? { coachingOff: adapt ? undefined : true, scoresInMails: scores ? true : undefined }
      : undefined,
  );
}

/** Makes every link void that was mailed so far, but for those that end mail, and the address of their calendar. */
export async function voidLinks(id: string, deps: ChangingDeps): Promise<boolean> {
  const done = await updateWithRetry(id, deps, (person): PersonChanges => ({
    epoch: nextEpoch(person),
    feed: undefined,
  }));
  if (done) deps.log.info('subscriber.links-made-void', { subscriber: id });
  return done;
}

/** Stops mail until a local date; the first mail may come on that day. False when the person is no subscriber, or the date is no good. */
export async function pauseUntil(id: string, localDate: string, deps: ChangingDeps): Promise<boolean> {
  const paused = await updateWithRetry(id, deps, (person): PersonChanges | undefined => {
    const today = localDateAt(deps.clock.now(), person.preferences.zone);
    if (person.status !== 'active' || localDate <= today || localDate > addDays(today, pauseDaysMax)) return undefined;
    return { pausedUntil: localDate, pausedAt: beganAt(person, deps) };
  });
  if (paused) await askFor('paused', id, deps);
  return paused;
}

/** Stops mail for some weeks from today. */
export async function pauseForWeeks(
  id: string,
  weeks: (typeof pauseWeeks)[number],
  deps: ChangingDeps,
): Promise<boolean> {
  const paused = await updateWithRetry(id, deps, (person): PersonChanges | undefined => {
    const today = localDateAt(deps.clock.now(), person.preferences.zone);
    if (person.status !== 'active') return undefined;
    return { pausedUntil: addDays(today, weeks * 7), pausedAt: beganAt(person, deps) };
  });
  if (paused) await askFor('paused', id, deps);
  return paused;
}

/** A pause that is made longer is still the same pause. */
function beganAt(person: Person, { clock }: Pick<ChangingDeps, 'clock'>): string {
  const isPaused = statusAt(person, clock.now()) === 'paused';
  return (isPaused ? person.pausedAt : undefined) ?? isoInstant(clock.now());
}

/**
 * Minutes until an email says what a press did. Somebody who tries several lengths gets one email, and somebody who takes the pause back in that time gets none.
 */
const letterDelayMinutes = 10;

/** Hours after which pressing again is something new. */
const pressedAgainHours = 1;

/** Ends a pause now. */
export async function resume(id: string, deps: ChangingDeps): Promise<boolean> {
  const now = deps.clock.now();
  const shortlyBefore = firstVisibleTick(now.subtract({ hours: pressedAgainHours }));
  let isNews = false;
  const resumed = await updateWithRetry(id, deps, (person): PersonChanges | undefined => {
    // A press shortly before may have ended the pause, and failed before it asked for the email.
    isNews = (person.pausedUntil !== undefined || person.dueFrom >= shortlyBefore) && !isTakenBack(person, now);
    return person.status === 'active' ? { pausedUntil: undefined, dueFrom: firstVisibleTick(now) } : undefined;
  });
  if (resumed && isNews) await askFor('resumed', id, deps);
  return resumed;
}

/** Of a pause that ends before its email went out nobody needs to hear. */
function isTakenBack({ pausedAt }: Person, now: Temporal.Instant): boolean {
  return pausedAt !== undefined && pausedAt > isoInstant(now.subtract({ minutes: letterDelayMinutes }));
}

/** A letter that says the same as the page: whoever lost the page finds it in their inbox. */
async function askFor(kind: 'paused' | 'resumed', id: string, { queues, clock }: ChangingDeps): Promise<void> {
  const job = { kind, id, askedAt: isoInstant(clock.now()), attempt: 0 };
  await queues.account(job, kind === 'paused' ? letterDelayMinutes * 60 : 0);
}

/** Starts the series again for someone who has had every lesson. */
export async function startAgain(id: string, deps: ChangingDeps): Promise<boolean> {
  return updateWithRetry(id, deps, (person): PersonChanges | undefined =>
    person.status === 'completed'
      ? changesOf('startOver', {
          status: 'active',
          sent: {},
          hadBefore: everHad(person),
          dueFrom: firstVisibleTick(deps.clock.now()),
          weeksBetween: paceOfCourse(person.weeksBetween),
        })
      : undefined,
  );
}

/**
 * Lets the lessons that keep what helps come again, one a month and without reminders, for someone whose course has ended. Of someone who stopped half
 * way the others that they have not had count as skipped: they asked for none of them.
 */
export async function keepMonthly(
  id: string,
  { monthly, lessons }: Pick<Series, 'monthly' | 'lessons'>,
  deps: ChangingDeps,
): Promise<boolean> {
  return updateWithRetry(id, deps, (person): PersonChanges | undefined => {
    const { status, sent, preferences, leftOut = [], stoppedAt } = person;
    if (status !== 'completed' || monthly.length === 0) return undefined;
    const unasked = lessons
      .map(({ id: one }) => one)
      .filter((one) => !Object.hasOwn(sent, one) && !monthly.includes(one));
    const skipped = [...new Set([...leftOut, ...unasked])];
    return {
      ...changesOf('keepMonthly', {
        status: 'active',
        sent: Object.fromEntries(Object.entries(sent).filter(([lesson]) => !monthly.includes(lesson))),
        hadBefore: everHad(person),
        weeksBetween: monthlyPace,
        preferences: { ...preferences, reminderDays: [] },
        dueFrom: firstVisibleTick(deps.clock.now()),
      }),
      ...(stoppedAt !== undefined && { leftOut: skipped.length === 0 ? undefined : skipped }),
    };
  });
}
