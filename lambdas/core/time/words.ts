import { merged } from '../kit/full-stop.ts';
import { dueTick, localDateAt, localTimeAt, type Slot, weekdayOf } from './calendar.ts';
import { english, german, spanish, type DateWords } from './date-words.ts';
import { countryOf } from './zones.ts';

/**
 * Dates, clock times, places and schedules in words, as mails and pages say them: nothing else knows what a month is called.
 */

/** A time of day where it holds: the clocks of a zone say which hours people read. */
export interface ClockTime {
  time: string;
  zone: string;
}

/** Languages in which dates can be said, by BCP 47 tag: the ones that a person may choose. */
export const languages = ['en', 'es', 'de'] as const;
export type Language = (typeof languages)[number];

const tables: Readonly<Record<Language, DateWords>> = { en: english, es: spanish, de: german };

/** The language for people whose own is not known here, such as one that was withdrawn. */
export const usualLanguage: Language = 'en';

/** The language of a tag, "es" for "es-MX"; the usual one where it is not known. */
export function languageOf(tag: string): Language {
  const [base] = tag.split('-');
  return languages.find((one) => one === base) ?? usualLanguage;
}

const made = new Map<Language, DatesInWords>();

/**
 * How a language says dates.
 *
 * @param tag - BCP 47; what is not known is said in {@link usualLanguage}
 */
export function datesIn(tag: string): DatesInWords {
  const language = languageOf(tag);
  const dates = made.get(language) ?? new DatesInWords(tables[language]);
  made.set(language, dates);
  return dates;
}

/** Its functions can be taken out of it. */
export class DatesInWords {
  readonly #words: DateWords;

  constructor(words: DateWords) {
    this.#words = words;
  }

  /** " am" and " pm", as they stand behind a clock time. */
  get halfDayNames(): DateWords['halves'] {
    return this.#words.halves;
  }

  /** "Monday" for 1 … "Sunday" for 7. */
  readonly weekdayName = (weekday: number): string => this.#words.weekdays[weekday - 1] ?? '';

  /** "Mon" for 1, where there is little room. */
  readonly shortWeekdayName = (weekday: number): string =>
    this.weekdayName(weekday).slice(0, this.#words.weekdayLetters);

  /** 1 for "Monday", "monday" or "1" … 7 for Sunday; undefined for any other text. */
  readonly weekdayNamed = (text: string): number | undefined => {
    const typed = text.trim().toLowerCase();
    const index = this.#words.weekdays.findIndex((name, day) => [name.toLowerCase(), String(day + 1)].includes(typed));
    return index < 0 ? undefined : index + 1;
  };

  /** "Mondays", "Mondays and Thursdays", "Mondays, Thursdays and Saturdays", "Mondays at 18:30"; "" for none. */
  readonly formatDays = (weekdays: readonly number[], at?: ClockTime): string => {
    const names = weekdays.map((day) => this.#words.weekly[day - 1] ?? '');
    const last = names.pop();
    if (last === undefined) return '';
    const list = names.length === 0 ? last : `${names.join(', ')}${this.#words.and}${last}`;
    const days = merged(this.#words.weeklyDays, { days: list });
    return at === undefined ? days : merged(this.#words.daysAt, { days, at: this.#at(at) });
  };

  /** The city that people look for: "Berlin"; "Knox (Indiana)" for "America/Indiana/Knox". What is no place is said by its distance from UTC. */
  readonly formatCity = (zone: string): string => {
    const [, behind, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(zone) ?? [];
    // The names of the tz database count the other way round.
    if (hours !== undefined) return `UTC${behind === '+' ? '−' : '+'}${hours}`;
    const [city = zone, ...around] = zone.replaceAll('_', ' ').split('/').slice(1).reverse();
    const name = this.#words.cities[zone] ?? city;
    return around.length === 0 ? name : merged(this.#words.cityAround, { city: name, around: around.join(', ') });
  };

  /** "Berlin time", "UTC". */
  readonly formatPlace = (zone: string): string => {
    const city = this.formatCity(zone);
    return countryOf(zone) === undefined ? city : merged(this.#words.cityTime, { city });
  };

  /** Do people in a zone read twice twelve hours? */
  readonly hasHalfDays = (zone: string): boolean => this.#words.halfDays.includes(countryOf(zone) ?? '');

  /** A local time as people where it holds write it: "7:00", or "7:00 am" in New York. */
  readonly formatTime = (localTime: string, zone: string): string => {
    const clock = merged(this.#words.time, this.#clock({ time: localTime, zone }));
    return this.hasHalfDays(zone) ? clock + this.#words.halves[Number(localTime.slice(0, 2)) < 12 ? 0 : 1] : clock;
  };

  /** "Mondays at 7:00, Berlin time": on a day each week, or every so many, at a local time. */
  readonly formatWeekly = ({
    day,
    time,
    zone,
    weeks = 1,
  }: {
    day: number;
    time: string;
    zone: string;
    weeks?: number;
  }): string => {
    const every = this.#words.everyWeeks[weeks];
    const named = { weekday: this.weekdayName(day), weekly: this.#words.weekly[day - 1] ?? '' };
    const days = every === undefined ? this.formatDays([day]) : merged(every, named);
    return merged(this.#words.schedule, { days, at: this.#at({ time, zone }), place: this.formatPlace(zone) });
  };

  /** "within a day", "within 3 days". */
  readonly formatWithin = (days: number): string =>
    days === 1 ? this.#words.withinADay : merged(this.#words.withinDays, { days: String(days) });

  /** "a week", "every two weeks": how often lessons come. */
  readonly formatPace = (weeks = 1): string => this.#words.pace[weeks] ?? '';

  /** "Monday 30 November at 7:00": the wall clock in the slot's zone at the tick that serves it. */
  readonly formatSlot = (slot: Slot): string => {
    const { zone } = slot;
    const tick = dueTick(slot);
    return this.#dateAndTime(this.formatDate(localDateAt(tick, zone)), { time: localTimeAt(tick, zone), zone });
  };

  /** "30 November". */
  readonly formatDay = (localDate: string): string => merged(this.#words.day, this.#partsOf(localDate));

  /** "30 Nov", where there is little room. */
  readonly formatShortDay = (localDate: string): string => {
    const { month, ...rest } = this.#partsOf(localDate);
    return merged(this.#words.shortDay, { ...rest, month: month.slice(0, 3) });
  };

  /** "Monday 30 November". */
  readonly formatDate = (localDate: string): string => this.#onWeekday(localDate, this.formatDay(localDate));

  /** "Monday 23 November 2026". */
  readonly formatFullDate = (localDate: string): string => this.#onWeekday(localDate, this.formatLongDate(localDate));

  /** "23 November 2026" for "2026-11-23". */
  readonly formatLongDate = (isoDate: string): string => merged(this.#words.dateAndYear, this.#partsOf(isoDate));

  /** "23 November 2026 at 6:00 UTC" for "2026-11-23T06:00:00Z". */
  readonly formatInstant = (isoInstant: string): string => {
    const clock = { time: isoInstant.slice(11, 16), zone: 'UTC' };
    return `${this.#dateAndTime(this.formatLongDate(isoInstant.slice(0, 10)), clock)} UTC`;
  };

  #onWeekday(isoDate: string, date: string): string {
    return merged(this.#words.onWeekday, { weekday: this.weekdayName(weekdayOf(isoDate)), date });
  }

  #dateAndTime(date: string, clock: ClockTime): string {
    return merged(this.#words.dateAndTime, { date, at: this.#at(clock) });
  }

  /** A time with its preposition: "at 7:00". */
  #at(clock: ClockTime): string {
    const { at, atOne = at } = this.#words;
    const isOne = this.#clock(clock).hour === '1';
    return merged(isOne ? atOne : at, { time: this.formatTime(clock.time, clock.zone) });
  }

  /** What a clock shows, without its half of the day. */
  #clock({ time, zone }: ClockTime): { hour: string; minute: string } {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    const shown = this.hasHalfDays(zone) ? (hour % 12 === 0 ? 12 : hour % 12) : hour;
    return { hour: String(shown), minute: String(minute).padStart(2, '0') };
  }

  #partsOf(isoDate: string): Record<'day' | 'month' | 'year', string> {
    const [year = '', month, day] = isoDate.split('-');
    return { day: String(Number(day)), month: this.#words.months[Number(month) - 1] ?? '', year };
  }
}
