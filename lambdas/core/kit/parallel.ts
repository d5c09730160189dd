/*
 * Promise.all rejects as soon as one of its promises does, and the others go on. A handler that answers then leaves work behind, and Lambda freezes it
 * with the process: a mail could go out minutes later, after its claim was given up. So nothing here rejects before everything has ended, and lint
 * allows Promise.all, race and any nowhere else in lambdas/.
 */

/**
 * Runs `work` over every item, at most `limit` at once; results come in the items' order. After a failure it begins no more, and rejects when all
 * that was begun has ended.
 */
export async function mapConcurrent<Item, Result>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (failed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await together(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

/** Waits until all of them have ended; then answers what they came to, or rejects as one of them did. */
export async function together<Promises extends readonly unknown[] | []>(
  promises: Promises,
): Promise<{ -readonly [Index in keyof Promises]: Awaited<Promises[Index]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
