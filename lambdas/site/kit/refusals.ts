import type * as z from 'zod';
import { perLanguage, words } from '../../content/words.ts';
import type { Refusal } from '../../core/person/refusals.ts';

const says = words.refused;

const texts: Record<Exclude<Refusal['why'], 'long'>, string> = perLanguage(() => ({
  'address-empty': says.addressEmpty,
  'address-malformed': says.addressMalformed,
  'address-invisible': says.addressInvisible,
  'address-international-local-part': says.addressInternational,
  damaged: says.damaged,
  'several-lines': says.severalLines,
  control: says.control,
  invisible: says.invisible,
  'name-with-address': says.nameWithAddress,
}));

/** What is wrong with what somebody typed, as a page says it. A schema of the site itself has said so already. */
export function refusalWords(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'custom' || issue.params === undefined) return issue.message;
  const { why, max = 0 } = issue.params as Refusal;
  return why === 'long' ? says.long({ max }) : texts[why];
}
