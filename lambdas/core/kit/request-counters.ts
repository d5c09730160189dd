/** Counters for how often something is used. */
export interface RequestCounters {
  /**
   * Adds one to a counter, forgotten after that time (seconds of the epoch), and tells how many there are now. Beyond `max` the answer is only that
   * there are more: a counter that is known to be there already may be left as it is, since refusing must not cost a write each time.
   */
  count: (key: string, expiresAtSeconds: number, max?: number) => Promise<number>;
  /** How many there are. A moment old at worst. */
  read: (key: string) => Promise<number>;
}
