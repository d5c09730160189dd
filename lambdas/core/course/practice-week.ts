import type { Temporal } from 'temporal-polyfill';
import type { Person } from '../person/subscriber.ts';
import { addDays, localDateAt, weekOf } from '../time/calendar.ts';

/** A day of the week that it is for somebody. */
export interface PracticeDay {
  /** ISO, in their zone. */
  date: string;
  /** 1 is Monday. */
  weekday: number;
  state: 'did' | 'nothing' | 'to-come';
  isToday: boolean;
}

/** The week from Monday to Sunday, by their own calendar, with the days on which they said they practised. */
export function practiceWeek({ practisedOn = [], preferences }: Person, now: Temporal.Instant): PracticeDay[] {
  const today = localDateAt(now, preferences.zone);
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
    const date = addDays(weekOf(today), weekday - 1);
    const state = practisedOn.includes(date) ? 'did' : date > today ? 'to-come' : 'nothing';
    return { date, weekday, state, isToday: date === today };
  });
}
