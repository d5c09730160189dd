/** " (did you mean practice?)" where one of the known names is near to what was typed; otherwise nothing. */
export function didYouMean(typed: string, known: readonly string[]): string {
  const [best] = known
    .map((name) => ({ name, apart: distance(typed.slice(0, 40).toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.apart - b.apart);
  const isNear = best !== undefined && best.apart <= Math.max(1, Math.floor(best.name.length / 3));
  return isNear ? ` (did you mean ${best.name}?)` : '';
}

/** Letters to add, take away or change, to make one of the other. */
export function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of Array.from(one).entries()) {
    const next = [at + 1];
    for (const [to, wanted] of Array.from(other).entries()) {
      next.push(Math.min(next[to]! + 1, row[to + 1]! + 1, row[to]! + (letter === wanted ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1)!;
}
