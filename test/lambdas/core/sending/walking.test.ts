import { describe, expect, test } from '@jest/globals';
import { newWalk, type Notice } from '../../../../lambdas/core/course/notice.ts';
import type { Notices } from '../../../../lambdas/core/sending/notices.ts';
import { walkNotice } from '../../../../lambdas/core/sending/walking.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { aSeries, aSubscriber, idOf, libraryOf, preferences } from '../../../support/builders.ts';
import { memoryNotices } from '../../../support/memory-notices.ts';
import { sendingWorld } from '../../../support/sending-deps.ts';

/** In Berlin it is ten, in Los Angeles one at night, in Auckland ten in the evening. */
const start = '2026-11-28T09:00:00Z';
const until = '2026-11-28T09:02:00Z';
const notice: Notice = { id: 'closed-3f9a2c81', subject: 'Closed', at: start, audience: {}, walk: newWalk };
const text = { subject: 'Closed', preheader: 'On Monday.', title: 'Closed', html: '<p>Closed.</p>', text: 'Closed.' };
const living = (zone: string) => ({ preferences: preferences({ zone }) });
const auckland = living('Pacific/Auckland');
const losAngeles = living('America/Los_Angeles');
const refused = (reason: 'rate' | 'network' | 'message' | 'account') =>
  ({ outcome: 'refused', reason, code: 'x', cause: undefined }) as const;
const pageAt = (index: number) => ({ pk: String(index), sk: '' });

/** One run over pages of people, by name; of each time that the walk is written it is kept how. */
function walking(pages: Record<string, Partial<Person>>[], audience: Notice['audience'] = {}) {
  const w = sendingWorld(start);
  const kept: Parameters<Notices['keep']>[2][] = [];
  const goneOn: [notice: string | undefined, delaySeconds: number | undefined][] = [];
  const stored = memoryNotices();
  const notices: Notices = {
    ...stored,
    keep: (id, run, next) => {
      kept.push(structuredClone(next));
      return stored.keep(id, run, next);
    },
  };
  const people = pages.map((page) =>
    Object.entries(page).map(([name, changes]) => {
      const person = aSubscriber({ id: idOf(name), address: `${name}@example.org`, ...changes });
      w.subscribers.profiles.set(person.id, person);
      return person;
    }),
  );
  const unreadable: string[] = [];
  const read: number[] = [];
  const crowd = {
    page: async (after?: { pk: string }) => {
      const index = Number(after?.pk ?? 0);
      read.push(index);
      const more = index + 1 < pages.length && { after: pageAt(index + 1) };
      return { people: structuredClone(people[index]!), unreadable, ...more };
    },
  };
  const queues = {
    ...w.deps.queues,
    notices: async (jobs: { notice: string }[], delaySeconds?: number) =>
      void goneOn.push([jobs[0]?.notice, delaySeconds]),
  };
  const deps = { ...w.deps, notices, crowd, queues };
  /** @param remainingMs - one after the other, then the last */
  const run = async (remainingMs = [60_000]) => {
    await notices.announce({ ...notice, audience }, text);
    const left = [...remainingMs];
    await walkNotice({ notice: notice.id }, deps, () => (left.length > 1 ? left.shift()! : left[0]!));
  };
  const reached = () => w.mails.map(({ to }) => to.split('@')[0]);
  return { ...w, deps, notices, unreadable, kept, goneOn, read, run, reached };
}

describe('one run', () => {
  test('goes page by page, writes how far it is, and knows when the first who sleep can be reached', async () => {
    const w = walking([{ ann: {}, ben: {} }, { auc: auckland }, { la: losAngeles }, { again: auckland }, { cem: {} }]);
    await w.run();
    const soonest = '2026-11-28T15:00:00Z';
    expect(w.kept).toStrictEqual([
      { walk: { pass: 0, sent: 2, left: 0, after: pageAt(1) }, until },
      { walk: { pass: 0, sent: 2, left: 1, after: pageAt(2), soonest: '2026-11-28T18:00:00Z' }, until },
      { walk: { pass: 0, sent: 2, left: 2, after: pageAt(3), soonest }, until },
      { walk: { pass: 0, sent: 2, left: 3, after: pageAt(4), soonest }, until },
      { walk: { pass: 1, sent: 0, left: 0, nextAt: soonest } },
    ]);
    expect([w.reached(), w.goneOn]).toEqual([['ann', 'ben', 'cem'], []]);
    expect(w.log.events).toEqual([]);
  });

  test('is followed by another pass with a tick where it reached somebody, and by none where nobody was left', async () => {
    const w = walking([{ ann: {}, gone: { status: 'unsubscribed' } }]);
    await w.run();
    expect(w.kept).toStrictEqual([{ walk: { pass: 1, sent: 0, left: 0 } }]);
    await w.run();
    expect(w.kept.slice(1)).toStrictEqual([{ walk: { pass: 1, sent: 0, left: 0 }, finished: { at: start } }]);
    expect([w.log.events, w.goneOn]).toEqual([['notice.finished'], []]);
  });

  test('writes to everybody in the frame of the language that it was written in', async () => {
    const w = walking([{ ann: { preferences: preferences({ locale: 'es' }) } }]);
    const notice = { subject: () => 'Aviso', html: () => 'Aviso', text: () => 'Aviso' };
    const inSpanish = { ...aSeries(), language: 'es', siteLanguage: 'es', notice };
    w.deps.series = libraryOf({ ...aSeries(), languages: { es: () => inSpanish } });
    const composed: string[] = [];
    w.deps.composer.compose = async ({ html, headers }) => {
      composed.push(html, headers['Content-Language']!);
      return new Uint8Array();
    };
    await w.run();
    expect(composed).toEqual([expect.not.stringContaining('Aviso'), 'en']);
  });

  test('ends after a page when its time is up, and goes on at once in another', async () => {
    const w = walking([{ ann: {} }, { ben: {} }]);
    await w.run([60_000, 15_000]);
    expect(w.kept).toStrictEqual([{ walk: { pass: 0, sent: 1, left: 0, after: pageAt(1) } }]);
    expect([w.read, w.goneOn]).toEqual([[0], [[notice.id, 0]]]);
  });

  test('does not go on when it was stopped meanwhile', async () => {
    for (const remainingMs of [[60_000], [60_000, 15_000]]) {
      const w = walking([{ ann: {} }, { ben: {} }]);
      const { send } = w.deps.outbox;
      w.deps.outbox.send = async (mail) => {
        await w.notices.stop(notice.id, { at: start, why: 'wrong date' });
        return send(mail);
      };
      await w.run(remainingMs);
      expect([w.read, w.goneOn, w.reached()]).toEqual([[0], [], ['ann']]);
    }
  });

  test('is not followed at once where it was stopped on its last page', async () => {
    for (const [answer, turn] of [
      [refused('rate')],
      [undefined, { granted: false, because: 'pace', waitMs: 1 }],
    ] as const) {
      const w = walking([{ ann: {} }]);
      w.deps.outbox.turn = async () => {
        await w.notices.stop(notice.id, { at: start, why: 'wrong date' });
        return turn ?? { granted: true, giveBack: () => undefined };
      };
      if (answer) w.answers.push(answer);
      await w.run();
      expect([w.kept.length, w.goneOn]).toEqual([1, []]);
    }
  });

  test('ends for good once its time is up, though people are left', async () => {
    const w = walking([{ ann: {} }]);
    w.now.iso = '2026-12-01T09:00:00Z';
    await w.run();
    expect(w.kept).toStrictEqual([{ walk: newWalk, finished: { at: w.now.iso, late: true } }]);
    expect([w.read, w.log.events]).toEqual([[], ['notice.not-finished']]);
  });

  test('does nothing while another one is at work', async () => {
    const w = walking([{ ann: {} }]);
    await w.notices.announce(notice, text);
    await w.notices.begin(notice.id, { id: 'another', until }, start);
    await w.run();
    expect([w.kept, w.read]).toEqual([[], []]);
  });

  test('fails where the notice has no text', async () => {
    const w = walking([{ ann: {} }]);
    w.notices.text = async () => undefined;
    w.deps.notices.text = w.notices.text;
    await expect(w.run()).rejects.toThrow('has no text');
  });

  test('names whom it cannot read', async () => {
    const w = walking([{ far: { preferences: { ...preferences(), zone: 'Europe/Elsewhere' } } }]);
    w.unreadable.push(idOf('broken'));
    await w.run();
    expect(w.log.events).toEqual(['notice.person-unreadable', 'notice.person-unreadable', 'notice.finished']);
  });
});

describe('where mail may not go out', () => {
  test('it ends within the page, knows whom it reached, and waits for a tick', async () => {
    const w = walking([{ ann: {} }, { ben: {}, cem: {} }]);
    w.answers.push(
      { outcome: 'accepted', messageId: 'm' },
      { outcome: 'accepted', messageId: 'm' },
      refused('network'),
    );
    await w.run();
    expect(w.kept.slice(1)).toStrictEqual([{ walk: { pass: 0, sent: 2, left: 0, after: pageAt(1) } }]);
    expect(w.goneOn).toEqual([]);
  });

  test('it goes on at once where only the time of this run was short', async () => {
    const w = walking([{ ann: {} }, { ben: {}, cem: {} }]);
    const go = { granted: true, giveBack: () => undefined } as const;
    w.turns.push(go, go, { granted: false, because: 'pace', waitMs: 5000 });
    await w.run();
    expect(w.kept.slice(1)).toStrictEqual([{ walk: { pass: 0, sent: 2, left: 0, after: pageAt(1) } }]);
    expect(w.goneOn).toEqual([[notice.id, 0]]);
  });

  test('halted, it asks SES for nobody, and goes past those who sleep', async () => {
    const w = walking([{ la: losAngeles }, { ann: {} }]);
    await w.deps.control.halt({ why: 'a look', at: start });
    await w.run();
    const walk = { pass: 0, sent: 0, left: 1, after: pageAt(1), soonest: '2026-11-28T15:00:00Z' };
    expect(w.kept).toStrictEqual([{ walk, until }, { walk }]);
    expect([w.turnsAsked, w.goneOn, w.log.events]).toEqual([[], [], ['notice.waits']]);
  });

  test.each<[string, string[], string]>([
    ['other mail tries a used-up quota first', [], '2026-11-28T08:45:01Z'],
    ['it does where none came for a quarter hour, with one email', ['ann'], '2026-11-28T08:45:00Z'],
  ])('%s', async (_what, reached, retryAt) => {
    const w = walking([{ ann: {}, ben: {} }]);
    await w.deps.control.openCircuit({ reason: 'quota', code: 'x', openedAt: retryAt, retryAt });
    await w.run();
    expect([w.reached(), w.turnsAsked.length]).toEqual([reached, reached.length]);
    expect(w.kept).toStrictEqual([{ walk: { pass: 0, sent: reached.length, left: 0 } }]);
  });

  test('somebody who waits for a turn when the account is refused is not begun', async () => {
    const w = walking([{ ann: {}, ben: {} }]);
    let asked = 0;
    w.deps.outbox.turn = async () => {
      asked += 1;
      if (asked === 2) await new Promise((resolve) => void setTimeout(resolve, 20));
      return { granted: true, giveBack: () => undefined };
    };
    w.answers.push(refused('account'));
    await w.run();
    expect([w.reached(), w.goneOn]).toEqual([['ann'], []]);
  });
});

describe('somebody who', () => {
  const tried = { walk: { pass: 1, sent: 0, left: 0, nextAt: '2026-11-28T09:15:00Z' } };
  const over = { walk: { pass: 0, sent: 0, left: 0 }, finished: { at: start } };
  const delivery = `notice:${notice.id}`;
  const claim = (of: string, at: string) => ({ claim: { id: idOf('c'), delivery: of, at } });

  test('was refused for the rate alone is tried after a quarter hour', async () => {
    const w = walking([{ ann: {} }]);
    w.answers.push(refused('rate'));
    await w.run();
    expect([w.kept, w.goneOn]).toStrictEqual([[tried], [[notice.id, 900]]]);
  });

  test('has a fault of ours is tried again as well, and the log says so', async () => {
    const w = walking([{ ann: {} }]);
    w.subscribers.claim = async () => {
      throw new Error('no table');
    };
    w.deps.subscribers.claim = w.subscribers.claim;
    await w.run();
    expect([w.kept, w.log.events]).toStrictEqual([[tried], ['delivery.failed']]);
    expect(w.log.fieldsOf('delivery.failed')).toEqual({ subscriber: idOf('ann'), delivery });
  });

  test('has a message that SES never takes is not tried again', async () => {
    const w = walking([{ ann: {} }]);
    w.answers.push(refused('message'));
    await w.run();
    expect([w.kept, w.goneOn]).toStrictEqual([[over], []]);
  });

  test('has another email in doubt is asked for again after a quarter hour', async () => {
    const w = walking([{ ann: claim('lesson:2026-11-28', '2026-11-28T08:30:00Z') }]);
    await w.run();
    expect([w.kept, w.reached(), w.log.counted]).toStrictEqual([[tried], [], ['notice.blocked']]);
  });

  test('is between two addresses is waited for', async () => {
    const w = walking([{ ann: { status: 'moved', movedTo: idOf('new') } }]);
    await w.run();
    expect([w.kept, w.turnsAsked]).toStrictEqual([[tried], []]);
  });

  test('may have this one is asked for again when asking can settle it', async () => {
    const w = walking([{ ann: claim(delivery, '2026-11-28T08:30:00Z') }]);
    await w.run();
    expect(w.kept).toStrictEqual([{ walk: { pass: 1, sent: 0, left: 0, nextAt: '2026-11-28T14:00:00Z' } }]);
    const settled = walking([{ ann: claim(delivery, '2026-11-28T03:30:00Z') }]);
    await settled.run();
    expect(settled.turnsAsked).toHaveLength(1);
  });

  test.each<[string, boolean, Partial<Person>]>([
    [
      'may have had the lesson that it is about is waited for',
      true,
      claim('lesson:2026-11-28', '2026-11-28T08:58:00Z'),
    ],
    ['is being sent it is not', false, claim('lesson:2026-11-28', '2026-11-28T08:58:01Z')],
    ['has another email in doubt is not', false, claim('reminder:2026-11-28', '2026-11-28T08:30:00Z')],
    ['has none is not', false, {}],
    [
      'is in a pause is not',
      false,
      { pausedUntil: '2027-01-15', ...claim('lesson:2026-11-28', '2026-11-28T08:58:00Z') },
    ],
  ])('%s', async (_who, isWaitedFor, changes) => {
    const w = walking([{ ann: changes }], { had: 'one' });
    await w.run();
    expect([w.kept, w.turnsAsked]).toStrictEqual([[isWaitedFor ? tried : over], []]);
  });

  test.each<[string, (person: Person, w: ReturnType<typeof walking>) => void]>([
    ['unknown', ({ id }, w) => void w.subscribers.profiles.delete(id)],
    ['already-sent', (person) => void Object.assign(person, { notices: [notice.id] })],
    ['not-for-them', (person) => void Object.assign(person, { pausedUntil: '2027-01-15' })],
  ])('changed since they were looked at gets none: %s', async (why, change) => {
    const w = walking([{ ann: {} }]);
    const { claim: take } = w.subscribers;
    w.deps.subscribers.claim = async (id, request) => {
      change(w.subscribers.person(id), w);
      return take(id, request);
    };
    await w.run();
    expect([w.kept, w.reached()]).toStrictEqual([[over], []]);
    expect(w.log.fieldsOf('delivery.excluded')).toEqual({ subscriber: idOf('ann'), delivery, why });
    const left = w.subscribers.profiles.get(idOf('ann'));
    expect(left !== undefined && 'claim' in left).toBe(false);
  });
});
