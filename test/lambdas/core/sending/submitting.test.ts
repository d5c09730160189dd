import { beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { OutgoingMail, RefusalReason, SubmitResult } from '../../../../lambdas/core/sending/mailer.ts';
import type { EmailContext } from '../../../../lambdas/core/sending/mailing.ts';
import { submitEmail } from '../../../../lambdas/core/sending/submitting.ts';
import { aSeries } from '../../../support/builders.ts';
import { recordedLog } from '../../../support/recorded-log.ts';

const claimedAt = Temporal.Instant.from('2026-11-02T06:00:00Z');
const about: EmailContext = {
  kind: 'lesson',
  claim: { id: 'c', delivery: 'lesson:2026-11-02', at: claimedAt.toString() },
  template: aSeries().mails.link,
};
const mail: OutgoingMail = { stream: 'weekly', to: 'ann@example.org', raw: new Uint8Array(), tags: {} };

let done: unknown[];
let log: ReturnType<typeof recordedLog>;
beforeEach(() => {
  done = [];
  log = recordedLog();
});

/** Hands a mail over some seconds after its claim; `done` is what was written and sent, in order. */
async function submit(
  answer: SubmitResult,
  { seconds = 0, context = about, make = async () => mail, recordSent = async () => true } = {},
) {
  const deps = {
    clock: { now: () => claimedAt.add({ milliseconds: seconds * 1000 }) },
    outbox: {
      send: async ({ to }: OutgoingMail) => {
        done.push(['sent', to]);
        return answer;
      },
    },
    subscribers: {
      recordSent: async (id: string, record: object) => {
        done.push(['recorded', id, record]);
        return recordSent();
      },
      releaseClaim: async (...claim: string[]) => void done.push(['released', ...claim]),
      recordProblem: async (id: string, problem: object) => void done.push(['problem', id, problem]),
    },
    log,
  };
  return submitEmail('ann', context, make, deps);
}

const accepted: SubmitResult = { outcome: 'accepted', messageId: 'm' };
const sent = ['sent', 'ann@example.org'];
const released = ['released', 'ann', 'lesson', 'c'];
const refused = (reason: RefusalReason): SubmitResult => ({ outcome: 'refused', reason, code: 'Code', cause: 'x' });

describe('a mail that SES takes', () => {
  const at = '2026-11-02T06:00:30Z';

  test('is written down with all that it was', async () => {
    const what = { localDate: '2026-11-02', lesson: 'one', text: 1 };
    const text = { subject: 'Closed', preheader: '', title: '', html: '', text: '' };
    const notice = { id: 'closed', text };
    const context = { ...about, ...what, notice };
    const make = async () => ({ ...mail, tags: { series: 'back' } });
    expect(await submit(accepted, { seconds: 30, context, make })).toEqual({ outcome: 'sent' });
    const record = { kind: 'lesson', claimId: 'c', at, ...what, series: 'back', notice: 'closed' };
    expect(done).toEqual([sent, ['recorded', 'ann', record]]);
    expect(log.events).toEqual([]);
  });

  test('is written down without what it was not', async () => {
    await submit(accepted, { seconds: 30 });
    expect(Object.keys((done[1] as object[])[2]!)).toEqual(['kind', 'claimId', 'at']);
  });

  test('is sent also where that cannot be written: the claim stands, and its event will be told', async () => {
    const recordSent = async () => Promise.reject(new Error('table'));
    expect(await submit(accepted, { recordSent })).toEqual({ outcome: 'sent' });
    expect(log.events).toEqual(['delivery.unconfirmed']);
    expect(done).not.toContainEqual(released);
  });
});

describe('a claim is given up, and nothing sent, where', () => {
  test('it is older than a sender may use it', async () => {
    expect(await submit(accepted, { seconds: 30.001 })).toEqual({ outcome: 'not-begun', delaySeconds: 5 });
    expect([done, log.events]).toEqual([[released], ['claim.expired']]);
    expect(log.fieldsOf('claim.expired')).toEqual({ subscriber: 'ann', delivery: 'lesson:2026-11-02', claim: 'c' });
  });

  test('the mail cannot be made', async () => {
    await expect(submit(accepted, { make: async () => Promise.reject(new Error('template')) })).rejects.toThrow(
      'template',
    );
    expect(done).toEqual([released]);
  });
});

test('a mail whose answer is lost keeps its claim', async () => {
  expect(await submit({ outcome: 'in-doubt', code: 'ETIMEDOUT', cause: 'x' })).toEqual({ outcome: 'in-doubt' });
  expect([done, log.events]).toEqual([[sent], ['delivery.in-doubt']]);
});

describe('a mail that SES refuses', () => {
  test.each<RefusalReason>(['rate', 'network', 'quota', 'warm-up', 'reserve', 'account'])(
    'because of the %s is free to be tried again',
    async (reason) => {
      expect(await submit(refused(reason))).toEqual({ outcome: 'refused', reason, code: 'Code' });
      expect(done).toEqual([sent, released]);
      // What an alarm counts has a log line of its own.
      const counted: Partial<Record<RefusalReason, string>> = { reserve: 'quota.reserved', network: 'ses.unreachable' };
      expect(log.events).toEqual([...(counted[reason] === undefined ? [] : [counted[reason]]), 'delivery.refused']);
    },
  );

  test('because of itself is a problem of the person’s', async () => {
    expect(await submit(refused('message'))).toEqual({ outcome: 'excluded', why: 'message-rejected' });
    const problem = {
      at: claimedAt.toString(),
      key: 'c',
      code: 'message-rejected',
      delivery: 'lesson:2026-11-02',
      detail: 'Code',
    };
    expect(done).toEqual([sent, released, ['problem', 'ann', problem]]);
  });
});
