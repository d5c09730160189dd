import { expect, test } from '@jest/globals';
import { slotShards } from '../../../../lambdas/core/sending/slot-shards.ts';
import { idOf, preferences } from '../../../support/builders.ts';
import type { Stored } from './stored.ts';

/** Who stands in which slot. */
export function calendar(stored: Stored): void {
  test('a slot lists everyone who stands in it, page by page', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await stored.join({ id: idOf(name) });
    await stored.join({ id: idOf('elsewhere'), preferences: preferences({ zone: 'Asia/Tokyo' }) });
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await stored.people.pageDue('Europe/Berlin|07:00', {
        limit: 2,
        ...(after !== undefined && { after }),
      });
      found.push(...page.due.map(({ id }) => id));
      ({ after } = page);
    } while (after !== undefined);
    expect(found).toEqual(names.map(idOf));
    const [first] = (await stored.people.pageDue('Asia/Tokyo|07:00', { limit: 10 })).due;
    expect(first).toEqual({ id: idOf('elsewhere'), days: 'L1R' });
    // By the time of their lessons, which says when their reminders come.
    await stored.join({
      id: idOf('evening'),
      preferences: preferences({ sendTime: '06:15', reminderDays: [4], reminderTime: '18:30' }),
    });
    expect((await stored.people.pageDue('Europe/Berlin|06:15', { limit: 10 })).due).toEqual([
      { id: idOf('evening'), days: 'L1R4@18:30' },
    ]);
    expect((await stored.people.pageDue('Europe/Berlin|18:30', { limit: 10 })).due).toEqual([]);
  });

  test('a crowded slot can be read in parts; everyone is in exactly one', async () => {
    const names = ['-x', '_y', '0a', '9z', 'Ab', 'Zy', 'aB', 'zZ', 'mm'];
    for (const name of names) await stored.join({ id: idOf(name) });
    const found: string[] = [];
    for (const part of slotShards) {
      const { due } = await stored.people.pageDue('Europe/Berlin|07:00', { limit: 10, part });
      found.push(...due.map(({ id }) => id));
    }
    expect(found.toSorted()).toEqual(names.map(idOf).toSorted());
  });

  test('someone who moves, leaves or returns stands in the calendar accordingly', async () => {
    const standsIn = async (key: string) => (await stored.people.pageDue(key, { limit: 10 })).due.length === 1;
    const was = await stored.join();
    await stored.people.change(was, { preferences: preferences({ sendTime: '08:00' }) });
    expect([await standsIn('Europe/Berlin|07:00'), await standsIn('Europe/Berlin|08:00')]).toEqual([false, true]);
    await stored.people.change((await stored.people.find(was.id))!, { status: 'unsubscribed' });
    expect(await standsIn('Europe/Berlin|08:00')).toBe(false);
    await stored.people.change((await stored.people.find(was.id))!, { status: 'active' });
    expect(await standsIn('Europe/Berlin|08:00')).toBe(true);
  });
}
