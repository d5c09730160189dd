import { cities } from './cities.ts';

/**
 * How a language says days, dates, clock times and places. It is a table of the core, not a message of a catalogue: the compiler of the catalogues says
 * dates in mails itself, and a date has to read the same whatever Node's own language data are today.
 */
export interface DateWords {
  /** Monday first, as ISO 8601 counts. */
  weekdays: readonly [string, string, string, string, string, string, string];
  /** How many of their letters stand where there is little room: "Mon", "Mo". */
  weekdayLetters: number;
  /** Each week on that day, as in a list of several: "Mondays". */
  weekly: DateWords['weekdays'];
  /** Such a list, whole: {days}. */
  weeklyDays: string;
  months: readonly string[];
  /** Between the last two of several; before that stands a comma. */
  and: string;
  /** Patterns name their parts in braces. */
  day: string;
  /** Where there is little room: the month is its first three letters. */
  shortDay: string;
  dateAndYear: string;
  /** A date, with its year or without, behind its weekday. */
  onWeekday: string;
  dateAndTime: string;
  daysAt: string;
  schedule: string;
  /** With its preposition; the second one where the clock shows one. */
  at: string;
  atOne?: string;
  /** Days that come every so many weeks, by that number. */
  everyWeeks: Readonly<Record<number, string>>;
  /** How often that is, by the same number, as in "one lesson a week". */
  pace: Readonly<Record<number, string>>;
  withinADay: string;
  withinDays: string;
  /** A place that needs more than its own name, such as a Knox. */
  cityAround: string;
  /** A clock time, from its hour and its minute in two digits. */
  time: string;
  /** What stands behind it, space and all, where the day has twice twelve hours. */
  halves: readonly [string, string];
  /** Countries (ISO 3166-1) in which people read twice twelve hours. */
  halfDays: readonly string[];
  /** What the clocks of a city show, and what is no city. */
  cityTime: string;
  /** Cities that are not written as the id of their zone is, by that id. */
  cities: Readonly<Record<string, string>>;
}

/** Where twelve hours are usual, by CLDR 46 (timeData, preferred "h"). */
const halfDayCountries: readonly string[] = (
  'AE AG AL AR AS AU BB BD BH BM BN BO BS BT CA CL CO CR CU CY DJ DM DO DZ EC EG EH ER ET FJ FM GD GH GM GR GT GU GY HK HN IN IQ JM JO KH KI ' +
  'KN KP KR KW KY LB LC LR LS LY MH MO MP MR MW MX MY NA NI NZ OM PA PE PG PH PK PR PS PW PY QA SA SB SD SG SL SO SS SV SY SZ TC TD TN TO ' +
  'TT TW UM US UY VC VE VG VI VU WS YE ZM'
).split(' ');

/** What several languages say in one way. Any may have its own. */
const usual = {
  onWeekday: '{weekday} {date}',
  dateAndTime: '{date} {at}',
  daysAt: '{days} {at}',
  schedule: '{days} {at}, {place}',
  cityAround: '{city} ({around})',
  time: '{hour}:{minute}',
  halfDays: halfDayCountries,
} satisfies Partial<DateWords>;

/** English with the day before the month, which everybody who reads English understands. */
export const english: DateWords = {
  ...usual,
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  weekdayLetters: 3,
  weekly: ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'],
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  weeklyDays: '{days}',
  and: ' and ',
  day: '{day} {month}',
  shortDay: '{day} {month}',
  dateAndYear: '{day} {month} {year}',
  at: 'at {time}',
  everyWeeks: { 2: 'every other {weekday}', 4: 'every fourth {weekday}' },
  pace: { 1: 'a week', 2: 'every two weeks', 4: 'every four weeks' },
  withinADay: 'within a day',
  withinDays: 'within {days} days',
  halves: [' am', ' pm'],
  cityTime: '{city} time',
  cities: {
    'Africa/El_Aaiun': 'El Aaiún',
    'Africa/Lome': 'Lomé',
    'Africa/Ndjamena': 'N’Djamena',
    'Africa/Sao_Tome': 'São Tomé',
    'America/Araguaina': 'Araguaína',
    'America/Asuncion': 'Asunción',
    'America/Bahia_Banderas': 'Bahía de Banderas',
    'America/Belem': 'Belém',
    'America/Bogota': 'Bogotá',
    'America/Cancun': 'Cancún',
    'America/Ciudad_Juarez': 'Ciudad Juárez',
    'America/Cuiaba': 'Cuiabá',
    'America/Curacao': 'Curaçao',
    'America/Eirunepe': 'Eirunepé',
    'America/Maceio': 'Maceió',
    'America/Mazatlan': 'Mazatlán',
    'America/Merida': 'Mérida',
    'America/Santarem': 'Santarém',
    'America/Sao_Paulo': 'São Paulo',
    'America/St_Barthelemy': 'Saint Barthélemy',
    'America/St_Johns': 'St. John’s',
    'Antarctica/DumontDUrville': 'Dumont d’Urville',
    'Asia/Ho_Chi_Minh': 'Ho Chi Minh City',
    'Indian/Mahe': 'Mahé',
    'Indian/Reunion': 'Réunion',
    'Pacific/Noumea': 'Nouméa',
  },
};

/** Spanish for Spain and the Americas. The halves of a day are as CLDR and the RAE write them, and no line ends within them. */
export const spanish: DateWords = {
  ...usual,
  weekdays: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  weekdayLetters: 3,
  weekly: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábados', 'domingos'],
  months: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
  weeklyDays: 'los {days}',
  and: ' y ',
  day: '{day} de {month}',
  shortDay: '{day} {month}',
  dateAndYear: '{day} de {month} de {year}',
  at: 'a las {time}',
  atOne: 'a la {time}',
  everyWeeks: { 2: 'cada dos semanas, los {weekly}', 4: 'cada cuatro semanas, los {weekly}' },
  pace: { 1: 'por semana', 2: 'cada dos semanas', 4: 'cada cuatro semanas' },
  withinADay: 'en un día',
  withinDays: 'en {days} días',
  halves: ['\u00a0a.\u00a0m.', '\u00a0p.\u00a0m.'],
  cityTime: 'hora de {city}',
  cities: { ...english.cities, ...cities['es'] },
};

/** German, which reads twenty-four hours wherever it is read. No line ends within a time. */
export const german: DateWords = {
  ...usual,
  weekdays: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  weekdayLetters: 2,
  weekly: ['montags', 'dienstags', 'mittwochs', 'donnerstags', 'freitags', 'samstags', 'sonntags'],
  months: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  weeklyDays: '{days}',
  and: ' und ',
  day: '{day}. {month}',
  shortDay: '{day}. {month}',
  dateAndYear: '{day}. {month} {year}',
  onWeekday: '{weekday}, {date}',
  at: 'um {time}\u00a0Uhr',
  dateAndTime: '{date}, {at}',
  everyWeeks: { 2: 'alle zwei Wochen {weekly}', 4: 'alle vier Wochen {weekly}' },
  pace: { 1: 'pro Woche', 2: 'alle zwei Wochen', 4: 'alle vier Wochen' },
  withinADay: 'innerhalb eines Tages',
  withinDays: 'innerhalb von {days} Tagen',
  halves: ['', ''],
  halfDays: [],
  cityTime: 'Ortszeit {city}',
  cities: { ...english.cities, ...cities['de'] },
};
