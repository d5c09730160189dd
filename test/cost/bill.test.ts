import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { attackBill } from '../../lib/cost/attack.ts';
import { billLines, totalOf, type BillLine } from '../../lib/cost/bill-line.ts';
import { billOf, growthUnits } from '../../lib/cost/bill.ts';
import { deployment, webhookDeployment } from '../../lib/cost/deployment.ts';
import type { Measured } from '../../lib/cost/measured.ts';
import { alwaysFree, prices } from '../../lib/cost/prices.ts';
import { scaleTable } from '../../lib/cost/scale.ts';
import { number, table } from '../../lib/cost/table.ts';
import { dollars, formatAttack, formatBill } from '../../lib/cost/format.ts';
import { resourcesOf } from '../cloud/support/resources.ts';
import { serviceTemplate } from '../cloud/support/synthesize.ts';

const counts = { writeUnits: 2, readUnits: 0.5, queueRequests: 0.1 };
const measured: Measured = {
  date: '2026-11-23',
  mailSizeBytes: 40_000,
  sendCpuMicroseconds: 5_000,
  fullBatches: {
    mailsPerSlot: 50,
    sending: { ...counts, sendInvocations: 0.03 },
    evidence: { writeUnits: 0, readUnits: 2, queueRequests: 2.4, events: 2, invocations: 0.2 },
  },
  onePerSlot: { sending: { ...counts, sendInvocations: 2 } },
  idleTick: counts,
  itemSizeBytes: [400, 1_000],
  indexEntrySizeBytes: 100,
};
const lineOf = (bill: readonly BillLine[], what: string) => bill.find((line) => line.what.startsWith(what))!;
const usage = { subscribers: 12_000, reminders: 1, plan: 'a-la-carte' } as const;
/** Of 12,000 people: two emails a week, 52 weeks over twelve months. */
const mails = 104_000;

test('an allowance pays for the items that share it, in their order, and no more', () => {
  const item = (amount: number) => ({ what: '', amount, unit: '', price: 2, allowance: 'alarms' as const });
  const lines = billLines([item(7), item(7), { ...item(7), allowance: 'dashboards' }]);
  expect(lines.map(({ free, billed, list }) => ({ free, billed, list }))).toEqual([
    { free: 7, billed: 0, list: 14 },
    { free: 3, billed: 8, list: 14 },
    { free: 3, billed: 8, list: 14 },
  ]);
  expect(totalOf(lines)).toEqual({ billed: 16, list: 42 });
});

describe('the bill of a month', () => {
  test('counts every email once, at the price of the plan', () => {
    const ses = lineOf(billOf(usage, measured), 'SES');
    expect(ses.amount).toBeCloseTo(mails);
    expect(ses.billed).toBeCloseTo(10.4);
    expect(lineOf(billOf({ ...usage, plan: 'essentials' }, measured), 'SES').billed).toBeCloseTo(16.64);
  });

  test('takes requests from what was measured, and counts an event more where an email bounces', () => {
    const sqs = lineOf(billOf(usage, measured), 'SQS, messages');
    // Each slot is read twice: 0.1 requests an email of sending, and 2.4 of evidence.
    expect(sqs.amount).toBeCloseTo(mails * (0.2 + 1.02 * 2.4));
    expect(sqs.list).toBeCloseTo(sqs.amount * prices.sqsRequest);
    expect(lineOf(billOf(usage, measured), 'SNS').amount).toBeCloseTo(mails * 2.02);
  });

  test('reads everybody once a night, to count them', () => {
    const nightly = lineOf(billOf(usage, measured), 'DynamoDB, counting');
    // 12,000 people of 700 bytes on average and 200 of other items, 8 KB a unit.
    expect(nightly.amount).toBeCloseTo(((12_000 * 900) / 8_192) * (365 / 12));
  });

  test('has lines for webhooks where they are asked for, which need no write and no read', () => {
    const [without, with_] = [billOf(usage, measured), billOf({ ...usage, webhooks: true }, measured)];
    const added = with_.slice(without.length);
    expect(with_.slice(0, without.length)).toEqual(without);
    // A lesson and a check-in a week of each of 12,000.
    expect(lineOf(added, 'Webhooks: SQS, messages').amount).toBeCloseTo(3 * mails);
    expect(added.every(({ what }) => what.startsWith('Webhooks: ') && !what.includes('DynamoDB'))).toBe(true);
  });

  test('has lines for copies in another account where they are asked for', () => {
    const [without, with_] = [billOf(usage, measured), billOf({ ...usage, copies: true }, measured)];
    expect(with_.slice(0, without.length)).toEqual(without);
    const [exports, bucket] = with_.slice(without.length);
    // 12,000 people of 700 bytes on average and 200 of other items.
    expect(exports!.list).toBeCloseTo(((12_000 * 900) / 1024 ** 3) * (52 / 12) * prices.dynamoExportGb, 6);
    expect(bucket!.amount / exports!.amount).toBeCloseTo(90 / 7 / (52 / 12));
  });

  test('grows with people, but for what a stage costs by itself', () => {
    const none = billOf({ ...usage, subscribers: 0 }, measured);
    const listOf = (n: number) => totalOf(billOf({ ...usage, subscribers: n * 100_000 }, measured)).list;
    expect((listOf(20) - listOf(10)) / (listOf(40) - listOf(20))).toBeCloseTo(0.5, 2);
    expect(lineOf(none, 'CloudWatch, alarms').billed).toBeCloseTo(
      Math.max(0, deployment.alarms - alwaysFree.alarms) * prices.alarmMonth,
    );
  });

  test('charges a second stage what the first one’s allowances would have paid', () => {
    const idle = (stages: number) => totalOf(billOf({ ...usage, subscribers: 0, stages }, measured)).billed;
    expect(idle(2) - idle(1)).toBeGreaterThan(prices.secretMonth + deployment.alarms * prices.alarmMonth);
  });
});

test('a write costs more once an item has grown past 1 KB, for the lessons and reminders after that', () => {
  expect(growthUnits([400, 700, 1_024], 1)).toBe(0);
  // Of two lessons the second is confirmed with two units, and its reminder claimed and confirmed: three more for four emails.
  expect(growthUnits([400, 700, 1_025], 1)).toBe(3 / 4);
  expect(growthUnits([400, 1_025, 2_049], 0)).toBe((1 + 1 + 2) / 2);
});

describe('the deployment that the bill is for is that of the template:', () => {
  test.each([
    ['alone', {}, deployment.alarms, deployment.queueMappings],
    [
      'with webhooks',
      { webhookUrl: 'https://example.com/hook' },
      deployment.alarms + webhookDeployment.alarms,
      deployment.queueMappings + webhookDeployment.queueMappings,
    ],
  ])('%s', (name, given, alarms, mappings) => {
    const template = serviceTemplate(given);
    // Metric math is paid by the metric.
    const watched = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()].map(
      ({ Metrics }) => ((Metrics ?? [{ MetricStat: {} }]) as object[]).filter((one) => 'MetricStat' in one).length,
    );
    expect(watched.reduce((sum, count) => sum + count, 0)).toBe(alarms);
    const sources = [...resourcesOf(template, 'AWS::Lambda::EventSourceMapping').values()];
    expect(sources.filter((one) => !('StartingPosition' in one))).toHaveLength(mappings);
    if (name === 'alone') template.resourceCountIs('AWS::SQS::Queue', deployment.watchedQueues);
    template.resourceCountIs('AWS::CloudWatch::Dashboard', deployment.dashboards);
    template.resourceCountIs('AWS::SecretsManager::Secret', deployment.secrets);
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ MemorySize: deployment.memoryMb });
      expect(Properties).not.toHaveProperty('TracingConfig');
    }
  });

  test('metrics of log lines are published, and so paid, only when the line is logged', () => {
    const filters = [...resourcesOf(serviceTemplate(), 'AWS::Logs::MetricFilter').values()];
    expect(filters.length).toBeGreaterThan(0);
    for (const { MetricTransformations } of filters) {
      expect((MetricTransformations as object[])[0]).not.toHaveProperty('DefaultValue');
    }
  });
});

describe('a flood', () => {
  const attack = { quota: 50_000, plan: 'essentials' } as const;

  test('costs what the limits of the routes and the SES quota let it', () => {
    const bill = attackBill(attack);
    expect(lineOf(bill, 'SES').amount).toBeCloseTo((50_000 * 365) / 12);
    // 200 requests per second on all routes.
    expect(lineOf(bill, 'API Gateway').amount).toBeCloseTo((200 * 86_400 * 365) / 12);
    expect(totalOf(bill).billed).toBe(totalOf(bill).list);
  });

  test('costs more with a larger quota, and what it may cost is said', () => {
    expect(totalOf(attackBill({ ...attack, quota: 100_000 })).list).toBeGreaterThan(totalOf(attackBill(attack)).list);
    expect(formatAttack(attack)).toContain('each terabyte that is fetched is $87.04 more');
    expect(formatAttack(attack)).toContain(`adds about ${dollars(totalOf(attackBill(attack)).list)}.`);
  });
});

test('the words give a number a month, what would change it, and which lines rest on an assumption', () => {
  const words = formatBill(usage, measured);
  expect(words).toContain(`costs about ${dollars(totalOf(billOf(usage, measured)).billed)}.`);
  expect(words).toMatch(
    /a-la-carte \(\$0\.10 per 1,000 emails\); essentials \(\$0\.16 per 1,000 emails\) is \+\$6\.24/,
  );
  expect(words).toMatch(/SQS, asking empty queues \*/);
  expect(words).toContain('us-east-1, 2026-07-22');
  expect(words).not.toMatch(/goal|missed/);
});

describe('the figures of the repository', () => {
  test('keep what was set out: less than a dollar idle, and at a million people at most 3.5 % beside SES', async () => {
    const of = (subscribers: number) => billOf({ subscribers, reminders: 1, plan: 'a-la-carte' }, figures);
    const figures = await kept();
    expect(totalOf(of(0)).billed).toBeLessThan(1);
    const bill = of(1_000_000);
    expect(totalOf(bill).billed).toBeLessThanOrEqual(1.035 * lineOf(bill, 'SES').billed);
  });

  const kept = async () => JSON.parse(await readFile('lib/cost/measured.json', 'utf8')) as Measured;

  test('are those of a run of the bench', async () => {
    expect(Object.keys(await kept()).sort()).toEqual(Object.keys(measured).sort());
    expect((await kept()).fullBatches.sending.writeUnits).toBeGreaterThan(1.9);
  });

  test('are the ones that the documentation states', async () => {
    const figures = await kept();
    const performance = await readFile('docs/performance.md', 'utf8');
    expect(performance).toContain(scaleTable(figures));
    const idle = dollars(totalOf(billOf({ subscribers: 0, reminders: 1, plan: 'essentials' }, figures)).billed);
    for (const page of ['README.md', 'docs/operating.md', 'docs/performance.md']) {
      expect(await readFile(page, 'utf8')).toContain(`${idle} a month`);
    }
  });
});

test('numbers have three digits that count, and tables stand in columns', () => {
  expect([12_345, 123.4, 12.34, 1.234, 7].map(number)).toEqual(['12,345', '123', '12.3', '1.23', '7']);
  expect(table(['a', 'long'], [['xyzz', '1']])).toBe('| a    | long |\n|------|------|\n| xyzz | 1    |');
});
