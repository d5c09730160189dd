/** For each field the values that pages and emails tell apart. */
type Classes = Record<string, readonly unknown[]>;
type Row<C extends Classes> = { [Name in keyof C]: C[Name][number] };
/** A value of a field, by its place among them, and by its number among those of all fields. */
interface Chosen {
  name: string;
  index: number;
  number: number;
}

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
  // Each value of each field has a number, and each two of them a place in a table: there are thousands of pairs, looked up a hundred times each.
  const firstOf = new Map<string, number>();
  let count = 0;
  for (const name of names) {
    firstOf.set(name, count);
    count += classes[name]!.length;
  }
  const numberOf = (name: string, index: number) => firstOf.get(name)! + index;
  const missing = new Uint8Array(count * count);
  const isMissing = (one: number, other: number) => missing[one * count + other] === 1;
  const note = (one: number, other: number, is: 0 | 1) => {
    missing[one * count + other] = is;
    missing[other * count + one] = is;
  };

  const pairs: [one: Chosen, other: Chosen][] = [];
  for (const [at, a] of names.entries())
    for (const b of names.slice(at + 1))
      for (const [i, one] of classes[a]!.entries())
        for (const [j, other] of classes[b]!.entries())
          if (isPossible({ [a]: one, [b]: other } as Partial<Row<C>>)) {
            const pair: (typeof pairs)[number] = [
              { name: a, index: i, number: numberOf(a, i) },
              { name: b, index: j, number: numberOf(b, j) },
            ];
            pairs.push(pair);
            note(pair[0].number, pair[1].number, 1);
          }

  for (const row of given) {
    const numbers = names.map((name) => numberOf(name, classes[name]!.indexOf(row[name])));
    for (const one of numbers) for (const other of numbers) note(one, other, 0);
  }

  const rows: Row<C>[] = [];
  for (const pair of pairs) {
    if (!isMissing(pair[0].number, pair[1].number)) continue;
    const row: Record<string, unknown> = {};
    const numbers: number[] = [];
    const choose = ({ name, index, number }: Chosen) => {
      row[name] = classes[name]![index];
      numbers.push(number);
    };
    pair.forEach(choose);
    for (const name of names) {
      if (name in row) continue;
      let best: (Chosen & { gain: number }) | undefined;
      for (const [index, value] of classes[name]!.entries()) {
        if (!isPossible({ ...row, [name]: value } as Partial<Row<C>>)) continue;
        const number = numberOf(name, index);
        const gain = numbers.filter((other) => isMissing(number, other)).length;
        if (best === undefined || gain > best.gain) best = { name, index, number, gain };
      }
      if (best === undefined) {
        const [one, other] = pair.map(({ name: of, index }) => `${of} ${JSON.stringify(classes[of]![index])}`);
        throw new Error(`No possible row has ${one} and ${other}: isPossible has to refuse the two alone.`);
      }
      choose(best);
    }
    for (const one of numbers) for (const other of numbers) note(one, other, 0);
    rows.push(row as Row<C>);
  }
  return rows;
}
