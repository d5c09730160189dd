import { describe, expect, test } from '@jest/globals';
import { setByHand } from '../../../../lambdas/core/time/planned-walls.ts';
import type { Stored } from './stored.ts';

/** What is kept once for everybody: the planner’s mark, slots in use, the event feed, the gate. */
export function control(stored: Stored): void {
  test('the planner’s mark moves for one of two planners', async () => {
    expect((await stored.control.planning()).plannedThrough).toBeUndefined();
    expect(await stored.control.advance(undefined, '2026-11-02T06:00:00Z', setByHand)).toBe(true);
    const moves = [1, 2].map(() => stored.control.advance('2026-11-02T06:00:00Z', '2026-11-02T06:15:00Z', setByHand));
    expect((await Promise.all(moves)).filter(Boolean)).toHaveLength(1);
    expect((await stored.control.planning()).plannedThrough).toBe('2026-11-02T06:15:00Z');
  });

  test('slots are remembered, with zones as they were given', async () => {
    const given: [string, ...string[]][] = [
      ['Asia/Calcutta', '07:00'],
      ['Asia/Kolkata', '07:00'],
      ['Asia/Calcutta', '07:00', '07:00/18:15'],
      ['Asia/Calcutta', '07:00'],
    ];
    await Promise.all(given.map((place) => stored.control.rememberSlot(...place)));
    const { inUse } = await stored.control.planning();
    expect(new Map(inUse.map(({ zone, localTimes }) => [zone, new Set(localTimes)]))).toEqual(
      new Map([
        ['Asia/Calcutta', new Set(['07:00', '07:00/18:15'])],
        ['Asia/Kolkata', new Set(['07:00'])],
      ]),
    );
  });

  test('however many hear of the event feed at once, a late event is not overlooked', async () => {
    await stored.control.hear({ at: '2026-11-02T06:00:00Z', late: false });
    await Promise.all([
      stored.control.hear({ at: '2026-11-02T06:10:00Z', late: false }),
      stored.control.hear({ at: '2026-11-02T06:10:00Z', late: true }),
      stored.control.hear({ at: '2026-11-02T06:10:00Z', late: false }),
    ]);
    expect(await stored.control.eventFeed()).toEqual({
      openSince: '2026-11-02T06:10:00Z',
      heardAt: '2026-11-02T06:10:00Z',
    });
    await stored.control.hear({ at: '2026-11-02T06:12:00Z', late: false });
    expect(await stored.control.eventFeed()).toEqual({
      openSince: '2026-11-02T06:10:00Z',
      heardAt: '2026-11-02T06:12:00Z',
    });
  });

  test('events that wait are noted beside what was heard', async () => {
    await stored.control.hear({ at: '2026-11-02T06:10:00Z', late: false });
    await stored.control.noteEventsWaiting('2026-11-02T06:30:00Z');
    expect(await stored.control.eventFeed()).toMatchObject({
      heardAt: '2026-11-02T06:10:00Z',
      waitingAt: '2026-11-02T06:30:00Z',
    });
  });

  test('one of two may probe the event feed', async () => {
    const probes = [1, 2].map(() => stored.control.startProbe('2026-11-02T06:10:00Z', '2026-11-02T05:55:00Z'));
    expect((await Promise.all(probes)).filter(Boolean)).toHaveLength(1);
    expect((await stored.control.eventFeed()).probedAt).toBe('2026-11-02T06:10:00Z');
  });

  describe('the gate', () => {
    const circuit = {
      reason: 'account',
      code: 'AccountSendingPausedException',
      openedAt: '2026-11-02T06:00:00Z',
      retryAt: '2026-11-02T06:10:00Z',
    } as const;

    test('is open unless somebody closed it', async () => {
      expect(await stored.control.gate()).toEqual({});
      await stored.control.halt({ why: 'wrong lesson', at: '2026-11-02T06:00:00Z' });
      expect(await stored.control.gate()).toEqual({ halted: { why: 'wrong lesson', at: '2026-11-02T06:00:00Z' } });
      await stored.control.resumeSending();
      await stored.control.resumeSending();
      expect(await stored.control.gate()).toEqual({});
    });

    test('remembers a transfer beside the switch', async () => {
      const transfer = { role: 'leaving', other: 'arn', since: '2026-11-02T06:00:00Z' } as const;
      await stored.control.halt({ why: 'moving', at: '2026-11-02T06:00:00Z' });
      await stored.control.transfer(transfer);
      await stored.control.resumeSending();
      expect(await stored.control.gate()).toEqual({ transfer });
      await stored.control.transfer(undefined);
      expect(await stored.control.gate()).toEqual({});
    });

    test('remembers which table it stands in', async () => {
      const tableId = await stored.control.tableId();
      expect(tableId).not.toBe('');
      await stored.control.rememberTable(tableId);
      await stored.control.rememberTable('another');
      expect((await stored.control.gate()).tableId).toBe(tableId);
      await stored.control.rememberTable('another', tableId);
      expect((await stored.control.gate()).tableId).toBe('another');
    });

    test('remembers why the circuit broke first, and moves the retry on only', async () => {
      await stored.control.openCircuit(circuit);
      await stored.control.openCircuit({ ...circuit, reason: 'quota', code: 'later', retryAt: '2026-11-02T06:12:00Z' });
      await stored.control.openCircuit({ ...circuit, retryAt: '2026-11-02T06:11:00Z' });
      expect((await stored.control.gate()).circuit).toEqual({ ...circuit, retryAt: '2026-11-02T06:12:00Z' });
    });

    test('lets one of many try a broken circuit', async () => {
      await stored.control.openCircuit(circuit);
      const tries = Array.from({ length: 8 }, () =>
        stored.control.claimTrialSend(circuit.retryAt, '2026-11-02T06:20:00Z'),
      );
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      await stored.control.closeCircuit();
      expect(await stored.control.gate()).toEqual({});
    });
  });
}
