/** For each field the values that pages and emails tell apart. */
type Classes = Record<string, readonly unknown[]>;
type Row<C extends Classes> = { [Name in keyof C]: C[Name][number] };

/**
 * Rows in which each value of a field meets each value of every other at least once, where `isPossible` lets them: a fault that takes two fields to show
 * is found by some dozens of rows in place of all combinations. Greedy: a row begins with a pair that is missing, and each further field takes the value
 * that brings most missing pairs along.
 *
 * @param isPossible - of fields that are not there yet it knows nothing
 * @param given - rows that there are already: their pairs are not missing
 * @throws Error naming two values that `isPossible` lets go together and that no row can have
 */
export function pairsOf<C extends Classes>(
  classes: C,
  isPossible: (row: Partial<Row<C>>) => boolean,
  given: readonly Row<C>[] = [],
): Row<C>[] {
  const names = Object.keys(classes);
  const key = (a: string, i: number, b: string, j: number) => (a < b ? `${a} ${i} ${b} ${j}` : `${b} ${j} ${a} ${i}`);
  const rowOf = (chosen: ReadonlyMap<string, number>) =>
    Object.fromEntries([...chosen].map(([name, index]) => [name, classes[name]![index]])) as Partial<Row<C>>;
  const missing = new Map<string, [string, number][]>();
  for (const [at, a] of names.entries())
    for (const b of names.slice(at + 1))
      for (const i of classes[a]!.keys())
        for (const j of classes[b]!.keys()) {
          const pair: [string, number][] = [
            [a, i],
            [b, j],
          ];
          if (isPossible(rowOf(new Map(pair)))) missing.set(key(a, i, b, j), pair);
        }

  for (const row of given)
    for (const [at, a] of names.entries())
      for (const b of names.slice(at + 1))
        missing.delete(key(a, classes[a]!.indexOf(row[a]), b, classes[b]!.indexOf(row[b])));

  const rows: Row<C>[] = [];
  for (const pair of missing.values()) {
    const chosen = new Map(pair);
    const gain = (name: string, index: number) =>
      [...chosen].filter(([other, at]) => missing.has(key(name, index, other, at))).length;
    for (const name of names.filter((one) => !chosen.has(one))) {
      const possible = [...classes[name]!.keys()].filter((index) =>
        isPossible(rowOf(new Map(chosen).set(name, index))),
      );
      if (possible.length === 0) break;
      chosen.set(
        name,
        possible.reduce((best, index) => (gain(name, index) > gain(name, best) ? index : best)),
      );
    }
    if (chosen.size < names.length) {
      const [one, other] = pair.map(([name, index]) => `${name} ${JSON.stringify(classes[name]![index])}`);
      throw new Error(`No possible row has ${one} and ${other}: isPossible has to refuse the two alone.`);
    }
    for (const [a, i] of chosen) for (const [b, j] of chosen) if (a !== b) missing.delete(key(a, i, b, j));
    rows.push(rowOf(chosen) as Row<C>);
  }
  return rows;
}
