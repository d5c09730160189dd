/** Somebody who acts, one thing after the other, and sleeps in between. */
export interface Actor {
  nowMs: () => number;
  /**
   * Until an instant, or not at all where it has passed.
   *
   * @param meetsWork - wakes up while the service is at work on what came due at that instant
   */
  sleepUntil: (ms: number, meetsWork?: boolean) => Promise<void>;
  sleep: (minutes: number) => Promise<void>;
}

export interface Sleeper {
  atMs: number;
  meetsWork: boolean;
  /** Resolves when they sleep again, or are done. */
  wake: () => Promise<void>;
}

/**
 * People and operators on virtual time. One is awake at a time, but for those who meet the service at work, so that a case is the same in every
 * run.
 */
export class Actors {
  readonly #nowMs: () => number;
  #sleepers: (Sleeper & { order: number })[] = [];
  #order = 0;
  /** Rejects with the first failure of anybody: it ends the case. */
  readonly failed: Promise<never>;
  #fail: (error: unknown) => void = () => undefined;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.failed = new Promise((_, reject) => (this.#fail = reject));
    // The case looks at it each time that somebody wakes up.
    this.failed.catch(() => undefined);
  }

  /** Lets somebody live; they first wake up at `atMs`. */
  add(atMs: number, life: (actor: Actor) => Promise<void>): void {
    let asleep = (): void => undefined;
    const sleepUntil = (ms: number, meetsWork = false) => {
      if (ms <= this.#nowMs()) return Promise.resolve();
      return new Promise<void>((awake) => {
        this.#put(ms, meetsWork, awake, (then) => void (asleep = then));
        asleep();
      });
    };
    const actor: Actor = {
      nowMs: this.#nowMs,
      sleepUntil,
      sleep: (minutes) => sleepUntil(this.#nowMs() + minutes * 60_000),
    };
    this.#put(
      atMs,
      false,
      () =>
        void life(actor).then(
          () => asleep(),
          (error: unknown) => this.#fail(error),
        ),
      (then) => void (asleep = then),
    );
  }

  nextAtMs(): number {
    return this.#sleepers[0]?.atMs ?? Infinity;
  }

  /** Takes out who wakes up by an instant. */
  due(byMs: number): Sleeper[] {
    const due = this.#sleepers.filter(({ atMs }) => atMs <= byMs);
    this.#sleepers = this.#sleepers.filter(({ atMs }) => atMs > byMs);
    return due;
  }

  #put(atMs: number, meetsWork: boolean, awake: () => void, onAsleep: (then: () => void) => void): void {
    const wake = () =>
      new Promise<void>((resolve) => {
        onAsleep(resolve);
        awake();
      });
    this.#sleepers.push({ atMs, meetsWork, wake, order: (this.#order += 1) });
    this.#sleepers.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
  }
}
