/**
 * Why something that was typed is not taken. It stands in the `params` of zod's issue, by which a page says it in the language of its reader; the
 * issue's `message` is for operators and other programs, who read English.
 */
export interface Refusal {
  why:
    | 'address-empty'
    | 'address-malformed'
    | 'address-invisible'
    | 'address-international-local-part'
    | 'long'
    | 'damaged'
    | 'several-lines'
    | 'control'
    | 'invisible'
    | 'name-with-address';
  /** Characters that are taken, of one that is too long. */
  max?: number;
}

/** For `refine` of zod. */
export function refused(message: string, why: Refusal['why'], more: Omit<Refusal, 'why'> = {}) {
  return { message, params: { why, ...more } satisfies Refusal };
}
