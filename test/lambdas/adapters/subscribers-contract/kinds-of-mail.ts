import { describe, expect, test } from '@jest/globals';
import {
  askedKinds,
  isToSignUp,
  mailKinds,
  weeklyKinds,
  type AskedKind,
  type WeeklyKind,
} from '../../../../lambdas/core/mail/mail-kinds.ts';
import type { PersonChanges } from '../../../../lambdas/core/person/subscriber.ts';
import { aSignUp, idOf } from '../../../support/builders.ts';
import { aClaim, slot, type Stored } from './stored.ts';

/** Who may get which mail, how often, and what it leaves behind. */
export function kindsOfMail(stored: Stored): void {
  describe('each kind of mail', () => {
    const at = '2026-11-02T06:00:00Z';
    const start = { to: '2026-07-05', stress: 6 };
    const there = { pausedUntil: '2026-11-01', farewellAskedAt: at, start };
    /** Somebody who may get it. */
    const joinFor = async (kind: WeeklyKind | AskedKind) => {
      const was = await stored.join();
      await stored.people.recordSignUp(aSignUp());
      const row = mailKinds[kind];
      if (row.item !== 'subscriber') return;
      const [status] = row.status;
      await stored.people.change(was, {
        status,
        ...('has' in row && { [row.has]: there[row.has] }),
      });
    };

    test.each([...weeklyKinds, ...askedKinds].map((kind) => [kind] as const))(
      'cannot be claimed again at once: %s',
      async (kind) => {
        await joinFor(kind);
        expect(await stored.sendOnce(kind, at)).toBe(true);
        expect(await stored.sendOnce(kind, at)).toBe(false);
      },
    );

    const answers = ['paused', 'resumed', 'link'] as const;
    test.each(answers.flatMap((first) => answers.map((second) => [second, first] as const)))(
      'a %s mail is refused within ten minutes of a %s mail',
      async (second, first) => {
        await joinFor(first);
        expect(await stored.sendOnce(first, at)).toBe(true);
        const pausedUntil = second === 'paused' ? '2026-12-01' : undefined;
        await stored.people.change((await stored.people.find(idOf('ann')))!, { pausedUntil });
        expect(await stored.sendOnce(second, '2026-11-02T06:09:59Z')).toBe(false);
        expect(await stored.sendOnce(second, '2026-11-02T06:10:00Z')).toBe(true);
      },
    );

    const everyKind = [...weeklyKinds, ...askedKinds].filter((kind) => !isToSignUp(kind));
    /** Claims each of these for somebody who is as described, and returns which could be. */
    const claimable = async (changes: PersonChanges, kinds: readonly (WeeklyKind | AskedKind)[]) => {
      await stored.people.change((await stored.people.find(idOf('ann'))) ?? (await stored.join()), changes);
      const claimed: string[] = [];
      for (const kind of kinds) {
        const claim = { ...aClaim(kind), at };
        if ((await stored.take(kind, claim)).claimed) claimed.push(kind);
        await stored.people.releaseClaim(idOf('ann'), kind, claim.id);
      }
      return claimed;
    };

    test.each<[string, PersonChanges, string[]]>([
      ['active', {}, ['lesson', 'reminder', 'on-demand', 'welcome', 'resumed', 'link']],
      ['in a pause', { pausedUntil: '2026-12-01' }, ['on-demand', 'welcome', 'paused', 'link']],
      ['through the course', { status: 'completed', start: undefined }, ['on-demand', 'link']],
      ['through the course, with a start', { status: 'completed', start }, ['on-demand', 'follow-up', 'link']],
      ['on the way, with a start', { start }, ['lesson', 'reminder', 'on-demand', 'welcome', 'resumed', 'link']],
    ])('comes to somebody who may get it: %s', async (_who, changes, expected) => {
      const known = [
        'lesson',
        'reminder',
        'on-demand',
        'follow-up',
        'welcome',
        'paused',
        'resumed',
        'farewell',
        'link',
      ] as const;
      expect(await claimable({ farewellAskedAt: at, ...changes }, known)).toEqual(expected);
    });

    test.each<[string, PersonChanges, string[]]>([
      ['unsubscribed', { status: 'unsubscribed', farewellAskedAt: undefined }, []],
      ['unsubscribed and asked to hear so', { status: 'unsubscribed' }, ['farewell']],
      ['bounced', { status: 'bounced' }, []],
      ['complained', { status: 'complained' }, []],
      ['moved', { status: 'moved' }, ['moved']],
    ])('but the farewell stays away from somebody who is gone: %s', async (_who, changes, expected) => {
      for (const pausedUntil of ['2026-11-01', undefined]) {
        expect(await claimable({ farewellAskedAt: at, pausedUntil, ...changes }, everyKind)).toEqual(expected);
      }
    });

    const longAgo = '1970-01-01T00:00:00Z';
    test.each<[WeeklyKind | AskedKind, object]>([
      ['lesson', { lessonSentOn: slot.localDate, sent: { one: at } }],
      ['reminder', { reminderSentOn: slot.localDate }],
      ['on-demand', { onDemandSentAt: at }],
      ['confirmation', { confirmationMailedAt: at, confirmationMailedBefore: longAgo }],
      ['welcome', { welcomeSentAt: at }],
      ['paused', { linkMailedAt: at, linkMailedBefore: longAgo }],
      ['resumed', { linkMailedAt: at, linkMailedBefore: longAgo }],
      ['farewell', { farewellSentAt: at }],
      ['follow-up', { followUpSentAt: at }],
      ['link', { linkMailedAt: at, linkMailedBefore: longAgo }],
    ])('leaves its mark and nothing else: %s', async (kind, mark) => {
      await joinFor(kind);
      const read = async () =>
        isToSignUp(kind) ? stored.people.findSignUp(idOf('ann')) : stored.people.find(idOf('ann'));
      const before = await read();
      await stored.sendOnce(kind, at);
      expect(await read()).toEqual({ ...before, ...mark });
    });

    test('a notice comes once, beside others, to people who are subscribed', async () => {
      const was = await stored.join();
      const sendOnce = async (notice: string) => {
        const claim = aClaim(notice, `notice:${notice}`);
        if (!(await stored.people.claim(was.id, { kind: 'notice', notice, claim })).claimed) return false;
        return stored.people.recordSent(was.id, { kind: 'notice', claimId: claim.id, at, notice });
      };
      expect([await sendOnce('a-3f9a2c81'), await sendOnce('a-3f9a2c81'), await sendOnce('b-3f9a2c81')]).toEqual([
        true,
        false,
        true,
      ]);
      expect(await stored.people.find(was.id)).toEqual({ ...was, notices: ['a-3f9a2c81', 'b-3f9a2c81'] });
      for (const status of ['completed', 'unsubscribed', 'bounced', 'complained', 'moved'] as const) {
        await stored.people.change((await stored.people.find(was.id))!, { status });
        expect([status, await sendOnce(`${status}-3f9a2c81`)]).toEqual([status, status === 'completed']);
      }
    });

    test('keeps the instant of the mail before the last', async () => {
      await stored.join();
      await stored.sendOnce('link', at);
      await stored.sendOnce('link', '2026-11-02T07:00:00Z');
      expect(await stored.people.find(idOf('ann'))).toMatchObject({
        linkMailedAt: '2026-11-02T07:00:00Z',
        linkMailedBefore: at,
      });
    });
  });
}
