import { words } from '../../content/words.ts';
import { shortWeekdayName, weekdayName } from './spoken.ts';
import { Check } from './icons.tsx';

/** A day of a week of practice. */
export interface WeekDay {
  /** 1 is Monday. */
  weekday: number;
  state: 'did' | 'nothing' | 'to-come';
  isToday: boolean;
}

/** Seven days as discs: never a crossed one, and words for who does not see them. */
export function WeekDays({ days }: { days: readonly WeekDay[] }) {
  return (
    <ul class="week-days">
      {days.map(({ weekday, state, isToday }) => {
        const name = weekdayName(weekday);
        const day = isToday ? words.parts.today({ day: name }) : name;
        return (
          <li class={isToday ? `${state} is-today` : state}>
            <span class="disc" aria-hidden="true">
              {state === 'did' && <Check />}
            </span>
            <span aria-hidden="true">{shortWeekdayName(weekday)}</span>
            <span class="unseen">{words.parts.day[dayWords[state]]({ day })}</span>
          </li>
        );
      })}
    </ul>
  );
}

const dayWords = { did: 'did', nothing: 'nothing', 'to-come': 'toCome' } as const;
