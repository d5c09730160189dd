import * as z from 'zod';
import { everyLesson } from '../../../lambdas/core/course/course.ts';
import { type Audience } from '../../../lambdas/core/course/notice.ts';
import { Zone } from '../../../lambdas/core/person/preferences.ts';
import { readTypedNotice, type DraftedNotice, type NoticeFaults } from '../../notices/read-notice.ts';
import { roots } from '../../roots.ts';
import type { ServiceConnection } from '../connection.ts';
import { OperatorError } from '../operator-error.ts';
import { audienceOf } from './audience.ts';

const typed = z.string().default('');
const ticked = z.literal('yes').optional();

/** A notice as a form sends it: what it says, and for whom it is. */
export const TypedDraft = z.object({
  subject: typed,
  preheader: typed,
  title: typed,
  text: typed,
  series: typed,
  had: typed,
  zone: typed,
  imported: typed,
  paused: ticked,
  completed: ticked,
});
export type TypedDraft = z.output<typeof TypedDraft>;

/** What is wrong with it, by field. */
export type DraftFaults = NoticeFaults & Partial<Record<'had' | 'zone', string>>;

/** Reads it as `npx weekwise notice` reads a file and its options. */
export async function readDraft(
  { subject, preheader, title, text, paused, completed, ...wanted }: TypedDraft,
  { series: library }: Pick<ServiceConnection, 'series'>,
): Promise<{ draft: DraftedNotice; audience: Audience } | { faults: DraftFaults }> {
  const faults: DraftFaults = {};
  const { zone: typedZone, ...only } = Object.fromEntries(
    Object.entries(wanted).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])),
  ) as Partial<typeof wanted>;
  const zone = typedZone === undefined ? undefined : Zone.safeParse(typedZone).data;
  if (typedZone !== undefined && zone === undefined) faults.zone = 'is no time zone such as Europe/Berlin';
  let audience: Audience = {};
  try {
    audience = audienceOf(
      {
        ...only,
        ...(zone !== undefined && { zone }),
        ...(paused && { alsoPaused: true }),
        ...(completed && { alsoCompleted: true }),
      },
      library,
    );
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    faults.had = error.message;
  }
  const { had } = audience;
  // The form offers those that there are; a lesson that was taken out is for the command, which asks who had it.
  if (had !== undefined && !library.all.some((one) => everyLesson(one).some(({ id }) => id === had))) {
    faults.had = `There is no lesson ${had}`;
  }
  const read = await readTypedNotice({ subject, preheader, title, text }, roots.project);
  if ('faults' in read) return { faults: { ...faults, ...read.faults } };
  return Object.keys(faults).length > 0 ? { faults } : { draft: read, audience };
}
