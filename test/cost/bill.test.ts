import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import type { BillLine } from '../../lib/cost/bill-line.ts';
import { billOf, deployment, idleBill, totalOf } from '../../lib/cost/bill.ts';
import type { Measured } from '../../lib/cost/measured.ts';
import { alwaysFree, prices } from '../../lib/cost/prices.ts';
import { number, table } from '../../lib/cost/table.ts';
import { formatBill } from '../../lib/cost/format.ts';
import { resourcesOf } from '../cloud/support/resources.ts';
import { serviceTemplate } from '../cloud/support/synthesize.ts';

const counts = { writeUnits: 2, readUnits: 0.5, queueRequests: 0.1 };
const measured: Measured = {
  date: '2026-11-23',
  mailSizeBytes: 40_000,
  sendCpuMicroseconds: 5_000,
  fullBatches: {
    mailsPerSlot: 50,
    sending: { ...counts, sendInvocations: 0.02, dispatchInvocations: 0.01 },
    evidence: { writeUnits: 0, readUnits: 2, queueRequests: 2.4, events: 2, invocations: 0.2 },
  },
  onePerSlot: { sending: { ...counts, sendInvocations: 1, dispatchInvocations: 1 } },
  idleTick: counts,
  itemSizeBytes: [400, 1_000],
  indexEntrySizeBytes: 100,
};
const lineOf = (bill: readonly BillLine[], what: string) => bill.find((line) => line.what.startsWith(what))!;
const usage = { subscribers: 12_000, reminders: 1, plan: 'a-la-carte' } as const;

describe('the bill of a month', () => {
  test('counts every mail once, at the price of the plan', () => {
    const ses = lineOf(billOf(usage, measured), 'SES');
    // 12,000 people, two mails a week, 52 weeks over twelve months.
    expect(ses.amount).toBeCloseTo(104_000);
    expect(ses.dollars).toBeCloseTo(10.4);
    expect(lineOf(billOf({ ...usage, plan: 'essentials' }, measured), 'SES').dollars).toBeCloseTo(16.64);
  });

  test('takes requests from what was measured', () => {
    const sqs = lineOf(billOf(usage, measured), 'SQS');
    // Each slot is read twice: 0.1 requests a mail of sending, and 2.4 of evidence.
    expect(sqs.amount).toBeCloseTo(104_000 * 2.6);
    expect(sqs.dollars).toBeCloseTo(104_000 * 2.6 * prices.sqsRequest);
  });

  test('reads everybody once a night, to count them', () => {
    const nightly = lineOf(billOf(usage, measured), 'DynamoDB, counting');
    // 12,000 people of 1,200 bytes, 8 KB a unit.
    expect(nightly.amount).toBeCloseTo(((12_000 * 1_200) / 8_192) * (365 / 12));
  });

  test('has lines for webhooks where they are asked for, which need no write and no read', () => {
    const [without, with_] = [billOf(usage, measured), billOf({ ...usage, webhooks: true }, measured)];
    const added = with_.slice(without.length);
    expect(with_.slice(0, without.length)).toEqual(without);
    expect(added.map(({ what }) => what)).toEqual(
      ['SQS', 'Lambda, requests', 'Lambda, time', 'alarms'].map((what) => `Webhooks, ${what}`),
    );
    // A lesson and a check-in a week of each of 12,000.
    expect(lineOf(added, 'Webhooks, SQS').amount).toBeCloseTo(3 * 104_000);
    const alarms = (given?: Record<string, unknown>) =>
      resourcesOf(serviceTemplate(given), 'AWS::CloudWatch::Alarm').size;
    expect(lineOf(added, 'Webhooks, alarms').amount).toBe(
      alarms({ webhookUrl: 'https://example.com/hook' }) - alarms(),
    );
  });

  test('grows with people, and has nothing left over but the standing charges without them', () => {
    const none = billOf({ ...usage, subscribers: 0 }, measured);
    const [one, ten] = [1, 10].map(
      (n) => totalOf(billOf({ ...usage, subscribers: n * 100_000 }, measured)) - totalOf(none),
    );
    expect(ten! / one!).toBeCloseTo(10, 5);
  });
});

describe('an idle deployment', () => {
  test('pays for what goes beyond the allowances of every account', () => {
    expect(lineOf(idleBill(), 'Alarms').amount).toBe(deployment.alarms - alwaysFree.alarms);
    expect(lineOf(idleBill(), 'Secrets').dollars).toBeCloseTo(0.4);
    expect(lineOf(idleBill(), 'Dashboards').dollars).toBe(0);
  });
});

test('the deployment is what the template says', () => {
  const template = serviceTemplate();
  template.resourceCountIs('AWS::CloudWatch::Alarm', deployment.alarms);
  template.resourceCountIs('AWS::CloudWatch::Dashboard', deployment.dashboards);
  template.resourceCountIs('AWS::SecretsManager::Secret', deployment.secrets);
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  for (const { Properties } of functions) expect(Properties.MemorySize).toBe(deployment.memoryMb);
});

test('the words tell each goal and whether it is met', () => {
  const words = formatBill({ bill: billOf(usage, measured), idle: idleBill(), usage, measured });
  expect(words).toMatch(/everything else adds \d+\.\d % \(goal: 3 %, (met|missed)\)/);
  expect(words).toMatch(/goal: below \$1\.00, (met|missed)/);
  expect(words).toContain('us-east-1, 2026-07-22');
});

test('the counts of the repository are those of a run of the bench', async () => {
  const kept = JSON.parse(await readFile('lib/cost/measured.json', 'utf8')) as Measured;
  expect(Object.keys(kept).sort()).toEqual(Object.keys(measured).sort());
  expect(kept.fullBatches.sending.writeUnits).toBeGreaterThan(1.9);
});

test('numbers have three digits that count, and tables stand in columns', () => {
  expect([12_345, 123.4, 12.34, 1.234, 7].map(number)).toEqual(['12,345', '123', '12.3', '1.23', '7']);
  expect(table(['a', 'long'], [['xyzz', '1']])).toBe('| a    | long |\n|------|------|\n| xyzz | 1    |');
});
