import { subscriberIdOf } from '../../lambdas/core/kit/table-keys.ts';
import type { Passing } from './proxy.ts';

/** Sees in which order claims and suppressions reach the table, and answers reach people. */
export class Witness {
  #order = 0;
  #waiting: { ms: number; n: number; resolve: () => void }[] = [];
  /** By claim id. */
  readonly claimedAs = new Map<string, number>();
  /** By subscriber id: when a complaint or bounce was stored. */
  readonly suppressedAs = new Map<string, number>();

  /** What happens now comes after everything that was seen. */
  now(): number {
    return (this.#order += 1);
  }

  /** Resolves at the nth call that is handed on from an instant on. */
  callsFrom(ms: number, n: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ ms, n, resolve }));
  }

  /** A call as it is handed on to the engine. */
  seeCall({ service, operation, body }: Passing, nowMs: number): void {
    for (const one of this.#waiting) {
      if (nowMs >= one.ms && (one.n -= 1) <= 0) one.resolve();
    }
    this.#waiting = this.#waiting.filter(({ n }) => n > 0);
    if (service !== 'dynamodb' || operation !== 'UpdateItem') return;
    const values = body['ExpressionAttributeValues'] as Record<string, { M?: { id?: { S: string } } }> | undefined;
    const claim = values?.[':claim']?.M?.id?.S;
    // A call that is made again after a lost answer was made once before; the latest counts against us.
    if (claim !== undefined) this.claimedAs.set(claim, this.now());
  }

  seeAnswer({ service, operation, body }: Passing, status: number): void {
    if (service !== 'dynamodb' || operation !== 'UpdateItem' || status !== 200) return;
    const values = body['ExpressionAttributeValues'] as Record<string, unknown> | undefined;
    if (values?.[':suppression'] === undefined) return;
    const id = subscriberIdOf((body['Key'] as { pk: { S: string } }).pk.S)!;
    if (!this.suppressedAs.has(id)) this.suppressedAs.set(id, this.now());
  }
}
