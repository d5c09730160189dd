import { isoInstant, localDateAt, weekOf } from '../time/calendar.ts';
import { lessonAskedAbout, weekAskedAbout } from '../course/asked-about.ts';
import { updateWithRetry } from './update-with-retry.ts';
import { type Agreement, agreeToHealthData, type HealthConsentDeps } from './health-consent.ts';
import type { CheckIn, RecentCheckIn } from '../person/records.ts';
import { isSubscribed, type Person } from '../person/subscriber.ts';
import type { SeriesLibrary } from '../course/series-library.ts';

/** Weeks that the rules may look back on. */
const recentMax = 6;

export interface CheckInDeps extends HealthConsentDeps {
  series: SeriesLibrary;
}

/** What they said of the present week already; undefined when they have not. */
export function saidThisWeek(
  person: Person,
  { clock, diary }: Pick<CheckInDeps, 'clock' | 'diary'>,
): Promise<CheckIn | undefined> {
  return diary.find(person.id, weekOf(localDateAt(clock.now(), person.preferences.zone)));
}

/** Their latest check-ins up to the present week, oldest first. Somebody who travelled west may have one of a week that is yet to come. */
export function checkInsUntilNow(
  { recentCheckIns = [], preferences }: Person,
  { clock }: Pick<CheckInDeps, 'clock'>,
): RecentCheckIn[] {
  const thisWeek = weekOf(localDateAt(clock.now(), preferences.zone));
  return recentCheckIns.filter(({ week }) => week <= thisWeek);
}

/** What somebody says in a check-in. */
export type Said = Omit<CheckIn, 'week' | 'at' | 'to' | 'movedAlong'>;

/** How a check-in ends: nothing is stored of somebody who has not agreed to it, or is no subscriber (any more). */
export type CheckInOutcome = 'recorded' | 'not-agreed' | 'nobody';

/**
 * Records what a person says of their week.
 *
 * @param agreement - they agree, in the same moment, that data about their health is stored
 */
export async function checkIn(
  id: string,
  said: Said,
  deps: CheckInDeps,
  agreement?: Agreement,
): Promise<CheckInOutcome> {
  const now = deps.clock.now();
  if (agreement !== undefined) await agreeToHealthData(id, agreement, deps);
  const person = await deps.subscribers.find(id);
  if (!isSubscribed(person)) return 'nobody';
  if (person.healthConsent === undefined) return 'not-agreed';
  const week = weekOf(localDateAt(now, person.preferences.zone));
  // First what they see again, then what the rules look at: a crash in between costs no more than one week's adapting.
  const to = weekAskedAbout(person, now);
  const lesson = lessonAskedAbout(person, deps.series.of(person), isoInstant(now))?.id;
  await deps.diary.record(id, { ...said, week, to, at: isoInstant(now) });
  let agreed = true;
  await updateWithRetry(id, deps, ({ healthConsent, recentCheckIns = [] }) => {
    agreed = healthConsent !== undefined;
    if (!agreed) return undefined;
    const { days, tried, stress, pain, active, note } = said;
    const recent = {
      week,
      to,
      days,
      ...(tried !== undefined && { tried }),
      ...(stress !== undefined && { stress }),
      ...(pain !== undefined && { pain }),
      ...(active !== undefined && { active }),
      ...(lesson !== undefined && { lesson }),
      ...(note !== undefined && { noted: true as const }),
    };
    const others = recentCheckIns.filter((one) => one.week !== week);
    return {
      recentCheckIns: [...others, recent].sort((a, b) => (a.week < b.week ? -1 : 1)).slice(-recentMax),
    };
  });
  if (!agreed) {
    // They took it back in this very moment.
    await deps.diary.forget(id);
    return 'not-agreed';
  }
  deps.log.info('checkin.recorded', { subscriber: id, week });
  return 'recorded';
}
