import { describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { AccountJob, SendJob } from '../../../../lambdas/core/sending/jobs.ts';
import { conditionsOf, marksOf } from '../../../../lambdas/core/sending/claim-rules.ts';
import {
  deliveryKinds,
  mailKinds,
  weeklyKinds,
  type DeliveryKind,
  type Limit,
} from '../../../../lambdas/core/mail/mail-kinds.ts';
import { ourTags } from '../../../../lambdas/core/hearing/ses-event.ts';
import { idOf } from '../../../support/builders.ts';

const eachKind = deliveryKinds.map((kind) => [kind] as const);

/** The fields in which a limit is kept. */
function fieldsOf(limit: Limit): string[] {
  if ('perSlot' in limit) return [limit.perSlot];
  if ('once' in limit) return [limit.once];
  if ('perNotice' in limit) return [limit.perNotice];
  return [limit.last, ...(limit.two === undefined ? [] : [limit.two.beforeLast])];
}

describe.each(eachKind)('the kind %s', (kind) => {
  test('has a name that a message tag can hold beside a date, and that is not the name of a probe or a test', () => {
    expect(kind).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(['probe', 'test']).not.toContain(kind);
  });

  test.each([[kind], [`${kind}_2026-11-02`]])('is read from the tag "%s" of an event', (delivery) => {
    const tags = { subscriber: [idOf('ann')], claim: [idOf('c')], delivery: [delivery] };
    const mail = { messageId: 'm', timestamp: '2026-11-02T06:00:00Z', tags };
    expect(ourTags({ eventType: 'Send', mail })?.kind).toBe(kind);
  });

  test('is a job for its own queue only', () => {
    const ann = idOf('ann');
    const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
    const { queue } = mailKinds[kind];
    expect([
      SendJob.safeParse({ ...slot, kind, ids: [ann] }).success,
      AccountJob.safeParse({ kind, id: ann, askedAt: '2026-11-02T06:00:00Z' }).success,
    ]).toEqual([queue === 'send', queue === 'account']);
  });

  test('shares its limit whole with every kind that is counted in the same field', () => {
    const { limit } = mailKinds[kind];
    const sharing = Object.values(mailKinds).filter((other) =>
      fieldsOf(other.limit).some((field) => fieldsOf(limit).includes(field)),
    );
    expect(sharing.filter((other) => !isDeepStrictEqual(other.limit, limit))).toEqual([]);
    expect(new Set(fieldsOf(limit)).size).toBe(fieldsOf(limit).length);
  });
});

test.each(weeklyKinds)('a %s asks for an active person, and does not trust the index alone', (kind) => {
  const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
  const claim = { id: idOf('c'), delivery: `${kind}:2026-11-02`, at: '2026-11-02T06:00:00Z' };
  expect(conditionsOf({ kind, slot, claim })).toContainEqual({ field: 'status', oneOf: ['active'] });
});

test('a notice asks that they did not have this one', () => {
  const claim = { id: idOf('c'), delivery: 'notice:closed-3f9a2c81', at: '2026-11-02T06:00:00Z' };
  expect(conditionsOf({ kind: 'notice', notice: 'closed-3f9a2c81', claim })).toContainEqual({
    field: 'notices',
    without: 'closed-3f9a2c81',
  });
});

describe('a delivery that says too little is a fault, and no half record', () => {
  const delivered = (kind: DeliveryKind, tags: { localDate?: string; lesson?: string }) => () =>
    marksOf({ kind, claimId: idOf('c'), at: '2026-11-02T06:00:00Z', ...tags });

  test('a weekly mail without the date of its slot', () => {
    expect(delivered('reminder', {})).toThrow('A delivery of kind reminder has no localDate.');
  });

  test('a lesson without its id', () => {
    expect(delivered('lesson', { localDate: '2026-11-02' })).toThrow('A delivery of kind lesson has no lesson.');
  });
});
