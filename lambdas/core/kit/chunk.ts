/** Cuts a list into groups of at most `size`, in order. */
export function chunk<Item>(size: number, items: readonly Item[]): Item[][] {
  const groups: Item[][] = [];
  for (let start = 0; start < items.length; start += size) groups.push(items.slice(start, start + size));
  return groups;
}
