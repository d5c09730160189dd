import { addDays, isoInstant, localDateAt, weekdayOf } from './calendar.ts';
import { changeWhile } from './change-while.ts';
import type { Clock, Diary, Log, Subscribers } from './ports.ts';
import type { CheckIn } from './records.ts';
import type { Person } from './subscriber.ts';

/** What the coaching rules look at, kept on the profile: no mail costs another read. */
export type RecentCheckIn = Pick<CheckIn, 'week' | 'days' | 'stress' | 'pain'> & {
  /** There is a note to it. */
  noted?: true;
};

/** Weeks that the rules may look back on. */
const recentMax = 6;

export interface CheckInWorld {
  clock: Clock;
  subscribers: Pick<Subscribers, 'find' | 'change'>;
  diary: Diary;
  log: Log;
}

/** The Monday of the week of a local date. */
export function weekOf(localDate: string): string {
  return addDays(localDate, 1 - weekdayOf(localDate));
}

/** What they said of the present week already; undefined when they have not. */
export function saidThisWeek(
  person: Person,
  { clock, diary }: Pick<CheckInWorld, 'clock' | 'diary'>,
): Promise<CheckIn | undefined> {
  return diary.find(person.id, weekOf(localDateAt(clock.now(), person.preferences.zone)));
}

/** Their latest check-ins up to the present week, oldest first. Somebody who travelled west may have one of a week that is yet to come. */
export function checkInsUntilNow(
  { recentCheckIns = [], preferences }: Person,
  { clock }: Pick<CheckInWorld, 'clock'>,
): RecentCheckIn[] {
  const thisWeek = weekOf(localDateAt(clock.now(), preferences.zone));
  return recentCheckIns.filter(({ week }) => week <= thisWeek);
}

/** Records what a person says of their week; false when they are no subscriber (any more). */
export async function checkIn(id: string, said: Omit<CheckIn, 'week' | 'at'>, world: CheckInWorld): Promise<boolean> {
  const now = world.clock.now();
  const person = await world.subscribers.find(id);
  if (person?.status !== 'active' && person?.status !== 'completed') return false;
  const week = weekOf(localDateAt(now, person.preferences.zone));
  // First what they see again, then what the rules look at: a crash in between costs no more than one week's adapting.
  await world.diary.record(id, { ...said, week, at: isoInstant(now) });
  await changeWhile(id, world, ({ recentCheckIns = [] }) => {
    const { days, stress, pain, note } = said;
    const recent = {
      week,
      days,
      ...(stress !== undefined && { stress }),
      ...(pain !== undefined && { pain }),
      ...(note !== undefined && { noted: true as const }),
    };
    const others = recentCheckIns.filter((one) => one.week !== week);
    return {
      recentCheckIns: [...others, recent].sort((a, b) => (a.week < b.week ? -1 : 1)).slice(-recentMax),
    };
  });
  world.log.info('checkin.recorded', { subscriber: id, week });
  return true;
}
