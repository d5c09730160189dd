/** What can be missing at a start, and be given up by the operator. */
export const losses = ['keys', 'lines', 'table'] as const;
export type Loss = (typeof losses)[number];

/** Variable by which the operator gives something up. */
const variable = 'WEEKWISE_ACCEPT_LOSS';

/** What the operator gives up, as `WEEKWISE_ACCEPT_LOSS=keys npm start` says it. @throws RangeError for any other word */
export function acceptedLosses(environment: Record<string, string | undefined> = process.env): Set<Loss> {
  const words = (environment[variable] ?? '').split(/[\s,]+/).filter(Boolean);
  const unknown = words.find((word) => !losses.some((loss) => loss === word));
  if (unknown !== undefined) throw new RangeError(`${variable} must name one of ${losses.join(', ')}, not ${unknown}.`);
  return new Set(words as Loss[]);
}

/** The command that gives it up, for a sentence. */
export function commandToAccept(loss: Loss): string {
  return `${variable}=${loss} npm start`;
}
