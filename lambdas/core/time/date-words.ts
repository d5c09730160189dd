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
  dateAndTime: string;
  instant: string;
  schedule: string;
  /** A place that needs more than its own name, such as a Knox. */
  cityAround: string;
  /** A clock time, from hour and minute in two digits. */
  time: string;
  /** Cities that are not written as the id of their zone is, by that id. */
  cities: Readonly<Record<string, string>>;
}

/** English as everybody reads it who reads English: the day before the month, 24 hours. */
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
  dateAndTime: '{date} at {time}',
  instant: '{date} at {time} UTC',
  schedule: '{days} at {time}, {zone} time',
  cityAround: '{city} ({around})',
  time: '{hour}:{minute}',
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
