import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { SesFault } from '../../lib/local/emulators/ses.ts';
import { topicValidation } from '../../lib/local/emulators/ses-events.ts';
import { deadLetterUrl } from '../../lib/local/queues.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import { snsEnvelope } from '../../lib/local/sns-envelope.ts';
import { aSignUp, aSubscriber, idOf } from '../support/builders.ts';
import { testRegion } from '../support/emulators.ts';
import { joins, personIn } from '../support/people.ts';
import { startService, type Service } from '../support/service.ts';

/** Whatever it is that SES refuses: nobody else loses their mail, and nobody gets it twice. By the sender as it is deployed. */

const monday = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const series = 'stress-and-back-pain';
const start = '2026-11-02T06:00:03Z';

let service: Service;
let count = 0;
beforeAll(async () => {
  service = await startService(start);
});
afterAll(async () => service.stop());
beforeEach(() => {
  service.emulators.ses.fault = undefined;
  service.emulators.ses.isInSandbox = false;
  service.now.iso = start;
});

async function join(): Promise<string> {
  const id = idOf(`person${++count}`);
  await joins(service.subscribers, aSubscriber({ id, address: `person${count}@example.org`, series }));
  return id;
}
async function signUp(): Promise<{ id: string; address: string }> {
  const address = `stranger${++count}@example.net`;
  const id = service.idOfAddress(address);
  await service.subscribers.recordSignUp(aSignUp({ id, address, expiresAt: '2026-11-09T06:00:00Z' }));
  return { id, address };
}
const lessons = (ids: string[]) => ({ ...monday, kind: 'lesson', ids });
const confirmation = ({ id }: { id: string }) => ({ kind: 'confirmation', id, askedAt: start });
/** How often a mail was taken for each of these people. */
const copies = (ids: string[]) =>
  ids.map((id) => service.emulators.ses.mails().filter(({ tags }) => tags['subscriber'] === id).length);

/** Lets 20 minutes pass and serves whatever is on the queues. */
async function live(): Promise<void> {
  for (const minutes of [1, 4, 5, 5, 5]) {
    service.now.iso = Temporal.Instant.from(service.now.iso).add({ minutes }).toString();
    const jobs = [...(await service.takeAll('send')), ...(await service.takeAll('account'))];
    for (const job of jobs) expect(await service.send(job)).toEqual({ batchItemFailures: [] });
  }
}

describe('a minute of an error that is nobody’s own', () => {
  test.each<[string, SesFault, number]>([
    ['InvalidClientTokenId', { status: 403, code: 'InvalidClientTokenId' }, 50],
    [
      'a paused account, as SES v1 tells it',
      { status: 400, code: 'MessageRejected', message: 'Sending paused for this account.' },
      3,
    ],
    ['a proxy’s 403', { proxy: 403 }, 3],
  ])('(%s) costs no lesson and no confirmation, and brings none twice', async (_what, fault, people) => {
    const ids = await Promise.all(Array.from({ length: people }, () => join()));
    const stranger = await signUp();
    const over = Temporal.Instant.from(start).add({ minutes: 1 });
    service.emulators.ses.fault = () =>
      Temporal.Instant.compare(Temporal.Instant.from(service.now.iso), over) < 0 ? fault : undefined;
    await service.send(lessons(ids), confirmation(stranger));
    const everybody = [...ids, stranger.id];
    expect(copies(everybody).every((number) => number === 0)).toBe(true);
    await live();
    expect(copies(everybody)).toEqual(everybody.map(() => 1));
    expect((await service.control.gate()).circuit).toBeUndefined();
  });
});

describe('in the sandbox', () => {
  test('an address that is not verified stops nobody else, and is recorded with why', async () => {
    service.emulators.ses.isInSandbox = true;
    const [stranger, id] = [await signUp(), idOf(`person${++count}`)];
    await joins(service.subscribers, aSubscriber({ id, address: `colleague${count}@example.com`, series }));
    await service.send(confirmation(stranger), lessons([id]));
    expect(copies([stranger.id, id])).toEqual([0, 1]);
    expect((await service.control.gate()).circuit).toBeUndefined();
    expect(await service.takeAll('account')).toEqual([]);
  });
});

test('a word of SES about its topic among the events that were set aside holds up no mail in doubt; an event does', async () => {
  const id = await join();
  const claim = { id: idOf('claim'), delivery: 'lesson:2026-11-02', at: start };
  await service.subscribers.claim(id, { kind: 'lesson', slot: monday, claim });
  const QueueUrl = deadLetterUrl(service.emulators.queueUrls.feedback);
  const setAside = async (body: object | string) =>
    service.emulators.clients.sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: snsEnvelope(body, Temporal.Instant.from(service.now.iso), testRegion),
      }),
    );
  const hear = async (timestamp: string) =>
    service.feedback({ eventType: 'Send', mail: { timestamp, messageId: 'probe', tags: { delivery: ['probe'] } } });
  const settled = Temporal.Instant.from(start).add({ seconds: timings.settling.owed });
  for (const minutes of [10, 20, 30]) {
    service.now.iso = settled.add({ minutes }).toString();
    await hear(service.now.iso);
  }
  const next = { ...lessons([id]) };
  await setAside(topicValidation);
  await setAside({ eventType: 'Bounce', mail: { messageId: 'x', tags: { claim: [idOf('other')] } } });
  await service.send(next);
  expect(copies([id])).toEqual([0]);
  await service.emulators.clients.sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await setAside(topicValidation);
  await setAside({ eventType: 'Open' });
  await service.send(next);
  expect(copies([id])).toEqual([1]);
  expect((await personIn(service.subscribers, id)).claim).toBeUndefined();
});
