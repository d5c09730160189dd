import * as z from 'zod';
import { SignUpInput } from '../../core/actions/sign-up-input.ts';
import { cameFromRule } from '../../core/person/came-from.ts';
import { Preferences } from '../../core/person/preferences.ts';

/** What other programs send and get. docs/openapi.json is made from it. */

/** Larger than any request can get. */
export const requestBytesMax = 10 * 1024;

/** A key may ask this often in an hour from one network. */
export const usesOfAKeyMax = 600;

const {
  firstName,
  zone,
  lessonDay,
  sendTime,
  reminderDays,
  reminderTime,
  weeksBetween,
  consentVersion,
  healthConsentVersion,
} = SignUpInput.in.shape;
const { locale, ...preferences } = Preferences.in.shape;
const id = z.string().max(64);

/** A sign-up as programs send it: the fields of {@link SignUpInput}, without what the service fills in itself. */
export const SignUpBody = z
  .strictObject({
    email: z
      .string()
      .max(320)
      .meta({ description: 'One plain address.', examples: ['ann@example.org'] }),
    firstName: firstName.meta({ description: 'For the greeting, in up to 40 characters; may be left out.' }),
    ...preferences,
    zone: z
      .string()
      .meta({ description: 'IANA time zone, by any of its names.', examples: ['Europe/Berlin'] })
      .pipe(zone),
    lessonDay: lessonDay.meta({ description: 'Day of the lesson: 1 is Monday, 7 is Sunday.' }),
    sendTime: sendTime.meta({ description: 'Local time on the quarter hour.', examples: ['07:15'] }),
    reminderDays: reminderDays.meta({ description: 'Days of reminders.' }),
    reminderTime: reminderTime.meta({
      description: 'Local time of reminders on the quarter hour, if it is not that of the lessons.',
      examples: ['18:30'],
    }),
    weeksBetween: weeksBetween.meta({ description: 'Weeks from one lesson to the next; without it, one.' }),
    locale: locale.optional().meta({
      description:
        'Language of emails and pages; without it, and where the service does not offer it, that of the series. Lessons of a series that is not in it come in the language of the series.',
    }),
    series: id.optional().meta({ description: 'Id of a series of the stage; without it, the one of its start page.' }),
    branch: id.optional().meta({ description: 'Id of a branch of the series to begin with.' }),
    from: z
      .string()
      .max(200)
      .optional()
      .meta({
        description: `Where the person came from, such as a page or a clinic: ${cameFromRule}. Any other text is not stored.`,
        examples: ['clinic-north'],
      }),
    consentVersion: consentVersion.meta({
      description: 'Names the wording that the person agreed to; kept with their consent.',
      examples: ['2026-11'],
    }),
    healthConsentVersion: healthConsentVersion.meta({
      description:
        'Names the wording by which the person agreed that data about their health is stored: the branch, and later their check-ins. Needed with a branch.',
      examples: ['2026-11-health'],
    }),
  })
  .meta({ description: 'Somebody who agreed to get the series.' });

export const Accepted = z
  .strictObject({ status: z.literal('confirmation-requested') })
  .meta({ description: 'The same for every address, so that nobody learns who is subscribed.' });

/** What may be wrong, by the code that a program goes by; a title may be worded otherwise one day. */
export const problems = {
  'not-json': { status: 400, title: 'The body is not JSON.' },
  'unknown-key': { status: 401, title: 'Send a key: Authorization: Bearer wwk_…' },
  'other-scope': { status: 403, title: 'This key is not for sign-ups.' },
  'not-found': { status: 404, title: 'There is nothing at this address.' },
  'other-method': { status: 405, title: 'Sign-ups are sent by POST.' },
  'too-large': { status: 413, title: 'That is too much.' },
  'invalid-fields': { status: 422, title: 'Some fields are invalid.' },
  'too-often': { status: 429, title: 'Too often: try again later.' },
  'too-many-bounces': { status: 429, title: 'Too many of the last emails bounced: try again later.' },
  fault: { status: 500, title: 'It went wrong here.' },
  unavailable: { status: 503, title: 'It went wrong here.' },
} as const;
export type ProblemCode = keyof typeof problems;

/** RFC 9457. */
export const Problem = z
  .strictObject({
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]).meta({
      description: 'Says to programs what went wrong. Codes stay as they are; there may be more.',
    }),
    title: z.string().meta({ description: 'The same for people; sentences may change.' }),
    status: z.int(),
    detail: z.string().optional(),
    errors: z
      .array(z.strictObject({ pointer: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: 'What is wrong with which part of the request, by JSON Pointer.' }),
  })
  .meta({ description: 'What went wrong (RFC 9457).' });
export type Problem = z.output<typeof Problem>;
