import * as z from 'zod';
import { jsonOrUndefined } from '../kit/json.ts';
import { cameFrom } from './came-from.ts';

/** What a setting has to look like. */
export const cohortsRule = 'must be up to 20 such as {"clinic-north":{"startsOn":"2027-01-11"}}';

/** Groups that begin together, by the name of the link or form that their people come by: the operator's settings. */
export const Cohorts = z
  .record(
    z.string().refine((name) => cameFrom(name) === name),
    z.strictObject({
      /** Local date on which the first lesson may come. */
      startsOn: z.iso.date(cohortsRule),
    }),
  )
  // They are in the environment of a function, which holds 4 KB.
  .refine((cohorts) => Object.keys(cohorts).length <= 20);
/** The same as JSON. */
export const CohortsText = z.string().transform(jsonOrUndefined).pipe(Cohorts);
export type Cohorts = Readonly<z.output<typeof Cohorts>>;

/** The day on which somebody's group begins, if that is later than `today`, by their own calendar. */
export function laterStart(from: string | undefined, cohorts: Cohorts, today: string): string | undefined {
  const cohort = from !== undefined && Object.hasOwn(cohorts, from) ? cohorts[from] : undefined;
  return cohort !== undefined && cohort.startsOn > today ? cohort.startsOn : undefined;
}
