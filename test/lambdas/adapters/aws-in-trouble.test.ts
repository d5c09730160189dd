import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { sqsQueues } from '../../../lambdas/adapters/sqs/queues.ts';
import type { DispatchJob } from '../../../lambdas/core/sending/jobs.ts';
import type { LoopbackServer } from '../../../lib/local/emulators/loopback-server.ts';
import { aSignUp, aSubscriber, idOf } from '../../support/builders.ts';
import { type EmulatorCall, startEmulatorProxy } from '../../support/emulator-proxy.ts';
import { testCredentials, testRegion } from '../../support/emulators.ts';
import { joins } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/* SQS and DynamoDB may take a part of a request and name the rest, with status 200. And an answer may be lost: the SDK then asks again by itself. */

let service: Service;
let proxies: { sqs: LoopbackServer; dynamo: LoopbackServer };
let between = ({ forward }: EmulatorCall) => forward();
let queues: ReturnType<typeof sqsQueues>;
let subscribers: ReturnType<typeof dynamoSubscribers>;
let personalData: ReturnType<typeof dynamoPersonalData>;
beforeAll(async () => {
  service = await startService('2026-11-02T06:00:03Z');
  const { emulators } = service;
  proxies = {
    sqs: await startEmulatorProxy(emulators.sqs.url, (call) => between(call)),
    dynamo: await startEmulatorProxy(emulators.dynamo.url, (call) => between(call)),
  };
  const common = { region: testRegion, credentials: testCredentials };
  const sqs = new SQSClient({ ...common, endpoint: proxies.sqs.url, useQueueUrlAsEndpoint: false });
  queues = sqsQueues({ send: emulators.queueUrls.send }, sqs);
  const table = openTable(emulators.tableName, new DynamoDBClient({ ...common, endpoint: proxies.dynamo.url }));
  subscribers = dynamoSubscribers(table);
  personalData = dynamoPersonalData(table);
});
afterAll(async () => {
  await Promise.all([proxies.sqs.stop(), proxies.dynamo.stop()]);
  await service.stop();
});
beforeEach(() => {
  between = ({ forward }) => forward();
});

describe('SQS takes a part of a batch', () => {
  interface Entry {
    Id: string;
    MessageBody: string;
  }
  const jobs = Array.from({ length: 10 }, (_, index): DispatchJob => ({
    slots: [{ zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: `${String(index).padStart(2, '0')}:00` }],
  }));
  const times = (bodies: unknown[]) =>
    (bodies as DispatchJob[]).map(({ slots }) => slots[0]!.localTime).toSorted((a, b) => a.localeCompare(b));
  const all = times(jobs);

  /** Refuses what `refuses` says of each entry of the n-th call, and hands on the rest. */
  function refusing(refuses: (job: DispatchJob, call: number) => boolean) {
    let calls = 0;
    between = async ({ body, forward }) => {
      calls += 1;
      const entries = body['Entries'] as Entry[];
      const refused = entries.filter(({ MessageBody }) => refuses(JSON.parse(MessageBody) as DispatchJob, calls));
      const Failed = refused.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false }));
      const taken = entries.filter((entry) => !refused.includes(entry));
      if (taken.length === 0) return { status: 200, body: { Successful: [], Failed } };
      const answer = await forward({ ...body, Entries: taken });
      return { ...answer, body: { ...answer.body, Failed } };
    };
    return () => calls;
  }
  const at = ({ slots }: DispatchJob) => slots[0]!.localTime;

  test('what it refused is sent again, that and nothing else', async () => {
    const calls = refusing((job, call) => call === 1 && ['03:00', '07:00', '08:00'].includes(at(job)));
    await queues.dispatch(jobs);
    expect(calls()).toBe(2);
    expect(times(await service.takeAll('send'))).toEqual(all);
  });

  test('what it refuses again is an error, so that the message that asked for it comes back', async () => {
    refusing((job) => at(job) === '05:00');
    await expect(queues.dispatch(jobs)).rejects.toThrow('SQS refused 1 messages: InternalError');
    expect(times(await service.takeAll('send'))).toEqual(all.filter((time) => time !== '05:00'));
  });

  test('one batch of many fails alone: the others have been sent when the error comes', async () => {
    const many = Array.from({ length: 6 }, () => jobs).flat();
    refusing((job) => at(job) === '00:00');
    await expect(queues.dispatch(many)).rejects.toThrow('SQS refused');
    const sent = (await service.takeAll('send')).length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await service.takeAll('send')).toEqual([]);
    expect(sent).toBeGreaterThanOrEqual(4 * 9);
  });
});

test('DynamoDB deletes a part of a batch: erasing goes on until nothing is left', async () => {
  const id = idOf('erased');
  await joins(service.subscribers, aSubscriber({ id, address: 'erased@example.org' }));
  for (let index = 0; index < 30; index += 1) {
    await service.subscribers.recordProblem(id, { at: '2026-11-01T00:00:00Z', key: `k${index}`, code: 'rejected' });
  }
  let calls = 0;
  between = async ({ operation, body, forward }) => {
    if (operation !== 'BatchWriteItem') return forward();
    calls += 1;
    const [[name, requests]] = Object.entries(body['RequestItems'] as Record<string, unknown[]>) as [
      [string, unknown[]],
    ];
    const most = Math.ceil(requests.length / 2);
    const answer = await forward({ ...body, RequestItems: { [name]: requests.slice(0, most) } });
    const rest = requests.slice(most);
    return { ...answer, body: { ...answer.body, UnprocessedItems: rest.length > 0 ? { [name]: rest } : {} } };
  };
  expect(await personalData.erase((await subscribers.find(id))!, '2026-11-02T06:00:00Z')).toBe(true);
  expect(calls).toBeGreaterThan(4);
  expect((await personalData.everything(id)).map(({ kind }) => kind)).toEqual(['profile']);
});

describe('the answer to a claim is lost, and the SDK’s second try finds it taken', () => {
  /** Loses the first answer to each write of a claim. */
  const losing = () => {
    let lost = 0;
    between = async ({ operation, body, forward }) => {
      const answer = await forward();
      if (operation !== 'UpdateItem' || !String(body['UpdateExpression']).includes('claim')) return answer;
      if ((lost += 1) === 1) throw new Error('The answer is lost.');
      expect(answer.status).toBe(400);
      return answer;
    };
  };
  const claim = { id: idOf('claim'), delivery: 'x', at: '2026-11-02T06:00:00Z' };

  test('by its sender itself: a lesson goes out', async () => {
    const id = idOf('lesson');
    await joins(service.subscribers, aSubscriber({ id, address: 'lesson@example.org' }));
    losing();
    const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
    expect(await subscribers.claim(id, { kind: 'lesson', slot, claim })).toMatchObject({ claimed: true, item: { id } });
  });

  test('by its sender itself: a confirmation goes out', async () => {
    const id = idOf('sign-up');
    await service.subscribers.recordSignUp(aSignUp({ id, address: 'sign-up@example.org' }));
    losing();
    expect(await subscribers.claimSignUp(id, { kind: 'confirmation', claim })).toMatchObject({
      claimed: true,
      item: { id },
    });
  });
});
