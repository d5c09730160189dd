/**
 * How a language says days, dates, clock times and places. It is a table of the core, not a message of a catalogue: the compiler of the catalogues says
 * dates in mails itself, and a date has to read the same whatever Node's own language data are today.
 */
export interface DateWords {
  /** Monday first, as ISO 8601 counts. */
  weekdays: readonly [string, string, string, string, string, string, string];
  /** Each week on that day: "Mondays". */
  weekly: DateWords['weekdays'];
  months: readonly string[];
  /** Between the last two of several; before that stands a comma. */
  and: string;
  /** Patterns name their parts in braces. */
  day: string;
  date: string;
  dateAndYear: string;
  fullDate: string;
  dateAndTime: string;
  instant: string;
  daysAt: string;
  schedule: string;
  /** Days that come every so many weeks, by that number. */
  everyWeeks: Readonly<Record<number, string>>;
  /** How often that is, by the same number, as in "one lesson a week". */
  pace: Readonly<Record<number, string>>;
  withinADay: string;
  withinDays: string;
  /** A place that needs more than its own name, such as a Knox. */
  cityAround: string;
  /** A clock time, from its hour and its minute in two digits; the second one where the day has twice twelve hours. */
  time: string;
  halfDayTime: string;
  /** The two halves of a day. */
  halves: readonly [string, string];
  /** Countries (ISO 3166-1) in which people read twice twelve hours. */
  halfDays: readonly string[];
  /** What the clocks of a city show, and what is no city. */
  cityTime: string;
  /** Cities that are not written as the id of their zone is, by that id. */
  cities: Readonly<Record<string, string>>;
}

/** English as everybody reads it who reads English: the day before the month. Where twelve hours are usual, by CLDR 46 (timeData, preferred "h"). */
export const english: DateWords = {
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
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
  and: ' and ',
  day: '{day} {month}',
  date: '{weekday} {day} {month}',
  dateAndYear: '{day} {month} {year}',
  fullDate: '{weekday} {day} {month} {year}',
  dateAndTime: '{date} at {time}',
  instant: '{date} at {time} UTC',
  daysAt: '{days} at {time}',
  schedule: '{days} at {time}, {place}',
  everyWeeks: { 2: 'every other {weekday}', 4: 'every fourth {weekday}' },
  pace: { 1: 'a week', 2: 'every two weeks', 4: 'every four weeks' },
  withinADay: 'within a day',
  withinDays: 'within {days} days',
  cityAround: '{city} ({around})',
  time: '{hour}:{minute}',
  halfDayTime: '{hour}:{minute} {half}',
  halves: ['am', 'pm'],
  halfDays: (
    'AE AG AL AR AS AU BB BD BH BM BN BO BS BT CA CL CO CR CU CY DJ DM DO DZ EC EG EH ER ET FJ FM GD GH GM GR GT GU GY HK HN IN IQ JM JO KH KI ' +
    'KN KP KR KW KY LB LC LR LS LY MH MO MP MR MW MX MY NA NI NZ OM PA PE PG PH PK PR PS PW PY QA SA SB SD SG SL SO SS SV SY SZ TC TD TN TO ' +
    'TT TW UM US UY VC VE VG VI VU WS YE ZM'
  ).split(' '),
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
