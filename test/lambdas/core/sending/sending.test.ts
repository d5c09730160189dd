import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SendJob } from '../../../../lambdas/core/sending/jobs.ts';
import type { RefusalReason, SubmitResult } from '../../../../lambdas/core/sending/mailer.ts';
import { reportToSendControl, sendBatch } from '../../../../lambdas/core/sending/sending.ts';
import { aSubscriber, idOf, preferences } from '../../../support/builders.ts';
import { joins } from '../../../support/people.ts';
import { recordedLog } from '../../../support/recorded-log.ts';
import { sendingWorld } from '../../../support/sending-deps.ts';

// Monday 2 November 2026, 07:00 in Berlin.
const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const names = ['ann', 'ben', 'cleo'];
const ids = names.map(idOf);
const [ann, ben] = ids as [string, string];
const aJob = (changes: Partial<SendJob> = {}): SendJob => ({ ...slot, kind: 'lesson', ids, attempt: 0, ...changes });
const refused = (reason: RefusalReason): SubmitResult => ({ outcome: 'refused', reason, code: 'Code', cause: 'x' });

let here: ReturnType<typeof sendingWorld>;
beforeEach(async () => {
  here = sendingWorld('2026-11-02T06:00:05Z');
  for (const name of names)
    await joins(here.subscribers, aSubscriber({ id: idOf(name), address: `${name}@example.org` }));
});
const serve = (job = aJob(), remainingMs = 60_000) => sendBatch(job, here.deps, () => remainingMs);
const mailed = () => here.mails.map(({ to }) => to.split('@')[0]);
const queued = () => here.queued.map(({ jobs, delaySeconds }) => [delaySeconds, jobs]);
const change = (id: string, changes: object) => Object.assign(here.subscribers.person(id), changes);
/** The others get their turn when the first is through. */
function othersComeAfterTheFirst(): void {
  const { turn } = here.deps.outbox;
  here.deps.outbox.turn = async (withinMs) => {
    if (here.turnsAsked.length > 0) await new Promise((later) => void setTimeout(later, 20));
    return turn(withinMs);
  };
}
/** Why nobody was mailed, of the last one. */
const why = () => here.log.fieldsOf('delivery.excluded')?.['why'];
const claimOf = (delivery: string, at = '2026-11-02T06:00:00Z') => ({ id: 'theirs', delivery, at });

describe('a batch', () => {
  test('brings everybody their lesson, and is done', async () => {
    await serve();
    expect(mailed()).toEqual(names);
    expect(here.mails[0]!.tags).toMatchObject({ delivery: 'lesson_2026-11-02', lesson: 'one', subscriber: ann });
    expect(here.subscribers.person(ann)).toMatchObject({
      lessonSentOn: '2026-11-02',
      sent: { one: '2026-11-02T06:00:05Z' },
    });
    expect([queued(), here.log.events]).toEqual([[], []]);
    expect(here.log.counted).toEqual(['lesson.sent', 'lesson.sent', 'lesson.sent']);
  });

  test('brings a reminder of the latest lesson, and the look back after the last one', async () => {
    const sent = { one: '2026-10-26T06:00:00Z', two: '2026-10-27T06:00:00Z', three: '2026-10-28T06:00:00Z' };
    change(ann, { sent, lessonSentOn: '2026-10-26' });
    await serve(aJob({ ids: [ann] }));
    change(ben, { sent, preferences: preferences({ lessonDay: 3, reminderDays: [1] }) });
    await serve(aJob({ kind: 'reminder', ids: [ben] }));
    expect(here.mails.map(({ tags }) => [tags['delivery'], tags['lesson']])).toEqual([
      ['completion_2026-11-02', undefined],
      ['reminder_2026-11-02', 'three'],
    ]);
    expect(here.subscribers.person(ann).status).toBe('completed');
  });

  test('that is late waits for the morning', async () => {
    here.now.iso = '2026-11-02T22:30:00Z';
    await serve();
    expect([mailed(), queued()]).toEqual([[], [[900, [aJob()]]]]);
  });

  test('waits while the operator has stopped all mail', async () => {
    await here.deps.control.halt({ at: '2026-11-02T05:00:00Z', why: 'a test' });
    await serve();
    expect([mailed(), queued(), here.log.events]).toEqual([[], [[900, [aJob()]]], ['batch.waits']]);
  });

  test('asks for each turn with the time that is left to begin somebody', async () => {
    await serve(aJob(), 20_000);
    expect(here.turnsAsked).toEqual([5_000, 5_000, 5_000]);
  });

  test('stays together where the turn of the first is too far away', async () => {
    here.turns.push({ granted: false, because: 'pace', waitMs: 7_000 });
    othersComeAfterTheFirst();
    await serve(aJob({ attempt: 3 }));
    expect(queued()).toEqual([[7, [aJob({ attempt: 3 })]]]);
  });
});

describe('once SES refuses everybody', () => {
  test('nobody else of the batch is claimed, and all are put back', async () => {
    here.answers.push(refused('account'));
    othersComeAfterTheFirst();
    await serve();
    expect(mailed()).toEqual(['ann']);
    expect(queued()).toEqual([
      [900, [aJob({ ids: [ann] })]],
      [0, [aJob({ ids: ids.slice(1) })]],
    ]);
  });

  test('one mail tries it later; after that one the others are put back, whatever came of it', async () => {
    const { control } = here.deps;
    for (const answer of [undefined, refused('rate')]) {
      here.mails.length = here.queued.length = here.turnsAsked.length = 0;
      await control.openCircuit({ reason: 'quota', code: 'x', openedAt: 'x', retryAt: '2026-11-02T06:00:00Z' });
      if (answer !== undefined) here.answers.push(answer);
      await serve(aJob({ ids: answer === undefined ? ids : ids.slice(1) }));
      expect(mailed()).toEqual([answer === undefined ? 'ann' : 'ben']);
      expect(here.turnsAsked).toHaveLength(1);
    }
    expect(queued()).toEqual([
      [5, [aJob({ ids: [ben] })]],
      [0, [aJob({ ids: [ids[2]!] })]],
    ]);
  });
});

describe('who is not mailed', () => {
  test.each([
    ['paused', { pausedUntil: '2026-11-03' }],
    ['not-subscribed', { status: 'unsubscribed' }],
  ])('is named with the rule that says so: %s', async (rule, changes) => {
    change(ann, changes);
    await serve(aJob({ ids: [ann] }));
    expect([mailed(), queued(), why()]).toEqual([[], [], rule]);
  });

  test('was served already, where they changed since the claim was refused and no rule says so any more', async () => {
    const claim = async (id: string) => ({ claimed: false as const, item: await here.subscribers.find(id) });
    here.deps.subscribers = { ...here.subscribers, claim };
    await serve(aJob({ ids: [ann] }));
    expect([mailed(), why()]).toEqual([[], 'already-sent']);
  });

  test('may be nobody, or no more than the rest of a record', async () => {
    await serve(aJob({ ids: [idOf('dora')] }));
    expect(why()).toBe('unknown');
    await here.subscribers.suppress(idOf('emil'), 'bounced', { reason: 'bounce', at: '2026-01-01T00:00:00Z' });
    await serve(aJob({ ids: [idOf('emil')] }));
    expect(why()).toBe('not-subscribed');
  });

  test('keeps no claim where only the course knows that nothing is owed', async () => {
    change(ann, { preferences: preferences({ lessonDay: 2 }) });
    await serve(aJob({ ids: [ann] }));
    expect([why(), here.subscribers.person(ann).claim]).toEqual(['not-their-day', undefined]);
  });
});

describe('who has to be tried again', () => {
  test('is put back with those who wait for the same', async () => {
    change(ann, { claim: claimOf('lesson:2026-11-02') });
    here.answers.push(refused('rate'), refused('rate'));
    await serve(aJob({ attempt: 2 }));
    expect(queued()).toEqual([
      [120, [aJob({ ids: [ann], attempt: 3 })]],
      [5, [aJob({ ids: ids.slice(1), attempt: 2 })]],
    ]);
  });

  test('is tried four days, and then left to the next slot', async () => {
    change(ann, { claim: claimOf('lesson:2026-11-02') });
    await serve(aJob({ ids: [ann], attempt: 382 }));
    expect(queued()).toEqual([[120, [aJob({ ids: [ann], attempt: 383 })]]]);
    await serve(aJob({ ids: [ann], attempt: 383 }));
    expect([here.queued.length, here.log.events]).toEqual([1, ['delivery.postponed']]);
  });

  test('because something failed, alone: the others are served', async () => {
    const broken = new Error('table');
    const { claim } = here.subscribers;
    here.deps.subscribers = {
      ...here.subscribers,
      claim: async (id, request) => (id === ann ? Promise.reject(broken) : claim(id, request)),
    };
    await serve();
    expect([mailed(), queued(), here.log.events]).toEqual([
      ['ben', 'cleo'],
      [[undefined, [aJob({ ids: [ann] })]]],
      ['delivery.failed'],
    ]);
    // Alone already: the message itself comes back.
    const alone = serve(aJob({ ids: [ann] }));
    await expect(alone).rejects.toMatchObject({ message: `Sending failed for subscriber ${ann}`, cause: broken });
    expect(here.queued).toHaveLength(1);
  });
});

describe('a slot that is read once more', () => {
  const again = (changes: Partial<SendJob> = {}) => aJob({ again: true, ...changes });

  test('is passed on for those only who are owed a mail that nobody has claimed', async () => {
    change(ann, { lessonSentOn: '2026-11-02' });
    change(ben, { claim: claimOf('lesson:2026-11-02') });
    const [dora, emil] = [idOf('dora'), idOf('emil')];
    await here.subscribers.suppress(emil, 'bounced', { reason: 'bounce', at: '2026-01-01T00:00:00Z' });
    await serve(again({ ids: [...ids, dora, emil] }));
    expect([mailed(), queued()]).toEqual([[], [[undefined, [aJob({ ids: [idOf('cleo')] })]]]]);
  });

  test('is done where nobody is left over', async () => {
    for (const id of ids) change(id, { lessonSentOn: '2026-11-02' });
    await serve(again());
    expect(queued()).toEqual([]);
  });

  test('is passed on for people who have another mail in work, and for those who cannot be read', async () => {
    change(ann, { claim: claimOf('link:2026-11-02T05:59:00Z') });
    const { glance } = here.subscribers;
    here.deps.subscribers = {
      ...here.subscribers,
      glance: async (id) => (id === ben ? Promise.reject(new Error('table')) : glance(id)),
    };
    await serve(again());
    expect(queued()).toEqual([[undefined, [aJob()]]]);
  });

  test('waits with those of the first reading while no mail may go', async () => {
    await here.deps.control.halt({ at: '2026-11-02T05:00:00Z', why: 'a test' });
    await serve(again());
    await here.deps.control.resumeSending();
    await here.deps.control.openCircuit({
      reason: 'quota',
      code: 'x',
      openedAt: 'x',
      retryAt: '2026-11-02T06:00:00Z',
    });
    await serve(again());
    expect(queued()).toEqual([
      [900, [again()]],
      [900, [again()]],
    ]);
  });
});

describe('what the gate is told', () => {
  const tell = async (outcome: Parameters<typeof reportToSendControl>[0], all = true, fails = false) => {
    const told: unknown[] = [];
    const log = recordedLog();
    const report = async (what: unknown) => {
      told.push(what);
      if (fails) throw new Error('table');
    };
    const ends = await reportToSendControl(outcome, { granted: true, all, report }, log);
    return { told, ends, events: log.events };
  };
  const refusal = (reason: RefusalReason) => ({ outcome: 'refused', reason, code: 'c' }) as const;

  test.each([
    [refusal('account'), true, true],
    [refusal('quota'), true, true],
    [refusal('rate'), false, true],
    [{ outcome: 'sent' } as const, false, true],
    [{ outcome: 'in-doubt' } as const, false, false],
  ])('after %j, and whether no more may follow', async (outcome, ends, endsTrial) => {
    const refused = outcome.outcome === 'refused' ? { refused: outcome } : {};
    expect(await tell(outcome)).toEqual({ told: [{ sent: outcome.outcome === 'sent', ...refused }], ends, events: [] });
    expect((await tell(outcome, false)).ends).toBe(endsTrial);
  });

  test('is said in the log where it cannot be written', async () => {
    expect(await tell(refusal('account'), true, true)).toMatchObject({ ends: true, events: ['circuit.not-written'] });
  });
});
