import type { Answered } from '../bench/pass-on.ts';
import { dueIndex } from '../../lambdas/core/kit/table-keys.ts';
import type { Fates } from './faults.ts';
import type { Passing } from './proxy.ts';

/** As long as a global secondary index may be behind its table; AWS promises no limit. */
const lagSecondsMax = 600;

/** Hides from queries of the index what was written a moment ago: the emulator's index is never behind. */
export class IndexLag {
  readonly #fates: Fates;
  readonly #nowMs: () => number;
  /** By partition key: until when it is not there yet. */
  readonly #hidden = new Map<string, number>();

  constructor(fates: Fates, nowMs: () => number) {
    this.#fates = fates;
    this.#nowMs = nowMs;
  }

  seeWrite({ operation, body }: Passing): void {
    if (!this.#fates.isOn('index-lags') || !['PutItem', 'UpdateItem'].includes(operation)) return;
    const {
      Key,
      Item,
      ExpressionAttributeValues: values,
    } = body as {
      Key?: { pk?: { S: string } };
      Item?: { pk?: { S: string }; dueKey?: unknown };
      ExpressionAttributeValues?: Record<string, unknown>;
    };
    const pk = (Key ?? Item)?.pk?.S;
    if (pk === undefined || (Item?.dueKey === undefined && values?.[':dueKey'] === undefined)) return;
    const lag = this.#fates.dice.between(1, lagSecondsMax, 'index', pk, this.#nowMs());
    this.#hidden.set(pk, this.#nowMs() + lag * 1000);
  }

  /** What a query finds by now. */
  seen({ operation, body }: Passing, answer: Answered): Answered {
    if (operation !== 'Query' || body['IndexName'] !== dueIndex || answer.status !== 200) return answer;
    const found = JSON.parse(answer.body.toString()) as { Items?: { pk: { S: string } }[]; Count?: number };
    const Items = (found.Items ?? []).filter(({ pk }) => (this.#hidden.get(pk.S) ?? 0) <= this.#nowMs());
    if (Items.length === (found.Items ?? []).length) return answer;
    this.#fates.count('index-lags');
    const { 'x-amz-crc32': _checksum, ...headers } = answer.headers;
    return { ...answer, headers, body: Buffer.from(JSON.stringify({ ...found, Items, Count: Items.length })) };
  }
}
