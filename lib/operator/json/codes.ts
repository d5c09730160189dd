/* Codes that programs go by, beside the sentences for people. Here without what makes them, which `--json` need not load for them. */

/** What holds mail up: the first thing that does. */
export const sendCodes = [
  'sending',
  'restored-table',
  'transfer-leaving',
  'transfer-receiving',
  'halted',
  'refused-by-ses',
] as const;
export type SendCode = (typeof sendCodes)[number];

/** What does not go on by itself. */
export const needCodes = [
  'mail-stopped',
  'planner-behind',
  'series-retired',
  'notice-ended-early',
  'lessons-late',
  'dead-letters',
] as const;
export type NeedCode = (typeof needCodes)[number];

/** How a notice stands. */
export const noticeCodes = ['begins', 'under-way', 'between-rounds', 'sent', 'ended-early', 'stopped'] as const;
export type NoticeCode = (typeof noticeCodes)[number];

/** What the doctor looks at. */
export const lineCodes = [
  'production-access',
  'ses-account',
  'sending',
  'health',
  'ses-plan',
  'quota',
  'suppression',
  'concurrency',
  'identity',
  'dkim',
  'mail-from',
  'dmarc',
  'dmarc-alignment',
  'sender-mx',
  'spf',
  'mx-of-mail-from',
  'site',
  'answers',
  'links',
  'reviews',
  'configuration-set',
  'keys',
  'table',
  'recovery',
  'deletion',
  'copies-outside',
  'alarms',
  'mail',
  'planner',
  'zones',
  'time-zones',
  'dead-letters',
  'numbers',
  'help-lines',
  'ses-emulator',
  'weekwise',
  'node-here',
] as const;
export type LineCode = (typeof lineCodes)[number];

/** Why a lesson slot brought no lesson. */
export const exclusionCodes = [
  'not-subscribed',
  'series-withdrawn',
  'paused',
  'moved',
  'not-their-day',
  'already-sent',
  'too-soon',
  'one-a-day',
  'too-late',
  'no-lesson-yet',
  'practised',
  'skipped',
  'left-out',
] as const;

/** What a key may do. */
export const dutyCodes = [
  'ids-of-people',
  'signs-links',
  'opens-links',
  'opens-links-until-they-expire',
  'opens-endless-links-only',
  'opens-unsubscribe-links-only',
  'signs-webhooks',
  'revoked',
] as const;
export type Duty = (typeof dutyCodes)[number];

/** Why somebody whom an import brought is not taken back. */
export const keptCodes = [
  'asked',
  'confirmed',
  'email-on-its-way',
  'got-email',
  'changed',
  'just-now',
  'completed',
  'unsubscribed',
  'bounced',
  'complained',
  'moved',
] as const;
export type Kept = (typeof keptCodes)[number];

/** What keeps a transfer from being done. */
export const blockerCodes = [
  'same-stage',
  'already-leaving',
  'already-receiving',
  'no-ledger',
  'not-halted',
  'restored-table',
  'webhooks',
  'not-empty',
  'notices',
  'series-missing',
  'too-soon',
  'waiting',
] as const;
export type BlockerCode = (typeof blockerCodes)[number];
