/** The middle of some numbers, and what the middle half of them lies between. */
export interface Spread {
  lower: number;
  median: number;
  upper: number;
}

/** How often each whole number was said: enough for exact quartiles, in memory that does not grow with people. */
export class Tally {
  readonly #counts = new Map<number, number>();
  #size = 0;

  add(value: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
    this.#size += 1;
  }

  get size(): number {
    return this.#size;
  }

  /** How many lie between two numbers, both included. */
  between(from: number, through: number): number {
    return [...this.#counts].reduce((sum, [value, count]) => sum + (value >= from && value <= through ? count : 0), 0);
  }

  /** Quartiles by linear interpolation (Hyndman and Fan 1996, type 7); undefined of no numbers. */
  spread(): Spread | undefined {
    if (this.#size === 0) return undefined;
    return { lower: this.#quantile(0.25), median: this.#quantile(0.5), upper: this.#quantile(0.75) };
  }

  #quantile(part: number): number {
    const at = (this.#size - 1) * part;
    const below = this.#nth(Math.floor(at));
    const above = this.#nth(Math.ceil(at));
    return below + (at - Math.floor(at)) * (above - below);
  }

  /** In order, from 0. */
  #nth(index: number): number {
    let passed = 0;
    for (const [value, count] of [...this.#counts].toSorted(([a], [b]) => a - b)) {
      passed += count;
      if (passed > index) return value;
    }
    throw new Error(`There are no ${index + 1} numbers.`);
  }
}
