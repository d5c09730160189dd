/** What an operator typed, kept in memory: it may name a person, or nobody is to have it yet, so the address of a page has only a name for it. */
export interface Kept<What> {
  keep: (what: What) => string;
  /** Undefined where it was forgotten. */
  find: (name: string) => What | undefined;
}

/** How many are remembered: enough for the way back. */
const keptMax = 100;

/** @param fresh - gives names that were never used */
export function keptInMemory<What>(fresh: () => string): Kept<What> {
  const kept = new Map<string, What>();
  return {
    keep: (what) => {
      const name = fresh();
      kept.set(name, what);
      if (kept.size > keptMax) kept.delete(kept.keys().next().value!);
      return name;
    },
    find: (name) => kept.get(name),
  };
}
