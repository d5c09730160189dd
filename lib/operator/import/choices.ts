/** What an import can be given to choose from, apart from what reads it: help tells it without loading that. */

/** What the columns of a file of our own may be called; the first line names them. An export has the same. */
export const columns = [
  'email',
  'firstName',
  'zone',
  'lessonDay',
  'sendTime',
  'reminderDays',
  'reminderTime',
  'weeksBetween',
  'pausedUntil',
  'series',
  'from',
  'note',
  'locale',
  'lessonsHad',
  'lastLessonOn',
  'lessonsSkipped',
  'welcomedAt',
  'consentAt',
  'consentText',
  'consentSource',
  'status',
] as const;

/** Read, and never written: a whole name, the lesson to go on with, when the tool says that they agreed. */
export const readColumns = [...columns, 'name', 'nextLesson', 'agreedAt'] as const;
export type Column = (typeof readColumns)[number];

/** Where people can be imported from. */
export const sourceNames = [
  'weekwise',
  'listmonk',
  'mailchimp',
  'kit',
  'ghost',
  'substack',
  'buttondown',
  'mautic',
  'keila',
  'sendy',
  'pinpoint',
  'plain',
] as const;
export type SourceName = (typeof sourceNames)[number];

/** Encodings that a file cannot be seen to have. */
export const encodings = ['utf-8', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/** Order of day and month in dates such as 01.10.2026. */
export const dateOrders = ['dmy', 'mdy'] as const;
export type DateOrder = (typeof dateOrders)[number];
