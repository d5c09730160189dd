import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { type Address, parseAddress } from '../../../../lambdas/core/person/address.ts';
import { isoInstant, localDateAt } from '../../../../lambdas/core/time/calendar.ts';
import { keepMonthly, startAgain } from '../../../../lambdas/core/actions/changing.ts';
import { checkIn } from '../../../../lambdas/core/actions/check-in.ts';
import { deliveryName, type WeeklyKind } from '../../../../lambdas/core/mail/mail-kinds.ts';
import { eraseSubscriber } from '../../../../lambdas/core/actions/erasing.ts';
import { leave, undoUnsubscribe } from '../../../../lambdas/core/actions/unsubscribing.ts';
import { askToMove } from '../../../../lambdas/core/actions/changing-address.ts';
import { confirmSignUp, signUp } from '../../../../lambdas/core/actions/sign-up.ts';
import { WebhookEvent, webhookEventTypes } from '../../../../lambdas/core/webhooks/webhook-contract.ts';
import { webhookEventsOf, type TableChange } from '../../../../lambdas/core/webhooks/webhook-events.ts';
import { memoryMailTurns } from '../../../support/memory-limits.ts';
import { aSeries, libraryOf, preferences } from '../../../support/builders.ts';
import {
  memoryControl,
  memoryDiary,
  memoryPersonalData,
  memorySubscribers,
} from '../../../support/memory-subscribers.ts';
import { isPerson } from '../../../../lambdas/core/person/subscriber.ts';

/*
 * Goal: whatever people do, and in whichever order, a receiver that follows the events knows of everybody whether they are subscribed, and hears of
 * each confirmed lesson and check-in exactly once.
 * Method: two addresses live through random acts by the real use cases; every write to the stores is compared before and after, as a stream
 * does; what is told is held against what the use cases answered.
 */

const addresses = ['ann@example.org', 'ann.new@example.org'].map((text) => parseAddress(text) as Address);
const lessons = ['one', 'two', 'three'];
/** How often each is drawn: what ends a subscription for good is rare, so that lives are long. */
const acts = {
  'sign-up': 5,
  lesson: 5,
  reminder: 1,
  'lost-lesson': 1,
  complete: 2,
  'start-again': 2,
  'keep-monthly': 1,
  'check-in': 4,
  leave: 2,
  undo: 2,
  bounce: 1,
  complain: 1,
  erase: 1,
  move: 4,
  restore: 1,
};
type Act = keyof typeof acts;

function aWorld() {
  let hours = 0;
  const clock = { now: () => Temporal.Instant.from('2026-11-02T05:00:00Z').add({ hours }) };
  const store = memorySubscribers();
  const diary = memoryDiary();
  const told: WebhookEvent[] = [];
  let writes = 0;
  const tell = (change: TableChange) =>
    told.push(...webhookEventsOf(change, webhookEventTypes).map(({ event }) => WebhookEvent.parse(event)));
  const about = () => ({ id: `w${++writes}`, at: isoInstant(clock.now()) });
  /** The same object, whose every call is seen as a stream sees writes. */
  const watched = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== 'function') return method;
        return async (...given: unknown[]) => {
          const before = structuredClone(store.profiles);
          const result = (await method.apply(target, given)) as unknown;
          for (const [id, is] of structuredClone(store.profiles)) {
            const was = before.get(id);
            if (JSON.stringify(was) !== JSON.stringify(is)) tell({ ...about(), of: 'person', was, is });
          }
          return result;
        };
      },
    });
  const deps = {
    clock,
    keyring: {
      subscriberId: (text: string) => text.replaceAll(/[^a-z]/g, '_').padEnd(22, '_'),
      sign: () => ({ keyId: 'a', mac: '' }),
      verify: () => undefined,
      signWebhook: () => '',
    },
    subscribers: watched(store),
    diary: {
      all: diary.all,
      forget: diary.forget,
      find: diary.find,
      record: async (id: string, is: Parameters<typeof diary.record>[1]) => {
        const was = (await diary.all(id)).find(({ week }) => week === is.week);
        await diary.record(id, is);
        tell({ ...about(), of: 'check-in', subscriber: id, was, is });
      },
    },
    personalData: watched(memoryPersonalData(store)),
    control: memoryControl(),
    series: libraryOf({ ...aSeries(lessons), id: 's' }),
    queues: { account: async () => undefined },
    mailTurns: memoryMailTurns(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined },
  };
  return { deps, store, told, later: () => void (hours += 24) };
}

const agreed = { textVersion: '1', source: 'test' };

async function live(history: { act: Act; who: number }[]) {
  const { deps, store, told, later } = aWorld();
  const { subscribers, clock } = deps;
  const ids = addresses.map(({ identity }) => deps.keyring.subscriberId(identity));
  const delivered: string[] = [];
  let checkIns = 0;
  const deliver = async (id: string, kind: WeeklyKind, end: 'lesson' | 'reminder' | 'completion' | 'lost') => {
    const person = store.profiles.get(id);
    if (!isPerson(person)) return;
    const { zone, sendTime } = person.preferences;
    const on = localDateAt(clock.now(), zone);
    const claim = { id: `claim-${on}`, delivery: deliveryName({ kind, on }), at: isoInstant(clock.now()) };
    const slot = { zone, localDate: on, localTime: sendTime };
    if (!(await subscribers.claim(id, { kind, slot, claim })).claimed) return;
    if (end === 'lost') return;
    const lesson = lessons.find((one) => !(one in person.sent)) ?? 'one';
    const record = { kind: end, claimId: claim.id, localDate: on, at: isoInstant(clock.now()) };
    const done = await subscribers.recordSent(id, { ...record, ...(end === 'lesson' && { lesson }) });
    if (done && end === 'lesson') delivered.push(`${id} ${lesson} ${record.at}`);
  };
  for (const { act, who } of history) {
    later();
    const [id, other] = [ids[who]!, ids[1 - who]!];
    const address = addresses[who]!;
    const at = isoInstant(clock.now());
    switch (act) {
      case 'sign-up': {
        const consent = { textVersion: '1', source: 'test' };
        await signUp({ address, firstName: 'Ann', preferences: preferences(), series: 's', consent }, deps);
        await confirmSignUp(id, deps);
        break;
      }
      case 'lesson':
        await deliver(id, 'lesson', 'lesson');
        break;
      case 'reminder':
        await deliver(id, 'reminder', 'reminder');
        break;
      case 'lost-lesson':
        await deliver(id, 'lesson', 'lost');
        break;
      case 'complete':
        await deliver(id, 'lesson', 'completion');
        break;
      case 'start-again':
        await startAgain(id, deps);
        break;
      case 'keep-monthly':
        await keepMonthly(id, { ...aSeries(), monthly: ['three'] }, deps);
        break;
      case 'check-in':
        if ((await checkIn(id, { days: '3-4', note: 'a secret' }, deps, agreed)) === 'recorded') checkIns += 1;
        break;
      case 'leave':
        await leave(id, { farewell: false }, deps);
        break;
      case 'undo':
        await undoUnsubscribe(id, deps);
        break;
      case 'bounce':
        await subscribers.suppress(id, 'bounced', { reason: 'bounce', at });
        break;
      case 'complain':
        await subscribers.suppress(id, 'complained', { reason: 'complaint', at });
        break;
      case 'erase':
        await eraseSubscriber(id, deps);
        break;
      case 'move':
        if (await askToMove(id, addresses[1 - who]!, deps)) await confirmSignUp(other, deps);
        break;
      case 'restore': {
        const person = store.profiles.get(id);
        if (person?.status !== 'active') break;
        await subscribers.change(structuredClone(person), { sent: { ...person.sent, two: at } });
        break;
      }
      default:
        act satisfies never;
    }
  }
  return { told, ids, store, delivered, checkIns };
}

const act = fc.oneof(
  ...Object.entries(acts).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as Act) })),
);
const history = fc.array(fc.record({ act, who: fc.nat(1) }), { minLength: 10, maxLength: 60, size: 'max' });

test('a receiver that follows the events knows who is subscribed, and of each lesson and check-in once', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (acted) => {
      const { told, ids, store, delivered, checkIns } = await live(acted);
      const sent = told.flatMap(({ type, timestamp, data }) =>
        type === 'lesson.sent' ? [`${data.subscriber} ${data.lesson} ${timestamp}`] : [],
      );
      expect(sent).toEqual(delivered);
      expect(told.filter(({ type }) => type === 'checkin')).toHaveLength(checkIns);
      for (const id of ids) {
        const stored = store.profiles.get(id)?.status;
        // A move that waits for a mail under way is no end yet.
        if (stored === 'moved') continue;
        const standings = told.filter(
          ({ type, data }) => 'subscriber' in data && data.subscriber === id && standing[type],
        );
        // Nobody hears of the end of what never began.
        expect(standings[0]?.type ?? 'subscribed').toBe('subscribed');
        const isOn = stored === 'active' || stored === 'completed';
        expect(standing[standings.at(-1)?.type ?? 'erased']).toBe(isOn ? 'on' : 'off');
      }
      expect(JSON.stringify(told)).not.toMatch(/@|Ann\b|a secret|3-4/);
    }),
    { numRuns: 100 },
  );
});

/** What a receiver makes of an event; those about lessons and weeks say nothing of who is subscribed. */
const standing: Partial<Record<WebhookEvent['type'], 'on' | 'off'>> = {
  subscribed: 'on',
  completed: 'on',
  unsubscribed: 'off',
  bounced: 'off',
  complained: 'off',
  erased: 'off',
};
