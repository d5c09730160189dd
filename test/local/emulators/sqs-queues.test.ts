import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { openQueues, type Queue, type Queues } from '../../../lib/local/emulators/sqs-queues.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
const clock = { now: () => Temporal.Instant.from('2026-11-23T08:00:00Z') };

function put(queues: Queues, queue: Queue, id: string): void {
  const sentAtMs = clock.now().epochMilliseconds;
  queues.put(queue, { id, body: id, sentAtMs, receiveCount: 0, visibleAtMs: sentAtMs });
}

test('the journal does not grow with messages that are gone', () => {
  const dir = folder('compacted');
  let queues = openQueues({ dir, clock });
  let queue = queues.define('work', {});
  put(queues, queue, 'stays');
  queues.take(queue, 1, 60_000);
  for (let n = 0; n < 20_000; n++) {
    put(queues, queue, `passes-${n}`);
    queues.take(queue, 1, 60_000);
    queues.remove(queue, `passes-${n}`);
    queues.commit();
  }
  queues.close();
  const lineCount = readFileSync(join(dir, 'journal.jsonl'), 'utf8').split('\n').length;
  // 60,000 changes were made; the file is written anew at about 10,000 lines.
  expect(lineCount).toBeLessThan(11_000);

  queues = openQueues({ dir, clock });
  queue = queues.find('work')!;
  expect([...queue.store.all()].map(({ id, receiveCount }) => ({ id, receiveCount }))).toEqual([
    { id: 'stays', receiveCount: 1 },
  ]);
  queues.close();
});

test('messages become visible in the order of their instants, whatever the order they came in', () => {
  const queues = openQueues({ clock });
  const queue = queues.define('work', {});
  const nowMs = clock.now().epochMilliseconds;
  const delays = Array.from({ length: 500 }, (_, n) => (n * 7919) % 500);
  for (const delay of delays) {
    queues.put(queue, { id: String(delay), body: '', sentAtMs: nowMs, receiveCount: 0, visibleAtMs: nowMs + delay });
  }
  const order = queue.store.peekVisible(nowMs + 499, 500).map(({ id }) => Number(id));
  expect(order).toEqual(delays.toSorted((a, b) => a - b));
});
