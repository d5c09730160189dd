/** What an import can be given to choose from, apart from what reads it: help tells it without loading that. */

/** What the columns of a file may be called; the first line names them. An export has the same. */
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
  'consentAt',
  'consentText',
  'consentSource',
  'status',
] as const;
export type Column = (typeof columns)[number];

/** Where people can be taken over from. */
export const sourceNames = ['weekwise', 'listmonk', 'pinpoint'] as const;
export type SourceName = (typeof sourceNames)[number];
