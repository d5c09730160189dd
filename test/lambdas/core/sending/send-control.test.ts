import { beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { requestSendPermit, type SendPermit } from '../../../../lambdas/core/sending/send-control.ts';
import type { Control } from '../../../../lambdas/core/sending/control.ts';
import { memoryControl } from '../../../support/memory-subscribers.ts';

let control: Control;
let now: Temporal.Instant;
beforeEach(() => {
  control = memoryControl();
  now = Temporal.Instant.from('2026-11-02T06:00:00Z');
});
const log = { info: () => {}, warn: () => {}, error: () => {}, count: () => {} };
const ask = () => requestSendPermit({ clock: { now: () => now }, control, log });
const minutesLater = (minutes: number) => void (now = now.add({ minutes }));
async function granted(): Promise<SendPermit & { granted: true }> {
  const leave = await ask();
  if (!leave.granted) throw new Error(`no leave: ${leave.because}`);
  return leave;
}
const paused = { sent: false, refused: { reason: 'account', code: 'AccountSendingPausedException' } } as const;
const sent = { sent: true };
const circuit = async () => (await control.gate()).circuit;

describe('a circuit that SES’s refusal of everybody broke', () => {
  test('lets nobody through for ten minutes', async () => {
    await (await granted()).report(paused);
    minutesLater(9);
    expect(await ask()).toEqual({ granted: false, because: 'broken', delaySeconds: 60 });
    now = now.add({ milliseconds: 50_500 });
    expect(await ask()).toMatchObject({ delaySeconds: 10 });
    now = now.add({ milliseconds: 9_499 });
    expect(await ask()).toMatchObject({ delaySeconds: 1 });
  });

  test('has its others wait no longer than a queue can', async () => {
    await control.openCircuit({ reason: 'quota', code: 'x', openedAt: 'x', retryAt: '2026-11-02T07:00:00Z' });
    expect(await ask()).toMatchObject({ because: 'broken', delaySeconds: 900 });
  });

  test.each(['account', 'quota'] as const)('is broken by a refusal because of the %s', async (reason) => {
    await (await granted()).report({ sent: false, refused: { reason, code: 'Code' } });
    const at = { openedAt: '2026-11-02T06:00:00Z', retryAt: '2026-11-02T06:10:00Z' };
    expect(await circuit()).toEqual({ reason, code: 'Code', ...at });
  });

  test('lets one through every ten minutes, however many ask at once', async () => {
    await (await granted()).report(paused);
    for (let round = 0; round < 3; round += 1) {
      minutesLater(10);
      const leaves = await Promise.all(Array.from({ length: 20 }, ask));
      const trying = leaves.filter((leave) => leave.granted);
      expect(trying).toMatchObject([{ all: false }]);
      const waiting = leaves.find((leave) => !leave.granted);
      expect(waiting).toEqual({ granted: false, because: 'broken', delaySeconds: 60 });
      await trying[0]!.report(paused);
    }
  });

  test('is closed by the mail that tries it, once SES takes that', async () => {
    await (await granted()).report(paused);
    minutesLater(10);
    await (await granted()).report(sent);
    expect(await circuit()).toBeUndefined();
    expect(await granted()).toMatchObject({ all: true });
  });

  test('is not closed by a mail that was on its way when it broke', async () => {
    const before = await granted();
    await (await granted()).report(paused);
    await before.report(sent);
    expect(await circuit()).toMatchObject({ reason: 'account' });
  });

  test('is not closed where the mail that tries it meets trouble of its own', async () => {
    await (await granted()).report(paused);
    minutesLater(10);
    const trying = await granted();
    await trying.report({ sent: false, refused: { reason: 'network', code: 'ECONNREFUSED' } });
    await trying.report({ sent: false });
    expect(await circuit()).toMatchObject({ reason: 'account' });
  });

  test('keeps the reason and the time of the first refusal', async () => {
    const others = await granted();
    await (await granted()).report(paused);
    minutesLater(2);
    await others.report({ sent: false, refused: { reason: 'quota', code: 'Throttling' } });
    expect(await circuit()).toMatchObject({ reason: 'account', openedAt: '2026-11-02T06:00:00Z' });
  });

  test('is broken by no refusal of one mail', async () => {
    const leave = await granted();
    for (const reason of ['rate', 'network', 'message', 'reserve', 'warm-up'] as const) {
      await leave.report({ sent: false, refused: { reason, code: 'x' } });
    }
    expect(await circuit()).toBeUndefined();
  });
});

describe('nobody sends', () => {
  test('while the operator has stopped all mail', async () => {
    await control.halt({ at: '2026-11-02T05:00:00Z', why: 'a test' });
    expect(await ask()).toEqual({ granted: false, because: 'halted', delaySeconds: 900 });
  });

  test('from a table that was restored, whatever else is said there', async () => {
    await control.rememberTable('another');
    await control.halt({ at: '2026-11-02T05:00:00Z', why: 'a test' });
    expect(await ask()).toEqual({ granted: false, because: 'restored', delaySeconds: 900 });
  });
});

test('everybody sends from the table that is known', async () => {
  await control.rememberTable(await control.tableId());
  expect(await granted()).toMatchObject({ all: true });
});
