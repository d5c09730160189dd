import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Series } from '../../../../lambdas/core/course/series.ts';
import { sendAccountMail } from '../../../../lambdas/core/sending/account-mail.ts';
import { countConfirmation, countConfirmationBounce, isBraked } from '../../../../lambdas/core/sending/bounce-brake.ts';
import type { AccountJob } from '../../../../lambdas/core/sending/jobs.ts';
import { forgetConfirmations, inboxId, takeTurn } from '../../../../lambdas/core/sending/mail-turns.ts';
import type { RefusalReason, SubmitResult } from '../../../../lambdas/core/sending/mailer.ts';
import { aSeries, aSignUp, aSubscriber, idOf } from '../../../support/builders.ts';
import { joins } from '../../../support/people.ts';
import { sendingWorld } from '../../../support/sending-deps.ts';

const [ann, ben] = [idOf('ann'), idOf('ben')];
const askedAt = '2026-11-02T06:00:00Z';
const aJob = (kind: AccountJob['kind'], changes: Partial<AccountJob> = {}): AccountJob => ({
  kind,
  id: ann,
  askedAt,
  attempt: 0,
  ...changes,
});
const refused = (reason: RefusalReason): SubmitResult => ({ outcome: 'refused', reason, code: 'Code', cause: 'x' });
const flare: Series['branches'][number] = {
  id: 'flare',
  title: 'Flare',
  choice: 'I have a bad day',
  promise: 'It may help.',
  onDemand: true,
  offerAfter: [],
  lessons: aSeries(['breathe']).lessons,
};

let here: ReturnType<typeof sendingWorld>;
beforeEach(() => {
  here = sendingWorld('2026-11-02T06:00:05Z', { ...aSeries(), branches: [flare] });
});
const serve = (job: AccountJob, remainingMs = 60_000) => sendAccountMail(job, here.deps, () => remainingMs);
const mailed = () => here.mails.map(({ to, tags }) => `${tags['delivery']} to ${to.split('@')[0]}`);
const queued = () => here.queued.map(({ jobs, delaySeconds }) => [delaySeconds, ...jobs]);
const why = () => here.log.fieldsOf('delivery.excluded')?.['why'];
const inbox = () => inboxId('ann@example.org', here.deps);
const signsUp = (changes: Parameters<typeof aSignUp>[0] = {}) => here.subscribers.recordSignUp(aSignUp(changes));

describe('a mail that somebody asked for', () => {
  test('comes, counts, and leaves nothing on the queue', async () => {
    await joins(here.subscribers, aSubscriber());
    await serve(aJob('link'));
    expect([mailed(), queued(), here.log.counted, here.log.events]).toEqual([['link to ann'], [], ['link.sent'], []]);
    // Only weekly mail waits for the account's rate.
    expect(here.turnsAsked).toEqual([]);
    expect(here.subscribers.person(ann)).toMatchObject({ linkMailedAt: here.now.iso });
  });

  test('comes although they confirmed after they asked for it', async () => {
    await joins(here.subscribers, aSubscriber({ confirmedAt: '2026-11-02T06:00:01Z' }));
    await serve(aJob('link'));
    expect(mailed()).toEqual(['link to ann']);
  });

  test('waits for the account’s rate where it is weekly mail, and brings the lesson for a bad day', async () => {
    await joins(here.subscribers, aSubscriber());
    await serve(aJob('on-demand'), 20_000);
    expect([mailed(), here.turnsAsked, here.mails[0]!.tags['lesson']]).toEqual([
      ['on-demand to ann'],
      [5_000],
      'breathe',
    ]);
  });

  test('is none where the series has no lesson for a bad day', async () => {
    here = sendingWorld('2026-11-02T06:00:05Z');
    await joins(here.subscribers, aSubscriber());
    await serve(aJob('on-demand'));
    expect([mailed(), why(), here.subscribers.person(ann).claim]).toEqual([[], 'unknown', undefined]);
  });

  test('waits while the operator has stopped all mail', async () => {
    await here.deps.control.halt({ at: askedAt, why: 'a test' });
    await serve(aJob('link'));
    expect([mailed(), queued()]).toEqual([[], [[900, aJob('link')]]]);
  });

  test('is tried again after a refusal, and breaks the circuit where that concerns everybody', async () => {
    await joins(here.subscribers, aSubscriber());
    here.answers.push(refused('account'));
    await serve(aJob('link', { attempt: 2 }));
    expect(queued()).toEqual([[900, aJob('link', { attempt: 2 })]]);
    expect((await here.deps.control.gate()).circuit).toMatchObject({ reason: 'account' });
  });

  test('is tried for four days where another claim is in the way', async () => {
    const claim = { id: 'theirs', delivery: 'lesson:2026-11-02', at: askedAt };
    await joins(here.subscribers, aSubscriber());
    here.subscribers.person(ann).claim = claim;
    await serve(aJob('link', { attempt: 382 }));
    expect(queued()).toEqual([[120, aJob('link', { attempt: 383 })]]);
    await serve(aJob('link', { attempt: 383 }));
    expect([here.queued.length, here.log.events]).toEqual([1, ['delivery.postponed']]);
  });

  test('is not sent too often, or to nobody', async () => {
    await joins(here.subscribers, aSubscriber({ linkMailedAt: '2026-11-02T05:55:00Z' }));
    await serve(aJob('link'));
    expect([mailed(), why()]).toEqual([[], 'cooling-down']);
    await serve(aJob('link', { id: ben }));
    expect(why()).toBe('unknown');
  });
});

describe('a mail of an import', () => {
  const notBefore = '2026-11-02T07:00:00Z';

  test('waits for its time, in pieces that set off no alarm', async () => {
    await joins(here.subscribers, aSubscriber());
    await serve(aJob('welcome', { notBefore }));
    await serve(aJob('welcome', { notBefore: '2026-11-02T06:01:05Z' }));
    expect([mailed(), queued().map(([delay]) => delay)]).toEqual([[], [480, 60]]);
  });

  test('goes in turn with weekly mail, which a warm-up holds back, even where it asks for a confirmation', async () => {
    await signsUp({ expiresAt: '2026-12-01T00:00:00Z' });
    await serve(aJob('confirmation', { notBefore: askedAt }), 20_000);
    expect([mailed(), here.turnsAsked]).toEqual([['confirmation to ann'], [5_000]]);
  });

  test('of an import that was undone does not come before the mail of the import that brought them since', async () => {
    await joins(here.subscribers, aSubscriber({ importedBy: 'again', confirmedAt: '2026-11-02T06:00:01Z' }));
    await signsUp({
      id: ben,
      address: 'ben@example.org',
      requestedAt: '2026-11-02T06:00:01Z',
      expiresAt: '2026-12-01T00:00:00Z',
    });
    const both = async (asked: string) => {
      await serve(aJob('welcome', { askedAt: asked, notBefore: askedAt }));
      const whyNoWelcome = why();
      await serve(aJob('confirmation', { id: ben, askedAt: asked, notBefore: askedAt }));
      return [whyNoWelcome, why()];
    };
    expect(await both(askedAt)).toEqual(['unknown', 'unknown']);
    expect([mailed(), queued(), here.subscribers.person(ann).claim]).toEqual([[], [], undefined]);
    expect(here.subscribers.signUps.get(ben)!.claim).toBeUndefined();
    await both('2026-11-02T06:00:01Z');
    expect(mailed()).toEqual(['welcome to ann', 'confirmation to ben']);
  });

  test('asks nobody who has signed up meanwhile', async () => {
    await joins(here.subscribers, aSubscriber());
    await serve(aJob('confirmation', { notBefore: askedAt }));
    expect([mailed(), why()]).toEqual([[], 'unknown']);
  });
});

describe('the follow-up of a course', () => {
  const completed = { status: 'completed', completedAt: '2026-08-02T06:00:00Z', start: { to: '2026-05-03' } } as const;

  test.each([
    ['comes where it is due', {}, ['follow-up to ann'], undefined],
    ['does not come to who began again since it was planned', { status: 'active' }, [], 'cooling-down'],
    ['does not come to who got a lesson since', { onDemandSentAt: '2026-11-01T06:00:00Z' }, [], 'not-for-them'],
  ] as const)('%s', async (_when, changes, mails, excluded) => {
    await joins(here.subscribers, aSubscriber({ ...completed, ...changes }));
    await serve(aJob('follow-up', { notBefore: askedAt }));
    expect([mailed(), why(), here.subscribers.person(ann).claim]).toEqual([mails, excluded, undefined]);
  });
});

describe('one inbox', () => {
  test('gets five mails that somebody asked for in 24 hours; what is tried again takes no other turn', async () => {
    await joins(here.subscribers, aSubscriber());
    const take = (mail: number) => takeTurn(inbox(), `m${mail}`, here.deps);
    for (const mail of [1, 1, 2, 3, 4]) expect(await take(mail)).toBe(true);
    here.answers.push(refused('rate'));
    await serve(aJob('link'));
    await serve(aJob('link'));
    expect([mailed(), queued()]).toEqual([['link to ann', 'link to ann'], [[5, aJob('link')]]]);
    await serve(aJob('paused'));
    await serve(aJob('on-demand'));
    expect([here.mails.length, why(), here.subscribers.person(ann).claim]).toEqual([2, 'cooling-down', undefined]);
    here.now.iso = '2026-11-03T06:00:04Z';
    expect(await take(6)).toBe(false);
    here.now.iso = '2026-11-03T06:00:05Z';
    expect(await take(6)).toBe(true);
  });

  test('is known under all its names, and by no address', () => {
    expect(inbox()).toBe(inboxId('Ann+news@example.org', here.deps));
    expect(inbox()).not.toBe(inboxId('ben@example.org', here.deps));
    expect(inbox()).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });

  test('keeps no claim where its turns cannot be read', async () => {
    await joins(here.subscribers, aSubscriber());
    here.deps.mailTurns.take = async () => Promise.reject(new Error('table'));
    await expect(serve(aJob('link'))).rejects.toThrow('table');
    expect([mailed(), here.subscribers.person(ann).claim]).toEqual([[], undefined]);
  });
});

describe('who signed up', () => {
  test('is asked once whether they want mail, and that is counted where they signed up', async () => {
    await signsUp();
    await serve(aJob('confirmation'));
    expect(mailed()).toEqual(['confirmation to ann']);
    expect([...here.limits.uses]).toEqual([['confirmations:landing-form#20759', 1]]);
  });

  test('is not counted while the mail is not sent', async () => {
    await signsUp();
    here.answers.push(refused('rate'));
    await serve(aJob('confirmation'));
    expect([here.limits.uses.size, here.queued.length]).toEqual([0, 1]);
  });

  test('and is subscribed already gets a link', async () => {
    await joins(here.subscribers, aSubscriber());
    await serve(aJob('confirmation'));
    expect(mailed()).toEqual(['link to ann']);
  });

  test('and left, or never came, is asked', async () => {
    await joins(here.subscribers, aSubscriber({ status: 'unsubscribed' }));
    await signsUp();
    await serve(aJob('confirmation'));
    expect(mailed()).toEqual(['confirmation to ann']);
    await serve(aJob('confirmation', { id: ben }));
    expect([here.mails.length, why()]).toEqual([1, 'unknown']);
  });

  test.each([
    ['bounced', 'bounce', '2026-10-03T06:00:05Z', true],
    ['bounced', 'bounce', '2026-10-03T06:00:06Z', false],
    ['complained', 'complaint', '2025-01-01T00:00:00Z', false],
  ] as const)('after they %s (%s) at %s is asked: %p', async (status, reason, at, asked) => {
    await here.subscribers.suppress(ann, status, { reason, at });
    await signsUp();
    await serve(aJob('confirmation'));
    expect([here.mails.length, why()]).toEqual(asked ? [1, undefined] : [0, 'suppressed']);
  });

  test('is not asked in an inbox that wants no such mail', async () => {
    await here.closedInboxes.close(inbox(), askedAt);
    await signsUp();
    await serve(aJob('confirmation'));
    expect([mailed(), why(), here.subscribers.signUps.get(ann)?.claim]).toEqual([[], 'closed-inbox', undefined]);
  });

  test('is asked after longer and longer pauses', async () => {
    const came: Record<string, boolean> = {};
    const expected = {
      '2026-11-02T06:00:00Z': true,
      '2026-11-02T07:00:00Z': true,
      '2026-11-09T06:59:59Z': false,
      '2026-11-09T07:00:00Z': true,
      '2026-12-09T06:59:59Z': false,
      '2026-12-09T07:00:00Z': true,
      '2027-03-09T06:59:59Z': false,
      '2027-03-09T07:00:00Z': true,
      '2027-06-07T06:59:59Z': false,
      '2027-06-07T07:00:00Z': true,
    };
    for (const at of Object.keys(expected)) {
      here.now.iso = at;
      await signsUp({ requestedAt: at });
      const before = here.mails.length;
      await serve(aJob('confirmation', { askedAt: at }));
      came[at] = here.mails.length > before;
    }
    expect(came).toEqual(expected);
  });

  test('is a stranger no more once they confirmed', async () => {
    for (const hour of ['06', '07', '08']) {
      here.now.iso = `2026-11-02T${hour}:00:00Z`;
      await signsUp();
      here.subscribers.signUps.delete(ann);
      await signsUp();
      await serve(aJob('confirmation', { askedAt: here.now.iso }));
      if (hour === '07') await forgetConfirmations(inbox(), here.deps);
    }
    expect(here.mails).toHaveLength(3);
  });

  test('has not used up the day of the inbox by asking in vain', async () => {
    const kept = here.deps.mailTurns.take;
    const keys: string[] = [];
    here.deps.mailTurns.take = async (key, mail, may, keptSeconds) => {
      keys.push(`${key.split(':')[0]} ${keptSeconds} ${mail.delivery}`);
      return key.startsWith('confirmations:') ? false : kept(key, mail, may, keptSeconds);
    };
    await signsUp();
    await serve(aJob('confirmation'));
    expect([keys, why()]).toEqual([[`confirmations ${120 * 86_400} ${ann}:confirmation:${askedAt}`], 'cooling-down']);
    here.deps.mailTurns.take = async (key, mail, may, keptSeconds) => {
      keys.push(`${key.split(':')[0]} ${keptSeconds} ${mail.delivery}`);
      return kept(key, mail, may, keptSeconds);
    };
    await serve(aJob('confirmation'));
    expect(keys.at(-1)).toBe(`asked 86400 ${ann}:confirmation:${askedAt}`);
  });
});

describe('who moves to another address', () => {
  test('is asked there for the change, where they are still subscribed', async () => {
    await joins(here.subscribers, aSubscriber({ id: ben, address: 'ben@example.org' }));
    await signsUp({ movesFrom: ben });
    await serve(aJob('moving'));
    expect(mailed()).toEqual(['moving to ann']);
  });

  test('is asked for it also where it was a sign-up when the mail was asked for', async () => {
    await joins(here.subscribers, aSubscriber({ id: ben, address: 'ben@example.org' }));
    await signsUp({ movesFrom: ben });
    await serve(aJob('confirmation'));
    expect(mailed()).toEqual(['moving to ann']);
  });

  test('is not, where they left meanwhile or are gone', async () => {
    await signsUp({ movesFrom: ben });
    await serve(aJob('moving'));
    await joins(here.subscribers, aSubscriber({ id: ben, status: 'unsubscribed' }));
    await serve(aJob('moving'));
    expect([mailed(), why()]).toEqual([[], 'not-subscribed']);
  });
});

describe('a place where people sign up', () => {
  const braked = () => isBraked('landing-form', here.deps);
  const confirm = async (mails: number, bounces: number) => {
    for (let mail = 0; mail < mails; mail += 1) await countConfirmation('landing-form', here.deps);
    for (let bounce = 0; bounce < bounces; bounce += 1) await countConfirmationBounce('landing-form', here.deps);
  };

  test('is braked once more than a twentieth of its confirmation mails bounce, of twenty at least', async () => {
    await confirm(19, 2);
    expect([await braked(), here.log.events]).toEqual([false, []]);
    await confirm(1, 0);
    expect(await braked()).toBe(true);
    await confirm(20, 0);
    expect(await braked()).toBe(false);
    await confirm(0, 1);
    expect([await braked(), here.log.events]).toEqual([true, ['confirmations.braked']]);
    expect(await isBraked('another-form', here.deps)).toBe(false);
    expect(here.log.counted).toEqual(['confirmation.bounced', 'confirmation.bounced', 'confirmation.bounced']);
  });

  test('is braked by what bounced on the day before as well, and no longer', async () => {
    await confirm(20, 2);
    here.now.iso = '2026-11-03T23:59:59Z';
    expect(await braked()).toBe(true);
    here.now.iso = '2026-11-04T00:00:00Z';
    expect(await braked()).toBe(false);
  });

  test('is counted for three days at most', async () => {
    const expiries: number[] = [];
    here.deps.limits = { ...here.limits, count: async (_key, expires) => expiries.push(expires) };
    await confirm(1, 0);
    expect(expiries).toEqual([Date.parse('2026-11-05T06:00:05Z') / 1000]);
  });
});
