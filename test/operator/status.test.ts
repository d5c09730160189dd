import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoCounts } from '../../lambdas/adapters/dynamo/counts.ts';
import { noDay } from '../../lambdas/core/counting/counting.ts';
import { needsAttention, readStatus, formatStatus, type Status } from '../../lib/operator/status.ts';
import { operatorConnection } from '../support/operator-connection.ts';

let deps: Awaited<ReturnType<typeof operatorConnection>>;
beforeAll(async () => void (deps = await operatorConnection(20)));
afterAll(() => deps?.emulators.stop());

test('seven days are days of the calendar: one that nothing happened on does not draw an older one in', async () => {
  const { connection } = deps;
  const { keepDay } = dynamoCounts(connection.table);
  await keepDay(connection.series.first.id, '2027-01-01', { ...noDay, lessons: 99, bounced: 3 });
  await keepDay(connection.series.first.id, '2027-01-06', { ...noDay, lessons: 8, bounced: 1 });
  const now = Temporal.Instant.from('2027-01-10T09:00:00Z');
  const status = await readStatus({ ...connection, clock: { now: () => now } });
  expect(status.week).toEqual({ lessons: 8, bounced: 1, complained: 0 });
  expect(formatStatus(status)).toContain('8 lessons; 1 (12.50 %) people bounced, 0 (0.00 %) complained');
});

const aNotice = {
  id: 'closed-3f9a2c81',
  subject: 'Closed',
  code: 'under-way' as const,
  state: 'under way',
  late: false,
  isUnderWay: true,
  had: 1,
  toCome: 2,
};

test('it tells a script whether anything needs a hand: what settles itself does not', () => {
  const queue = { waiting: 3, inWork: 1, deadLetters: 0 };
  const well: Status = {
    at: '2027-01-10T09:00:00Z',
    gate: { restored: false },
    plannerBehindMinutes: 14,
    feed: {},
    timeZones: { edition: '2026f', ageDays: 300, runtime: '2025c', plannedOtherwise: {}, runtimeOtherwise: {} },
    people: {},
    withdrawn: {},
    claims: { live: 1, inDoubt: 1 },
    today: { due: 3, sent: 2, late: 0 },
    notices: [aNotice],
    queues: { send: queue, account: queue, feedback: queue },
  };
  expect(needsAttention(well)).toBe(false);
  const ill: Partial<Status>[] = [
    { notices: [{ ...aNotice, late: true }] },
    { gate: { restored: true } },
    { gate: { restored: false, halted: { why: 'x', at: well.at } } },
    { gate: { restored: false, circuit: { reason: 'quota', code: 'x', openedAt: well.at, retryAt: well.at } } },
    { plannerBehindMinutes: 31 },
    { withdrawn: { 'tea-breaks': 1 } },
    { today: { due: 3, sent: 2, late: 1 } },
    { queues: { ...well.queues, feedback: { ...queue, deadLetters: 1 } } },
  ];
  for (const change of ill) expect([change, needsAttention({ ...well, ...change })]).toEqual([change, true]);
});
