import { describe, expect, test } from '@jest/globals';
import { aSignUp, idOf, preferences } from '../../../support/builders.ts';
import { personIn } from '../../../support/people.ts';
import { aClaim, slot, type Stored } from './stored.ts';

/** How a mail is claimed, released and recorded. */
export function claims(stored: Stored): void {
  describe('a claim', () => {
    test('is the read: it returns the whole person', async () => {
      const person = await stored.join();
      const claim = aClaim('c1');
      const taken = await stored.people.claim(person.id, { kind: 'lesson', slot, claim });
      expect(taken).toEqual({ claimed: true, item: { ...person, claim } });
      expect(await stored.people.heldClaim(person.id, 'lesson')).toEqual(claim);
    });

    test('is taken once, however many try at the same time', async () => {
      const person = await stored.join();
      const tries = Array.from({ length: 20 }, (_, index) =>
        stored.people.claim(person.id, { kind: 'lesson', slot, claim: aClaim(`c${index}`) }),
      );
      const taken = (await Promise.all(tries)).filter(({ claimed }) => claimed);
      expect(taken).toHaveLength(1);
    });

    test('that is refused shows what stands in the way', async () => {
      const person = await stored.join();
      await stored.people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
      const second = await stored.people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c2') });
      expect(second).toEqual({ claimed: false, item: { ...person, claim: aClaim('c1') } });
      expect(await stored.people.claim(idOf('nobody'), { kind: 'lesson', slot, claim: aClaim('c1') })).toEqual({
        claimed: false,
        item: undefined,
      });
    });

    test('can be released by its owner only', async () => {
      const person = await stored.join();
      await stored.people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
      await stored.people.releaseClaim(person.id, 'lesson', idOf('other'));
      expect(await stored.people.heldClaim(person.id, 'lesson')).toBeDefined();
      await stored.people.releaseClaim(person.id, 'lesson', idOf('c1'));
      expect(await stored.people.heldClaim(person.id, 'lesson')).toBeUndefined();
    });

    test.each([
      ['who left', { status: 'unsubscribed' as const }],
      ['who paused beyond the day', { pausedUntil: '2026-11-03' }],
      ['who moved to another slot', { preferences: preferences({ sendTime: '07:15' }) }],
      ['whose arrangement begins later', { dueFrom: '2026-11-02T06:15:00Z' }],
    ])('on someone %s is refused', async (_why, changes) => {
      const was = await stored.join();
      await stored.people.change(was, changes);
      expect(await stored.people.claim(was.id, { kind: 'lesson', slot, claim: aClaim('c1') })).toMatchObject({
        claimed: false,
      });
    });

    test('for a slot that was served is refused', async () => {
      const person = await stored.join();
      for (const [kind, record] of [
        ['lesson', { kind: 'lesson', lesson: 'one', localDate: slot.localDate }],
        ['reminder', { kind: 'reminder', localDate: slot.localDate }],
      ] as const) {
        await stored.people.claim(person.id, { kind, slot, claim: aClaim(kind) });
        expect(
          await stored.people.recordSent(person.id, { ...record, claimId: idOf(kind), at: '2026-11-02T06:00:01Z' }),
        ).toBe(true);
        expect(await stored.people.claim(person.id, { kind, slot, claim: aClaim('again') })).toMatchObject({
          claimed: false,
        });
      }
    });

    test('confirmed twice leaves one record', async () => {
      const person = await stored.join();
      await stored.people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
      const record = { kind: 'lesson', claimId: idOf('c1'), lesson: 'one', localDate: slot.localDate } as const;
      expect(await stored.people.recordSent(person.id, { ...record, at: '2026-11-02T06:00:01Z' })).toBe(true);
      expect(await stored.people.recordSent(person.id, { ...record, at: '2026-11-02T06:00:09Z' })).toBe(false);
      expect(await stored.people.find(person.id)).toMatchObject({ sent: { one: '2026-11-02T06:00:01Z' } });
    });

    test('of a welcome or farewell mail is taken once ever', async () => {
      const person = await stored.join();
      await stored.people.claim(person.id, { kind: 'welcome', claim: aClaim('w', 'welcome:x') });
      await stored.people.recordSent(person.id, { kind: 'welcome', claimId: idOf('w'), at: '2026-11-02T06:00:00Z' });
      expect(await stored.people.claim(person.id, { kind: 'welcome', claim: aClaim('w2') })).toMatchObject({
        claimed: false,
      });
      expect(await stored.people.claim(person.id, { kind: 'farewell', claim: aClaim('f') })).toMatchObject({
        claimed: false,
      });
      const welcomed = await personIn(stored.people, person.id);
      await stored.people.change(welcomed, { status: 'unsubscribed', farewellAskedAt: '2026-11-02T06:00:00Z' });
      expect(await stored.people.claim(person.id, { kind: 'farewell', claim: aClaim('f') })).toMatchObject({
        claimed: true,
      });
    });

    test.each(['link', 'confirmation'] as const)(
      'of a %s is refused within ten minutes, and a third time within a day',
      async (kind) => {
        await stored.join();
        await stored.people.recordSignUp(aSignUp());
        expect(await stored.sendOnce(kind, '2026-11-02T06:00:00Z')).toBe(true);
        expect(await stored.sendOnce(kind, '2026-11-02T06:09:59Z')).toBe(false);
        expect(await stored.sendOnce(kind, '2026-11-02T06:10:00Z')).toBe(true);
        expect(await stored.sendOnce(kind, '2026-11-03T05:59:59Z')).toBe(false);
        expect(await stored.sendOnce(kind, '2026-11-03T06:00:00Z')).toBe(true);
      },
    );

    test('of a lesson on demand is refused within three days', async () => {
      await stored.join();
      expect(await stored.sendOnce('on-demand', '2026-11-02T06:00:00Z')).toBe(true);
      expect(await stored.sendOnce('on-demand', '2026-11-05T05:59:59Z')).toBe(false);
      expect(await stored.sendOnce('on-demand', '2026-11-05T06:00:00Z')).toBe(true);
    });
  });
}
