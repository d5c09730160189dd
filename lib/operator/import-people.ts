import { parse } from 'csv-parse';
import type { Readable } from 'node:stream';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { parseAddress } from '../../lambdas/core/address.ts';
import { isoInstant } from '../../lambdas/core/calendar.ts';
import { FirstName, Preferences } from '../../lambdas/core/preferences.ts';
import type { Control, Keyring, Subscribers } from '../../lambdas/core/ports.ts';
import { calendarFrom } from '../../lambdas/core/sign-up.ts';
import type { Subscriber } from '../../lambdas/core/subscriber.ts';

/** What the columns of a file may be called; the first line names them. */
export const columns = [
  'email',
  'firstName',
  'zone',
  'lessonDay',
  'sendTime',
  'reminderDays',
  'consentAt',
  'consentText',
  'consentSource',
] as const;

const weekday = z
  .string()
  .regex(/^[1-7]$/, 'must be 1 for Monday to 7 for Sunday')
  .transform(Number);

/** One line. Consent is required: who never gave it is asked on the landing page, not by a file. */
const Row = z.object({
  email: z.string().transform((typed, context) => {
    const address = parseAddress(typed);
    if (typeof address !== 'string') return address;
    context.addIssue({ code: 'custom', message: 'is no e-mail address' });
    return z.NEVER;
  }),
  firstName: FirstName.default(''),
  zone: z.string(),
  lessonDay: weekday.or(z.literal('').transform(() => 1)).default(1),
  sendTime: z.string().default('07:00'),
  reminderDays: z
    .string()
    .default('')
    .transform((text) => (text.match(/[1-7]/g) ?? []).map(Number)),
  consentAt: z.iso.datetime({
    offset: true,
    error: 'must be an instant such as 2026-11-01T09:00:00Z: when did they agree?',
  }),
  consentText: z.string().min(1, 'must say which wording they agreed to'),
  consentSource: z.string().min(1, 'must say where they agreed'),
});

export interface ImportWorld {
  clock: { now: () => Temporal.Instant };
  keyring: Pick<Keyring, 'subscriberId'>;
  subscribers: Pick<Subscribers, 'find' | 'activate'>;
  control: Pick<Control, 'rememberSlot'>;
  series: string;
}

export interface ImportReport {
  added: number;
  /** Active already: nothing about them is changed. */
  known: number;
  /** They left, complained, bounced or had themselves erased: a file does not bring them back. */
  gone: number;
  refused: { line: number; why: string }[];
}

/**
 * Takes people over from a CSV file, line by line, however long it is. May be interrupted and run again: who is there stays as they are.
 *
 * @param dryRun - says what it would do
 */
export async function importPeople(
  file: Readable,
  world: ImportWorld,
  { dryRun }: { dryRun: boolean },
): Promise<ImportReport> {
  const report: ImportReport = { added: 0, known: 0, gone: 0, refused: [] };
  const rows = file.pipe(parse({ columns: true, skip_empty_lines: true, trim: true, bom: true, info: true }));
  for await (const { record, info } of rows as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>) {
    const outcome = await takeOver(record, world, dryRun);
    if (typeof outcome === 'string') report[outcome] += 1;
    else report.refused.push({ line: info.lines, why: outcome.why });
  }
  return report;
}

async function takeOver(
  record: Record<string, string>,
  world: ImportWorld,
  dryRun: boolean,
): Promise<'added' | 'known' | 'gone' | { why: string }> {
  const row = Row.safeParse(record);
  if (!row.success) return { why: reasons(row.error) };
  const { email, firstName, consentAt, consentText, consentSource, ...wanted } = row.data;
  const preferences = Preferences.safeParse({ ...wanted, locale: 'en' });
  if (!preferences.success) return { why: reasons(preferences.error) };
  const id = world.keyring.subscriberId(email.identity);
  const was = await world.subscribers.find(id);
  if (was !== undefined) return was.status === 'active' ? 'known' : 'gone';
  if (dryRun) return 'added';
  const { zone, sendTime } = preferences.data;
  await world.control.rememberSlot(zone, sendTime);
  const now = world.clock.now();
  const person: Subscriber = {
    id,
    address: email.mailbox,
    firstName,
    status: 'active',
    preferences: preferences.data,
    series: world.series,
    dueFrom: calendarFrom(now),
    sent: {},
    confirmedAt: isoInstant(now),
    version: 1,
  };
  const consent = { at: isoInstant(Temporal.Instant.from(consentAt)), textVersion: consentText, source: consentSource };
  // Refused where somebody confirmed, or complained, in this very moment: then they are known.
  const added = await world.subscribers.activate(person, { ...consent, confirmedAt: isoInstant(now) }, undefined);
  return added ? 'added' : 'known';
}

function reasons(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
}

/** The same for people to read. */
export function importInWords({ added, known, gone, refused }: ImportReport, dryRun: boolean): string {
  return [
    `${dryRun ? 'Would be added' : 'Added'}    ${added}`,
    `There already    ${known}`,
    `Gone: they left, complained, bounced or erased    ${gone}`,
    `Refused    ${refused.length}`,
    ...refused.map(({ line, why }) => `  line ${line}: ${why}`),
    ...(dryRun ? ['Nothing was changed. To do it: the same command without --dry-run.'] : []),
  ].join('\n');
}
