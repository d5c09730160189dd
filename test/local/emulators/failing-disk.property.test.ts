import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { openMailbag, type AcceptedMail } from '../../../lib/local/emulators/ses-mailbag.ts';
import { openQueues, type Queue, type Queues } from '../../../lib/local/emulators/sqs-queues.ts';
import { openStorage, StorageError } from '../../../lib/local/storage.ts';
import { failingFiles, type DiskFault } from '../../support/failing-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Whatever the disk refuses: what was answered is there after a restart, what was refused has no effect, and every line can be read. */

const place = temporaryFolder();
const freshFolder = () => mkdtempSync(place('run-'));
const startMs = Temporal.Instant.from('2026-11-23T08:00:00Z').epochMilliseconds;

/** Some calls to the disk, by how many pass before each fault. */
const faults = fc.array(
  fc.record({ passing: fc.nat(6), fault: fc.constantFrom<DiskFault>('ENOSPC', 'EIO', 'short') }),
  { maxLength: 12 },
);
function lead(disk: ReturnType<typeof failingFiles>, plan: { passing: number; fault: DiskFault }[]): void {
  const left = plan.map((step) => ({ ...step }));
  disk.fault = () => {
    const next = left[0];
    if (next === undefined || next.passing-- > 0) return undefined;
    left.shift();
    return next.fault;
  };
}

const acts = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant('put' as const), count: fc.integer({ min: 1, max: 3 }) }) },
    { weight: 3, arbitrary: fc.record({ act: fc.constant('take' as const), count: fc.integer({ min: 1, max: 3 }) }) },
    { weight: 3, arbitrary: fc.record({ act: fc.constant('remove' as const), count: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('delay' as const), count: fc.nat(5) }) },
    {
      weight: 1,
      arbitrary: fc.record({ act: fc.constantFrom('purge' as const, 'define' as const), count: fc.nat(3) }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('wait' as const), count: fc.nat(40) }) },
  ),
  { minLength: 1, maxLength: 25 },
);

/** All that can be told of the queues, the order of equals aside. */
function stateOf(queues: Queues) {
  return queues
    .all()
    .map(({ name, attributes, store }) => ({
      name,
      attributes,
      messages: [...store.all()].map((message) => ({ ...message })).toSorted((a, b) => a.id.localeCompare(b.id)),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

test('queues: after each answer or refusal the file says what the memory says', () => {
  fc.assert(
    fc.property(acts, faults, (steps, plan) => {
      const dir = freshFolder();
      const disk = failingFiles();
      let nowMs = startMs;
      const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(nowMs) };
      const queues = openQueues({ dir, clock, storage: openStorage({ files: disk.files }) });
      queues.define('dead', { QueueArn: 'arn:dead' });
      const redrive = JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:x:0:dead', maxReceiveCount: 2 });
      const queue = queues.define('work', { QueueArn: 'arn:work', RedrivePolicy: redrive });
      queues.commit();
      lead(disk, plan);
      let number = 0;
      const some = (n: number) => [...queue.store.all()][n];
      for (const { act, count } of steps) {
        const before = stateOf(queues);
        switch (act) {
          case 'put':
            for (let n = 0; n < count; n++) queues.put(queue, messageOf(++number, nowMs));
            break;
          case 'take':
            queues.take(queue, count, 30_000);
            break;
          case 'remove':
            queues.remove(queue, some(count)?.id ?? 'unknown');
            break;
          case 'delay':
            if (some(count) !== undefined) queues.setVisibleAt(queue, some(count)!, nowMs + 60_000);
            break;
          case 'purge':
            queues.purge(queue);
            break;
          case 'define':
            queues.define(`more-${count}`, { QueueArn: 'arn:more' });
            break;
          case 'wait':
            nowMs += count * 1000;
        }
        // As if it had not been tried, and it can be tried again.
        const isRefused = refused(() => queues.commit());
        expect(stateOf(queues)).toEqual(isRefused ? before : stateOf(queues));
      }
      disk.fault = () => undefined;
      // The first writing after the fault also takes away what a failed one left.
      queues.put(queue, messageOf(++number, nowMs));
      queues.commit();
      const reopened = openQueues({ dir, clock });
      expect(stateOf(reopened)).toEqual(stateOf(queues));
      expect(visibleIds(reopened, nowMs)).toEqual(visibleIds(queues, nowMs));
      reopened.close();
      queues.close();
      rmSync(dir, { recursive: true });
    }),
    { numRuns: 150 },
  );
});

test('queues: a process that ends in the middle of the fault keeps what it answered', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 12 }), faults, (counts, plan) => {
      const dir = freshFolder();
      const disk = failingFiles();
      const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(startMs) };
      const queues = openQueues({ dir, clock, storage: openStorage({ files: disk.files }) });
      const queue = queues.define('work', {});
      queues.commit();
      lead(disk, plan);
      let number = 0;
      const tried: string[] = [];
      const answered: string[] = [];
      for (const count of counts) {
        const ids = Array.from({ length: count }, () => `m-${++number}`);
        for (const id of ids) queues.put(queue, { ...messageOf(0, startMs), id });
        tried.push(...ids);
        if (!refused(() => queues.commit())) answered.push(...ids);
      }
      const reopened = openQueues({ dir, clock });
      const found = [...reopened.find('work')!.store.all()].map(({ id }) => id);
      expect(found).toEqual(expect.arrayContaining(answered));
      expect(tried).toEqual(expect.arrayContaining(found));
      reopened.close();
      queues.close();
      rmSync(dir, { recursive: true });
    }),
    { numRuns: 100 },
  );
});

test('queues: a journal that cannot be written anew goes on growing, and nothing is lost', () => {
  const dir = freshFolder();
  const disk = failingFiles();
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(startMs) };
  const queues = openQueues({ dir, clock, storage: openStorage({ files: disk.files }) });
  const queue = queues.define('work', {});
  disk.fault = (call) => (call === 'rename' ? 'EIO' : undefined);
  for (let n = 1; n <= 12_000; n++) {
    queues.put(queue, messageOf(n, startMs));
    if (n > 5) queues.remove(queue, `m-${n}`);
    if (n % 100 === 0) queues.commit();
  }
  expect(readdirSync(dir)).toEqual(['journal.jsonl']);
  const reopened = openQueues({ dir, clock });
  expect(reopened.find('work')!.store.size()).toBe(5);
  reopened.close();
  queues.close();
});

test('mails: what was accepted is kept whole, and of what was refused nothing stays', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), faults, fc.boolean(), (count, plan, killed) => {
      const dir = freshFolder();
      const disk = failingFiles();
      const mailbag = openMailbag(dir, { storage: openStorage({ files: disk.files }) });
      lead(disk, plan);
      const accepted: AcceptedMail[] = [];
      for (let n = 1; n <= count; n++) {
        const mail = mailOf(n);
        const raw = Buffer.from(`Subject: ${n}\r\n\r\n${'x'.repeat(200)}`);
        if (!refused(() => mailbag.add(mail, raw))) accepted.push(mail);
      }
      expect(mailbag.list()).toEqual(accepted);
      disk.fault = () => undefined;
      if (!killed) {
        accepted.push(mailOf(99));
        mailbag.add(mailOf(99), Buffer.from('last'));
      }
      const reopened = openMailbag(dir);
      const found = reopened.list();
      // A kill while the index is torn may leave the one mail that was refused last.
      expect(found.slice(0, accepted.length)).toEqual(accepted);
      expect(found.length - accepted.length).toBeLessThanOrEqual(killed ? 1 : 0);
      for (const { messageId } of accepted) expect(reopened.raw(messageId).length).toBeGreaterThan(3);
      reopened.close();
      mailbag.close();
      rmSync(dir, { recursive: true });
    }),
    { numRuns: 100 },
  );
});

test('a journal cut at any byte is opened without the line that is cut', () => {
  const dir = freshFolder();
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(startMs) };
  const queues = openQueues({ dir, clock });
  const queue = queues.define('work', {});
  for (let n = 1; n <= 3; n++) queues.put(queue, messageOf(n, startMs));
  queues.commit();
  queues.close();
  const file = join(dir, 'journal.jsonl');
  const whole = readFileSync(file);
  const lines = whole.toString().split('\n').length - 1;
  for (let size = 0; size <= whole.length; size++) {
    const cut = freshFolder();
    writeFileSync(join(cut, 'journal.jsonl'), whole.subarray(0, size));
    const reopened = openQueues({ dir: cut, clock });
    const count = reopened.all().length + (reopened.find('work')?.store.size() ?? 0);
    expect(count).toBe(whole.subarray(0, size).toString().split('\n').length - 1);
    reopened.close();
    rmSync(cut, { recursive: true });
  }
  expect(lines).toBe(4);
});

/** Does the disk refuse it? */
function refused(work: () => void): boolean {
  try {
    work();
    return false;
  } catch (error) {
    if (error instanceof StorageError) return true;
    throw error;
  }
}

function messageOf(number: number, sentAtMs: number) {
  return { id: `m-${number}`, body: `body ${number}`, sentAtMs, receiveCount: 0, visibleAtMs: sentAtMs };
}

function mailOf(number: number): AcceptedMail {
  return {
    messageId: `0102-${number}`,
    sentAt: '2026-11-23T08:00:00.000Z',
    source: 'a@example.com',
    destinations: ['b@example.org'],
    tags: { delivery: 'lesson_2026-11-23' },
    subject: `Mail ${number}`,
    sizeBytes: 200,
  };
}

function visibleIds(queues: Queues, nowMs: number): string[][] {
  const idsOf = ({ store }: Queue) => store.peekVisible(nowMs, 1000).map(({ id }) => id);
  return queues.all().map((queue) => idsOf(queue).toSorted((a, b) => a.localeCompare(b)));
}
