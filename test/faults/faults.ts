import { createHash } from 'node:crypto';

/** Everything that may go wrong, by what it happens to. */
export const faultKinds = {
  request: [
    'request-dropped',
    'answer-dropped',
    'refused-by-server-error',
    'server-error-after-acceptance',
    'throttled',
    'timed-out',
    'killed-before-call',
    'killed-after-call',
    'slowed',
    'done-in-part',
    'foreign-refusal',
  ],
  invocation: [
    'delivered-twice-at-once',
    'delivered-again-later',
    'short-of-time',
    'planned-twice',
    'frozen-after-answer',
  ],
  event: ['event-late', 'event-twice', 'event-very-late'],
  /** Last for a while. */
  window: ['events-blocked', 'planner-dead', 'account-paused', 'quota-spent', 'table-down'],
  /** Happens once, or is so all the time, in some cases. */
  once: [
    'table-restored',
    'clocks-skewed',
    'index-lags',
    'crowded-slot',
    'slow-account',
    'webhooks-on',
    'notice-sent',
    'people-imported',
  ],
} as const;
export type RequestFault = (typeof faultKinds.request)[number];
export type InvocationFault = (typeof faultKinds.invocation)[number];
export type EventFault = (typeof faultKinds.event)[number];
export type WindowFault = (typeof faultKinds.window)[number];
export type OnceFault = (typeof faultKinds.once)[number];
export type FaultKind = RequestFault | InvocationFault | EventFault | WindowFault | OnceFault;

export const everyFaultKind: readonly FaultKind[] = Object.values(faultKinds).flat();

/**
 * What the service does not survive yet: only with --faults, which also shows the case that breaks. Each leaves this list together with the change
 * that survives it.
 */
export const faultsNotYetOn: Partial<Record<FaultKind, string>> = {};

export const allFaultKinds: readonly FaultKind[] = everyFaultKind.filter((kind) => faultsNotYetOn[kind] === undefined);

/** Dice that fall the same way for the same seed and the same question, whatever was asked in between. */
export interface Dice {
  /** From 0 to 1. */
  roll: (...question: (string | number)[]) => number;
  pick: <T>(options: readonly T[], ...question: (string | number)[]) => T;
  between: (least: number, most: number, ...question: (string | number)[]) => number;
}

export function dice(seed: number): Dice {
  const roll = (...question: (string | number)[]) =>
    createHash('sha256')
      .update([seed, ...question].join('\0'))
      .digest()
      .readUInt32BE() /
    2 ** 32;
  return {
    roll,
    pick: (options, ...question) => options[Math.floor(roll(...question) * options.length)]!,
    between: (least, most, ...question) => least + Math.floor(roll(...question) * (most - least + 1)),
  };
}

/** How often the same thing may go wrong. */
const askedMax = 12;

/** With so few kinds of faults, a case is about just these. */
const focusedKindsMax = 6;

/** In how many of the cases something happens that happens once. */
const onceRate = 0.25;

/** A span of virtual time, in milliseconds since 1970. */
export interface Span {
  from: number;
  until: number;
}

/**
 * Decides what goes wrong in one case. A decision hangs on the seed and on what a request is about and how often that was asked for before,
 * never on the order in which requests of several processes arrive: that is what makes a case repeatable.
 */
export class Fates {
  readonly dice: Dice;
  readonly injected = new Map<FaultKind, number>();
  readonly #allowed: ReadonlySet<FaultKind>;
  readonly #span: Span;
  readonly #asked = new Map<string, number>();
  readonly #weights: Map<FaultKind, number>;
  readonly #isFocused: boolean;
  readonly #requestRate: number;
  readonly #windowRate: number;
  /** From when to when the long faults last. */
  readonly windows = new Map<WindowFault | OnceFault, Span>();

  constructor(seed: number, allowed: ReadonlySet<FaultKind>, span: Span) {
    this.dice = dice(seed);
    this.#allowed = allowed;
    this.#span = span;
    // Some cases are nearly calm, some are dreadful, and each has its own favourite faults. Who asks for a few kinds gets plenty of them.
    const focused = allowed.size <= focusedKindsMax;
    this.#isFocused = focused;
    this.#requestRate = focused ? 0.3 : this.dice.pick([0.01, 0.03, 0.06, 0.1], 'rate');
    this.#windowRate = focused ? 1 : 0.45;
    this.#weights = new Map(
      everyFaultKind.map((kind) => [kind, focused ? 1 : this.dice.pick([0, 1, 1, 4], 'weight', kind)]),
    );
    for (const kind of faultKinds.window) this.#openWindow(kind);
  }

  request(applicable: readonly RequestFault[], nowMs: number, ...about: string[]): RequestFault | undefined {
    return this.#draw(applicable, this.#requestRate, nowMs, 'request', ...about);
  }

  invocation(applicable: readonly InvocationFault[], nowMs: number, ...about: string[]): InvocationFault | undefined {
    return this.#draw(applicable, 0.15, nowMs, 'invocation', ...about);
  }

  event(nowMs: number, ...about: string[]): EventFault | undefined {
    return this.#draw(faultKinds.event, 0.15, nowMs, 'event', ...about);
  }

  /** Does this happen in this case? */
  readonly isOn = (kind: OnceFault): boolean =>
    this.#allowed.has(kind) && (this.#isFocused || this.dice.roll('once', kind) < onceRate);

  /** Is a long fault on? Counted once for each time that it met something. */
  during(kind: WindowFault, nowMs: number): boolean {
    const span = this.windows.get(kind);
    if (span === undefined || nowMs < span.from || nowMs >= span.until) return false;
    this.count(kind);
    return true;
  }

  count(kind: FaultKind): void {
    this.injected.set(kind, (this.injected.get(kind) ?? 0) + 1);
  }

  #draw<Kind extends FaultKind>(
    applicable: readonly Kind[],
    rate: number,
    nowMs: number,
    ...about: string[]
  ): Kind | undefined {
    if (nowMs < this.#span.from || nowMs >= this.#span.until) return undefined;
    const question = about.join('\0');
    const nth = (this.#asked.get(question) ?? 0) + 1;
    this.#asked.set(question, nth);
    // A program that keeps asking is let through at last: a fault that never ends is no accident.
    if (nth > askedMax || this.dice.roll('whether', question, nth) >= rate) return undefined;
    const weighted = applicable
      .filter((kind) => this.#allowed.has(kind))
      .flatMap((kind) => Array.from({ length: this.#weights.get(kind)! }, () => kind));
    if (weighted.length === 0) return undefined;
    const kind = this.dice.pick(weighted, 'which', question, nth);
    this.count(kind);
    return kind;
  }

  #openWindow(kind: WindowFault): void {
    if (!this.#allowed.has(kind) || this.dice.roll('window', kind) > this.#windowRate) return;
    const hours = {
      'events-blocked': 30,
      'planner-dead': 72,
      'account-paused': 20,
      'quota-spent': 12,
      'table-down': 2,
    };
    const length = this.dice.between(45, hours[kind] * 60, 'window-length', kind) * 60_000;
    const room = this.#span.until - this.#span.from - length;
    const from = this.#span.from + Math.floor(this.dice.roll('window-from', kind) * room);
    this.windows.set(kind, { from, until: from + length });
  }
}
