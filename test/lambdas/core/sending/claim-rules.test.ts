import { describe, expect, test } from '@jest/globals';
import type { ClaimRequest, DeliveryRecord, SignUpClaimRequest } from '../../../../lambdas/core/mail/claims.ts';
import { conditionsOf, marksOf, type Condition, type Mark } from '../../../../lambdas/core/sending/claim-rules.ts';

const at = '2026-11-02T06:00:00Z';
const slot = { zone: 'Europe/Kiev', localDate: '2026-11-02', localTime: '07:00' };
const whole = (...status: string[]): Condition[] => [
  { field: 'status', oneOf: status },
  { field: 'confirmedAt', present: true },
];
const inSlot: Condition[] = [
  { field: 'dueKey', oneOf: ['Europe/Kiev|07:00', 'Europe/Kyiv|07:00'] },
  { field: 'dueFrom', notAfter: '2026-11-02T05:00:00Z' },
  { field: 'pausedUntil', notAfter: '2026-11-02' },
];
const tenMinutesAndTwoADay = (last: string, beforeLast: string): Condition[] => [
  { field: last, notAfter: '2026-11-02T05:50:00Z' },
  { field: beforeLast, notAfter: '2026-11-01T06:00:00Z' },
];
const asAnswer = tenMinutesAndTwoADay('linkMailedAt', 'linkMailedBefore');
const asked = tenMinutesAndTwoADay('confirmationMailedAt', 'confirmationMailedBefore');

describe('a claim is taken where', () => {
  test.each<[(ClaimRequest | SignUpClaimRequest)['kind'], Condition[]]>([
    ['lesson', [...whole('active'), ...inSlot, { field: 'lessonSentOn', before: '2026-11-02' }]],
    ['reminder', [...whole('active'), ...inSlot, { field: 'reminderSentOn', before: '2026-11-02' }]],
    ['on-demand', [...whole('active', 'completed'), { field: 'onDemandSentAt', notAfter: '2026-10-30T06:00:00Z' }]],
    ['confirmation', asked],
    ['moving', asked],
    ['moved', [...whole('moved'), { field: 'moveToldAt', present: false }]],
    ['welcome', [...whole('active'), { field: 'welcomeSentAt', present: false }]],
    ['paused', [...whole('active'), { field: 'pausedUntil', present: true }, ...asAnswer]],
    ['resumed', [...whole('active'), { field: 'pausedUntil', present: false }, ...asAnswer]],
    [
      'farewell',
      [
        ...whole('unsubscribed'),
        { field: 'farewellAskedAt', present: true },
        { field: 'farewellSentAt', present: false },
      ],
    ],
    [
      'follow-up',
      [...whole('completed'), { field: 'start', present: true }, { field: 'followUpSentAt', present: false }],
    ],
    ['link', [...whole('active', 'completed'), ...asAnswer]],
    ['notice', [...whole('active', 'completed'), { field: 'notices', without: 'closed-3f9a2c81' }]],
  ])('its %s may come', (kind, conditions) => {
    const request = { kind, slot, notice: 'closed-3f9a2c81', claim: { id: 'c', delivery: kind, at } };
    expect(conditionsOf(request as ClaimRequest)).toEqual(conditions);
  });

  test('a slot of reminders alone is of those who have their lessons at another time', () => {
    const request = { kind: 'reminder', slot: { ...slot, lessonTime: '06:15' }, claim: { id: 'c', delivery: 'r', at } };
    const [, , standing] = conditionsOf(request as ClaimRequest);
    expect(standing).toEqual({ field: 'dueKey', oneOf: ['Europe/Kiev|06:15', 'Europe/Kyiv|06:15'] });
  });

  test('a weekly mail names its slot', () => {
    const request = { kind: 'lesson', claim: { id: 'c', delivery: 'lesson', at } };
    expect(() => conditionsOf(request as unknown as ClaimRequest)).toThrow('A claim of kind lesson names no slot.');
  });

  test('a notice names which one it is', () => {
    const request = { kind: 'notice', claim: { id: 'c', delivery: 'notice', at } };
    expect(() => conditionsOf(request as unknown as ClaimRequest)).toThrow('A claim of kind notice names no notice.');
  });
});

describe('a delivery writes', () => {
  const copied = (last: string, beforeLast: string): Mark[] => [
    { field: last, value: at },
    { field: beforeLast, copyOf: last, orElse: '1970-01-01T00:00:00Z' },
  ];

  test.each<[DeliveryRecord['kind'], Mark[]]>([
    [
      'lesson',
      [
        { field: 'lessonSentOn', value: '2026-11-02' },
        { field: 'sent', key: 'one', value: at },
      ],
    ],
    [
      'reminder',
      [
        { field: 'reminderSentOn', value: '2026-11-02' },
        { field: 'reminderText', value: 1 },
      ],
    ],
    ['on-demand', [{ field: 'onDemandSentAt', value: at }]],
    ['confirmation', copied('confirmationMailedAt', 'confirmationMailedBefore')],
    ['moved', [{ field: 'moveToldAt', value: at }]],
    ['welcome', [{ field: 'welcomeSentAt', value: at }]],
    ['link', copied('linkMailedAt', 'linkMailedBefore')],
    ['farewell', [{ field: 'farewellSentAt', value: at }]],
    ['follow-up', [{ field: 'followUpSentAt', value: at }]],
    ['notice', [{ field: 'notices', append: 'closed-3f9a2c81' }]],
  ])('of a %s, whatever became of the person meanwhile', (kind, marks) => {
    const notice = 'closed-3f9a2c81';
    const record = { kind, claimId: 'c', at, localDate: '2026-11-02', lesson: 'one', text: 1, series: 'back', notice };
    expect(marksOf(record)).toEqual({ marks });
  });

  test.each([
    ['back', [{ field: 'series', oneOf: ['back'] }]],
    [undefined, []],
  ])('of a look back the end of the course, where they are still in it (series %s)', (series, ofSeries) => {
    const record = {
      kind: 'completion',
      claimId: 'c',
      at,
      localDate: '2026-11-02',
      ...(series !== undefined && { series }),
    } as const;
    expect(marksOf(record)).toEqual({
      marks: [{ field: 'lessonSentOn', value: '2026-11-02' }],
      ends: {
        conditions: [
          { field: 'status', oneOf: ['active'] },
          ...ofSeries,
          { field: 'wentOnAt', beforeClaim: true },
          { field: 'confirmedAt', beforeClaim: true },
        ],
        marks: [
          { field: 'status', value: 'completed' },
          { field: 'completedAt', value: at },
        ],
      },
    });
  });
});
