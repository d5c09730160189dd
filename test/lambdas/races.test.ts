import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dueKey } from '../../lambdas/core/time/calendar.ts';
import { dynamoPersonalData } from '../../lambdas/adapters/dynamo/personal-data.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { changeSettings, pauseForWeeks } from '../../lambdas/core/actions/changing.ts';
import { eraseSubscriber } from '../../lambdas/core/actions/erasing.ts';
import { handleSesEvent } from '../../lambdas/core/hearing/feedback.ts';
import type { AccountJob } from '../../lambdas/core/sending/jobs.ts';
import { leave } from '../../lambdas/core/actions/unsubscribing.ts';
import { askToMove } from '../../lambdas/core/actions/changing-address.ts';
import type { SesEvent } from '../../lambdas/core/hearing/ses-event.ts';
import { confirmSignUp, signUp, type SignUpDeps } from '../../lambdas/core/actions/sign-up.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf, preferences } from '../support/builders.ts';
import { memoryLimits, memoryMailTurns } from '../support/memory-limits.ts';
import { fate } from '../support/mortal.ts';
import { memoryDiary, memoryPersonalData } from '../support/memory-subscribers.ts';
import { startService, type Service } from '../support/service.ts';
import { aTown, at, everyTick } from '../support/town.ts';
import { joins, personIn } from '../support/people.ts';

/*
 * Goal: whatever a person does, at whatever point of plan → dispatch → claim → send → confirm, holds from the moment it is answered.
 * Method: the same Monday once for every call that the service makes, with the person acting just before that call.
 */

type Town = Awaited<ReturnType<typeof aTown>>;
const monday = '2026-11-02T06:00:00Z';

const complaintAbout = (id: string): SesEvent => ({
  eventType: 'Complaint',
  mail: {
    messageId: 'earlier',
    timestamp: '2026-10-26T06:00:00Z',
    tags: { subscriber: [id], claim: ['x'.repeat(22)], delivery: ['lesson_2026-10-26'], lesson: ['zero'] },
  },
  complaint: { timestamp: '2026-11-02T05:59:00Z', feedbackId: 'f' },
});

const acts: Record<string, (town: Town, id: string) => Promise<unknown>> = {
  leaves: (town, id) => town.person((deps) => leave(id, { farewell: false }, deps)),
  pauses: (town, id) => town.person((deps) => pauseForWeeks(id, 1, deps)),
  'moves to another day': (town, id) =>
    town.person((deps) => changeSettings(id, { firstName: '', preferences: preferences({ lessonDay: 4 }) }, deps)),
  'has everything erased': (town, id) =>
    town.person((deps) => eraseSubscriber(id, { ...deps, personalData: memoryPersonalData(town.subscribers) })),
  'moves to another address': async (town, id) => {
    const around = { diary: memoryDiary(), personalData: memoryPersonalData(town.subscribers) };
    const to = { mailbox: 'new@example.org', identity: 'new@example.org' };
    await town.person((deps) => askToMove(id, to, { ...deps, ...around }));
    const [newId] = town.subscribers.signUps.keys();
    await town.person((deps) => confirmSignUp(newId!, { ...deps, ...around }));
  },
  complains: (town, id) =>
    handleSesEvent(complaintAbout(id), {
      clock: { now: () => Temporal.Instant.from(monday) },
      limits: memoryLimits(),
      subscribers: town.subscribers,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined },
    }),
};

async function liveMonday(act: (town: Town, id: string) => Promise<unknown>, call?: number) {
  const run = fate([]);
  const town = await aTown(3, { run });
  const before = run.calls;
  let acceptedBefore: number | undefined;
  let claimedBefore = false;
  const { claim } = town.subscribers;
  town.subscribers.claim = async (id, request) => {
    const result = await claim(id, request);
    if (id === town.ids[1] && result.claimed && acceptedBefore === undefined) claimedBefore = true;
    return result;
  };
  if (call !== undefined) {
    run.meanwhile.set(before + call, async () => {
      await act(town, town.ids[1]!);
      acceptedBefore = town.accepted.length;
    });
  }
  await town.advanceTo(at('2026-11-02T09:00:00Z'), everyTick(monday, '2026-11-02T09:00:00Z'));
  const later = town.accepted
    .slice(acceptedBefore ?? 0)
    .filter(({ to, tags }) => to === 'p1@example.org' && tags['delivery']!.startsWith('lesson'));
  return { town, calls: run.calls - before, later, claimedBefore };
}

describe.each(Object.entries(acts))('someone who %s', (_name, act) => {
  test('at any moment of their slot is mailed nothing that was not claimed before, and others get their lesson once', async () => {
    const { calls } = await liveMonday(act);
    for (let call = 1; call <= calls; call += 1) {
      const { town, later, claimedBefore } = await liveMonday(act, call);
      // A call already on the line is allowed; nothing is claimed afterwards.
      expect([call, later.length]).toEqual([call, claimedBefore ? later.length : 0]);
      expect(later.length).toBeLessThanOrEqual(1);
      const lessons = town.lessons();
      expect([lessons.get('p0@example.org'), lessons.get('p2@example.org')]).toEqual([['one'], ['one']]);
      expect((lessons.get('p1@example.org') ?? []).length).toBeLessThanOrEqual(1);
    }
  });
});

describe('on the real table, at the same moment', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService('2026-11-02T05:00:00Z');
  });
  afterAll(async () => service.stop());
  const keyring = { subscriberId: (identity: string) => identity } as SignUpDeps['keyring'];
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };
  const clock = { now: () => Temporal.Instant.from(service.now.iso) };
  const asked: AccountJob[] = [];
  const deps = () => ({
    clock,
    keyring,
    log,
    subscribers: service.subscribers,
    control: service.control,
    series: libraryOf(aSeries()),
    diary: memoryDiary(),
    mailTurns: memoryMailTurns(),
    personalData: dynamoPersonalData(openTable(service.emulators.tableName)),
    queues: { account: async (job: AccountJob) => void asked.push(job) },
  });
  /** Who the dispatcher would find. */
  const inCalendar = async (id: string) =>
    (await service.subscribers.pageDue(dueKey('Europe/Berlin', '07:00'), { limit: 1_000 })).due.some(
      (one) => one.id === id,
    );

  test('confirm and unsubscribe links: the calendar and the status say the same, whichever came last', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 16; round += 1) {
      const id = idOf(`back${round}`);
      // Somebody who left, signed up again, and still has an old mail.
      await joins(service.subscribers, aSubscriber({ id }));
      await leave(id, { farewell: false }, deps());
      await service.subscribers.recordSignUp(aSignUp({ id, expiresAt: '2026-12-01T00:00:00Z' }));
      const wait = () => new Promise((resolve) => setTimeout(resolve, round % 4));
      await Promise.all([confirmSignUp(id, deps()), wait().then(() => leave(id, { farewell: false }, deps()))]);
      const { status } = (await service.subscribers.find(id))!;
      seen.add(status);
      expect([round, status === 'active']).toEqual([round, await inCalendar(id)]);
    }
    expect([...seen].every((status) => status === 'active' || status === 'unsubscribed')).toBe(true);
  });

  test('the same sign-up form twice: one confirmation mail', async () => {
    const address = { mailbox: 'twice@example.org', identity: idOf('twice') };
    const consent = { textVersion: '1', source: 'landing-form' };
    const request = { address, firstName: '', preferences: preferences(), series: 'stress-and-back-pain', consent };
    asked.length = 0;
    await Promise.all([signUp(request, deps()), signUp(request, deps())]);
    expect(asked).toHaveLength(2);
    await Promise.all(asked.map((job) => service.send(job)));
    const mails = service.emulators.ses.mails().filter(({ destinations }) => destinations[0] === 'twice@example.org');
    expect(mails).toHaveLength(1);
  });

  test('the same settings form twice, and two forms that differ: one whole answer stands', async () => {
    const id = idOf('settings');
    await joins(service.subscribers, aSubscriber({ id }));
    const early = { firstName: 'Early', preferences: preferences({ sendTime: '06:00', lessonDay: 2 }) };
    const late = { firstName: 'Late', preferences: preferences({ sendTime: '20:00', lessonDay: 5 }) };
    await Promise.all([early, early, late].map((change) => changeSettings(id, change, deps())));
    const { firstName, preferences: stored } = await personIn(service.subscribers, id);
    expect([early, late]).toContainEqual({ firstName, preferences: stored });
  });
});
