/** What an operator typed to find people, kept in memory: it may be an address or a name, so the address of a page has only a number for it. */
export interface KeptWords {
  keep: (words: Words) => string;
  /** Undefined where it was forgotten. */
  find: (name: string) => Words | undefined;
}

interface Words {
  contains?: string;
  note?: string;
}

/** Searches that are remembered: enough for the way back. */
const keptMax = 100;

/** @param fresh - gives names that were never used */
export function keptWords(fresh: () => string): KeptWords {
  const kept = new Map<string, Words>();
  return {
    keep: (words) => {
      const name = fresh();
      kept.set(name, words);
      if (kept.size > keptMax) kept.delete(kept.keys().next().value!);
      return name;
    },
    find: (name) => kept.get(name),
  };
}
