import { describe, expect, test } from '@jest/globals';
import { idOf } from '../../../support/builders.ts';
import { aClaim, slot, type Stored } from './stored.ts';

/** Bounces and complaints. */
export function suppression(stored: Stored): void {
  describe('suppression', () => {
    const bounce = { reason: 'bounce', at: '2026-11-02T06:00:00Z' } as const;
    const complaint = { reason: 'complaint', at: '2026-11-02T07:00:00Z' } as const;

    test('stops mail, and the first word stands', async () => {
      const person = await stored.join();
      await stored.people.suppress(person.id, 'bounced', bounce);
      await stored.people.suppress(person.id, 'bounced', { ...bounce, at: '2026-12-01T00:00:00Z' });
      expect(await stored.people.find(person.id)).toMatchObject({ status: 'bounced', suppression: bounce });
      expect(await stored.people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') })).toMatchObject({
        claimed: false,
      });
      expect((await stored.people.pageDue('Europe/Berlin|07:00', { limit: 10 })).due).toEqual([]);
    });

    test.each([['bounce first'], ['complaint first']])('of a complaint outranks a bounce: %s', async (order) => {
      const person = await stored.join();
      const both = [
        () => stored.people.suppress(person.id, 'bounced', bounce),
        () => stored.people.suppress(person.id, 'complained', complaint),
      ];
      for (const tell of order === 'bounce first' ? both : both.reverse()) await tell();
      expect(await stored.people.find(person.id)).toMatchObject({ status: 'complained', suppression: complaint });
    });

    test('of an address that never confirmed is remembered', async () => {
      await stored.people.suppress(idOf('stranger'), 'bounced', bounce);
      expect(await stored.people.find(idOf('stranger'))).toEqual({
        id: idOf('stranger'),
        version: 1,
        status: 'bounced',
        suppression: bounce,
      });
    });

    test('arriving while someone changes their settings is not overwritten', async () => {
      const was = await stored.join();
      await stored.people.suppress(was.id, 'complained', complaint);
      expect(await stored.people.change(was, { firstName: 'Anna' })).toBe(false);
    });
  });
}
