/** A binary heap: what is due first comes out first. */
export interface DueHeap<Item> {
  push: (atMs: number, item: Item) => void;
  /** The earliest entry, left in place. */
  peek: () => { atMs: number; item: Item } | undefined;
  pop: () => void;
}

export function createDueHeap<Item>(): DueHeap<Item> {
  const heap: { atMs: number; item: Item }[] = [];
  const swap = (a: number, b: number) => {
    const kept = heap[a]!;
    heap[a] = heap[b]!;
    heap[b] = kept;
  };
  const earlier = (a: number, b: number) => heap[a]!.atMs < heap[b]!.atMs;

  return {
    push(atMs, item) {
      heap.push({ atMs, item });
      for (let child = heap.length - 1; child > 0;) {
        const parent = (child - 1) >> 1;
        if (!earlier(child, parent)) break;
        swap(child, parent);
        child = parent;
      }
    },
    peek: () => heap[0],
    pop() {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return;
      heap[0] = last;
      for (let parent = 0; ;) {
        const left = 2 * parent + 1;
        if (left >= heap.length) break;
        const child = left + 1 < heap.length && earlier(left + 1, left) ? left + 1 : left;
        if (!earlier(child, parent)) break;
        swap(child, parent);
        parent = child;
      }
    },
  };
}
