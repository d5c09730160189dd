import * as z from 'zod';
import { firstVisibleTick, isoInstant } from '../time/calendar.ts';
import { fieldNames, fields, type FieldName } from '../person/fields.ts';
import { placeOf } from '../person/preferences.ts';
import { LocalDate } from '../person/stored-values.ts';
import { isSubscribed, type Person, type PersonChanges } from '../person/subscriber.ts';
import type { ChangingDeps } from './changing.ts';
import { updateWithRetry } from './update-with-retry.ts';

/*
 * The way back from a press that replaces more than its form can say, such as a change of series: what stood in the fields that it changed. Which fields
 * that is comes from comparing the two profiles, so that no field is forgotten.
 */

/**
 * Since when something is owed, so that no lesson of the time between comes late; a consent, which has a page of its own to take it back; and what may have
 * been changed at the same moment and must stay so: that links are void, and that an address is not mailed.
 */
const notPutBack: readonly FieldName[] = ['dueFrom', 'healthConsent', 'epoch', 'suppression'];

/** Fields that a person may change. */
const own = fieldNames.filter(
  (name) => (fields[name].by as readonly string[]).includes('person') && !notPutBack.includes(name),
);

/** What decides which lessons are to come. */
const steering: readonly FieldName[] = ['series', 'sent', 'branch', 'leftOut', 'again', 'stoppedAt'];

/** What a press replaced. */
export const Replaced = z.object({
  /** The version that the press wrote: after any other change there is no way back. */
  version: z.int(),
  /** The slot of their latest lesson then: once another lesson came, a week could get two. */
  lessonSentOn: LocalDate.exactOptional(),
  /** The press began an arrangement anew: so does the way back. */
  beganAnew: z.boolean(),
  names: z.array(z.enum(own as [FieldName, ...FieldName[]])),
  /** Their values before; absent where there was none. */
  was: z.object(Object.fromEntries(own.map((name) => [name, fields[name].schema]))).partial(),
});
export type Replaced = z.infer<typeof Replaced>;

/** What a press replaced, by the profile before it and after it; undefined where it changed nothing. */
export function replacedBy(before: Person, after: Person): Replaced | undefined {
  if (after.version === before.version) return undefined;
  const names = own.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return {
    version: after.version,
    ...(after.lessonSentOn !== undefined && { lessonSentOn: after.lessonSentOn }),
    beganAnew: before.dueFrom !== after.dueFrom,
    names,
    was: Object.fromEntries(names.filter((name) => before[name] !== undefined).map((name) => [name, before[name]])),
  };
}

/** Puts back what a press replaced. False when anything was changed since, or a lesson came. */
export async function putBack(
  id: string,
  { version, lessonSentOn, beganAnew, names, was }: Replaced,
  deps: Pick<ChangingDeps, 'clock' | 'subscribers' | 'control'>,
): Promise<boolean> {
  return updateWithRetry(id, deps, async (person): Promise<PersonChanges | undefined> => {
    if (!isSubscribed(person) || person.version !== version || person.lessonSentOn !== lessonSentOn) return undefined;
    const back: PersonChanges = Object.fromEntries(names.map((name) => [name, was[name]]));
    // Before they stand in it, so that no planner can miss them.
    await deps.control.rememberSlot(...placeOf(back.preferences ?? person.preferences));
    const now = deps.clock.now();
    const goesOn = (back.status ?? person.status) === 'active' && names.some((name) => steering.includes(name));
    return {
      ...back,
      ...(beganAnew && { dueFrom: firstVisibleTick(now) }),
      // A lesson may come again that was skipped: a look back that left meanwhile must not end the course before it.
      ...(goesOn && { wentOnAt: isoInstant(now) }),
    };
  });
}
