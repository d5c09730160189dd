import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { claim, claimKey, recordSent } from '../../../lambdas/adapters/dynamo/claims.ts';
import { getItem, openTable, type Table, updateIf } from '../../../lambdas/adapters/dynamo/table.ts';
import type { DeliveryRecord } from '../../../lambdas/core/mail/claims.ts';
import { askedKinds, deliveryKinds, type DeliveryKind } from '../../../lambdas/core/mail/mail-kinds.ts';
import { type Condition, conditionsOf } from '../../../lambdas/core/sending/claim-rules.ts';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { losingConnection } from '../../support/lost-answers.ts';
import { recordDelivery } from '../../support/memory-claims.ts';

/*
 * Goal: DynamoDB reads each condition of a claim, and writes each mark of a delivery, as the rules mean it. Method: an engine is given items that differ in
 * one field; what a delivery leaves behind is compared with the store in memory.
 */

const at = '2026-11-02T06:00:00Z';
const later = '2026-11-02T06:00:09Z';
/** In a zone with two names. */
const slot = { zone: 'Europe/Kiev', localDate: '2026-11-02', localTime: '07:00' };
const ours = { id: idOf('ours'), delivery: 'of a test', at };

let emulators: TestEmulators;
let table: Table;
let ids = 0;
beforeAll(async () => {
  emulators = await startEmulators();
  table = openTable(emulators.tableName, emulators.clients.dynamo);
});
afterAll(() => emulators.stop());

/** Stores an item as it is given, and returns a fresh id for it. */
async function stored(kind: DeliveryKind, fields: object, { name, documents } = table): Promise<string> {
  const id = `one-${(ids += 1)}`;
  await documents.put({ TableName: name, Item: { ...claimKey(id, kind), ...fields } });
  return id;
}
const fieldsOf = async (id: string, kind: DeliveryKind, of = table) => {
  const { pk: _, sk: __, ...fields } = (await getItem(of, claimKey(id, kind))) ?? {};
  return fields;
};

describe('a claim', () => {
  const requestOf = (kind: 'lesson' | (typeof askedKinds)[number]) =>
    kind === 'lesson' ? { kind, slot, claim: ours } : { kind, claim: ours };
  const takes = (id: string, request: ReturnType<typeof requestOf>) =>
    updateIf(table, claimKey(id, request.kind), claim(request));

  /** Values of a field, and whether the claim may be taken with each. */
  const valuesFor = (condition: Condition): [string | undefined, boolean][] => {
    if ('oneOf' in condition) {
      return [...condition.oneOf.map((one): [string, boolean] => [one, true]), ['other', false], [undefined, false]];
    }
    if ('present' in condition)
      return [at, undefined].map((value) => [value, (value !== undefined) === condition.present]);
    if ('without' in condition) throw new Error('Of no kind that comes to one person alone.');
    if ('beforeClaim' in condition) throw new Error('No claim is taken by another one.');
    const bound = 'before' in condition ? condition.before : condition.notAfter;
    return [
      [undefined, true],
      ['1970-01-01', true],
      [bound, 'notAfter' in condition],
      [`${bound}~`, false],
    ];
  };

  test.each(['lesson', ...askedKinds] as const)('is taken where each of its conditions holds: %s', async (kind) => {
    const request = requestOf(kind);
    const conditions = conditionsOf(request);
    const inOrder = Object.fromEntries(
      conditions.map((one) => [one.field, valuesFor(one).find(([, may]) => may)![0]]).filter(([, value]) => value),
    );
    const cases = conditions.flatMap((one) => valuesFor(one).map(([value, may]) => ({ field: one.field, value, may })));
    const found = await Promise.all(
      cases.map(async ({ field, value }) => {
        const { [field]: _, ...others } = inOrder;
        const fields = { ...others, ...(value !== undefined && { [field]: value }) };
        const id = await stored(kind, fields);
        const { done } = await takes(id, request);
        expect(await fieldsOf(id, kind)).toEqual({ ...fields, ...(done && { claim: ours }) });
        return { field, value, may: done };
      }),
    );
    expect(found).toEqual(cases);
  });

  test('is taken once, and known again by who took it', async () => {
    const id = await stored('confirmation', {});
    const request = { kind: 'confirmation', claim: ours } as const;
    expect((await takes(id, request)).done).toBe(true);
    expect((await takes(id, { ...request, claim: { ...ours, id: idOf('other') } })).done).toBe(false);
    expect((await takes(id, request)).done).toBe(true);
  });

  test('needs an item', async () => {
    expect(await takes('nobody', { kind: 'confirmation', claim: ours })).toEqual({ done: false, item: undefined });
  });
});

describe('a delivery', () => {
  const inCalendar = { dueKey: 'Europe/Berlin|07:00', days: '1' };
  const person = () => ({ ...aSubscriber({ claim: ours, linkMailedAt: '2026-10-01T06:00:00Z' }), ...inCalendar });
  const delivered = (kind: DeliveryKind, more: Partial<DeliveryRecord> = {}): DeliveryRecord => {
    const ofLesson = kind === 'lesson' && { lesson: 'one' };
    const ofNotice = kind === 'notice' && { notice: 'closed-3f9a2c81' };
    return { kind, claimId: ours.id, at, localDate: slot.localDate, ...ofLesson, ...ofNotice, ...more };
  };

  test.each(deliveryKinds)('writes its marks, drops its claim, and is known again: %s', async (kind) => {
    const id = await stored(kind, person());
    const after = aSubscriber(person());
    recordDelivery(after, delivered(kind));
    const expected = kind === 'completion' ? withoutCalendar(after) : after;
    expect(await recordSent(table, id, delivered(kind))).toBe(true);
    expect(await fieldsOf(id, kind)).toEqual(expected);
    expect(await recordSent(table, id, delivered(kind))).toBe(true);
    const other = { at: later, localDate: '2026-11-09', ...(kind === 'notice' && { notice: 'other-3f9a2c81' }) };
    expect(await recordSent(table, id, delivered(kind, other))).toBe(false);
    expect(await fieldsOf(id, kind)).toEqual(expected);
  });

  test('is not another one of the same day', async () => {
    const id = await stored('lesson', person());
    await recordSent(table, id, delivered('lesson'));
    expect(await recordSent(table, id, delivered('lesson', { at: later }))).toBe(false);
  });

  test.each([
    ['holds another claim', { ...person(), claim: { ...ours, id: idOf('other') } }],
    ['holds no claim', aSubscriber()],
    ['never had a lesson', { status: 'active', lessonSentOn: slot.localDate }],
  ])('changes nothing of who %s', async (_who, fields) => {
    const id = await stored('lesson', fields);
    expect(await recordSent(table, id, delivered('lesson'))).toBe(false);
    expect(await fieldsOf(id, 'lesson')).toEqual(fields);
  });

  test('is of nobody where there is no item', async () => {
    expect(await recordSent(table, 'nobody', delivered('completion'))).toBe(false);
    expect(await getItem(table, claimKey('nobody', 'completion'))).toBeUndefined();
  });

  test.each([
    ['left', { ...person(), status: 'unsubscribed' }],
    ['went to another series', { ...person(), series: 'another' }],
    ['had it ended already', { ...person(), status: 'completed', completedAt: at, lessonSentOn: slot.localDate }],
    ['went on at the moment of the claim', { ...person(), wentOnAt: ours.at }],
    ['signed up again since', { ...person(), confirmedAt: later }],
  ])('at the end of a series says that it was sent, and ends nothing of who %s', async (_who, fields) => {
    const { claim: _, ...left } = fields;
    const expected = { ...left, lessonSentOn: slot.localDate };
    const end = delivered('completion', { series: 'test-series' });
    const id = await stored('completion', fields);
    expect(await recordSent(table, id, end)).toBe(true);
    expect(await fieldsOf(id, 'completion')).toEqual(expected);

    // Also where the answer to that is lost.
    const connection = await losingConnection(emulators);
    try {
      const losing = await connection.freshTable();
      const other = await stored('completion', fields, losing);
      connection.lose(2);
      expect(await recordSent(losing, other, end)).toBe(true);
      expect(await fieldsOf(other, 'completion', losing)).toEqual(expected);
    } finally {
      await connection.stop();
    }
  });
});

function withoutCalendar<Fields extends object>(fields: Fields) {
  const { dueKey: _, days: __, ...others } = fields as Fields & { dueKey?: string; days?: string };
  return others;
}
