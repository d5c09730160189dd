import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { simpleParser } from 'mailparser';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import { deadLetterUrl } from '../../lib/local/queues.ts';
import { aSignUp, aSubscriber, idOf } from '../support/builders.ts';
import { startService, type Service } from '../support/service.ts';
import { joins, personIn } from '../support/people.ts';

const monday = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const job = (...ids: string[]) => ({ ...monday, kind: 'lesson', ids });
const allDone = { batchItemFailures: [] };

let service: Service;
let count = 0;
beforeAll(async () => {
  service = await startService('2026-11-02T06:00:03Z');
});
afterAll(async () => service.stop());
beforeEach(() => {
  service.emulators.ses.fault = undefined;
  service.now.iso = '2026-11-02T06:00:03Z';
});

/** A new person of the slot, each test's own. */
async function join(changes: Partial<Person> = {}): Promise<Person> {
  count += 1;
  const id = idOf(`person${count}`);
  const person = aSubscriber({ id, address: `person${count}@example.org`, series: 'stress-and-back-pain', ...changes });
  await joins(service.subscribers, person);
  return person;
}
const mailsTo = ({ address }: { address?: string }) =>
  service.emulators.ses.mails().filter(({ destinations }) => destinations[0] === address);

describe('a lesson', () => {
  test('reaches the person with every header a receiver asks for, and is recorded', async () => {
    const person = await join();
    expect(await service.send(job(person.id))).toEqual(allDone);
    const [mail] = mailsTo(person);
    const parsed = await simpleParser(service.emulators.ses.raw(mail!.messageId));
    expect(parsed.from?.text).toBe('"Weekwise" <lessons@example.com>');
    const list = parsed.headers.get('list') as unknown as { unsubscribe: { url: string } };
    expect(list.unsubscribe.url).toMatch(/^https:\/\/weekwise\.example\/unsubscribe\//);
    expect(parsed.text).toContain('Ann');
    expect(mail!.tags).toMatchObject({ subscriber: person.id, delivery: 'lesson_2026-11-02' });
    const stored = await personIn(service.subscribers, person.id);
    expect(stored?.sent).toEqual({ [mail!.tags['lesson']!]: '2026-11-02T06:00:03Z' });
    expect(stored?.claim).toBeUndefined();
  });

  test('is not sent twice when the queue delivers the message again', async () => {
    const person = await join();
    await service.send(job(person.id));
    expect(await service.send(job(person.id))).toEqual(allDone);
    expect(mailsTo(person)).toHaveLength(1);
  });

  test('is not sent twice when two senders work on one batch at once', async () => {
    const persons = [await join(), await join(), await join()];
    const ids = persons.map(({ id }) => id);
    await Promise.all([service.send(job(...ids)), service.send(job(...ids)), service.send(job(...ids))]);
    for (const person of persons) expect(mailsTo(person)).toHaveLength(1);
    await service.takeAll('send');
  });

  test('to a person whose name is an attack is harmless', async () => {
    const person = await join({ firstName: '<b>"Ann"</b> {{link.home}} </mj-text>' });
    await service.send(job(person.id));
    const raw = service.emulators.ses.raw(mailsTo(person)[0]!.messageId);
    const parsed = await simpleParser(raw);
    expect(parsed.html).toContain('&lt;b&gt;&quot;Ann&quot;');
    expect(parsed.html).not.toContain('<b>"Ann"');
    expect(parsed.text).toContain('{{link.home}}');
    expect(parsed.to).toMatchObject({ text: person.address });
  });

  test('is made for one person while the data of another is broken', async () => {
    const broken = await join({ address: 'x@example.org\r\nBcc: y@example.org' });
    const fine = await join();
    expect(await service.send(job(broken.id, fine.id))).toEqual(allDone);
    expect(mailsTo(fine)).toHaveLength(1);
    // Alone on the queue now, its failures lead to the dead-letter queue and to nobody else's delay.
    expect(await service.takeAll('send')).toEqual([{ ...job(broken.id), attempt: 0 }]);
    expect(await service.send(job(broken.id))).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
    expect((await personIn(service.subscribers, broken.id)).claim).toBeUndefined();
  });

  test('refused for the moment is put back, unclaimed, and sent later', async () => {
    const person = await join();
    service.emulators.ses.fault = () => 'throttle';
    expect(await service.send(job(person.id))).toEqual(allDone);
    expect((await personIn(service.subscribers, person.id)).claim).toBeUndefined();
    expect(await service.takeAll('send')).toEqual([]);
    service.emulators.ses.fault = undefined;
    service.now.iso = Temporal.Instant.from(service.now.iso).add({ seconds: 5 }).toString();
    expect(await service.takeAll('send')).toContainEqual({ ...job(person.id), attempt: 0 });
    await service.send(job(person.id));
    expect(mailsTo(person)).toHaveLength(1);
  });

  test('whose answer was lost stays claimed, and no second call is made for it', async () => {
    const person = await join();
    service.emulators.ses.fault = () => 'accept-then-drop';
    await service.send(job(person.id));
    service.emulators.ses.fault = undefined;
    await service.send(job(person.id));
    expect(mailsTo(person)).toHaveLength(1);
    expect((await personIn(service.subscribers, person.id)).claim?.delivery).toBe('lesson:2026-11-02');
  });

  test('late at night waits for the day', async () => {
    const person = await join();
    service.now.iso = '2026-11-03T01:00:00Z';
    await service.send(job(person.id));
    expect(mailsTo(person)).toHaveLength(0);
    service.now.iso = '2026-11-03T06:30:00Z';
    await service.send(job(person.id));
    expect(mailsTo(person)).toHaveLength(1);
  });
});

describe('a claim in doubt', () => {
  /** The event feed is open when its own event has had its time. */
  async function hoursLater(): Promise<void> {
    const settled = Temporal.Instant.from(service.now.iso).add({ seconds: timings.settling.owed });
    for (const minutes of [-20, -10, 0]) {
      service.now.iso = settled.add({ minutes }).toString();
      await service.control.hear({ at: service.now.iso, late: false });
    }
  }

  test('is not given up while an event lies in the dead-letter queue, where its own may be', async () => {
    const person = await join();
    service.emulators.ses.fault = () => 'drop';
    await service.send(job(person.id));
    service.emulators.ses.fault = undefined;
    const { sqs } = service.emulators.clients;
    const QueueUrl = deadLetterUrl(service.emulators.queueUrls.feedback);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"eventType":"Send"' }));
    await hoursLater();
    await service.send(job(person.id));
    expect(mailsTo(person)).toEqual([]);
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    await service.send(job(person.id));
    expect(mailsTo(person)).toHaveLength(1);
    await service.takeAll('send');
  });
});

describe('trouble that concerns everybody', () => {
  const later = (minutes: number) => {
    service.now.iso = Temporal.Instant.from(service.now.iso).add({ minutes }).toString();
  };

  test.each(['quota', 'paused'] as const)(
    '(%s) stops the batch at the first mail, and one mail tries again ten minutes later',
    async (fault) => {
      const persons = await Promise.all(Array.from({ length: 40 }, () => join()));
      const ids = persons.map(({ id }) => id);
      let calls = 0;
      service.emulators.ses.fault = () => {
        calls += 1;
        return fault;
      };
      await service.send(job(...ids));
      expect(calls).toBeLessThanOrEqual(10);
      const before = calls;
      await service.send(job(...ids), job(ids[0]!));
      expect(calls).toBe(before);
      later(10);
      await service.send(job(...ids));
      expect(calls).toBe(before + 1);

      service.emulators.ses.fault = undefined;
      later(10);
      await service.send(job(...ids));
      await service.send(job(...ids));
      for (const person of persons) expect(mailsTo(person)).toHaveLength(1);
      expect((await service.control.gate()).circuit).toBeUndefined();
      await service.takeAll('send');
    },
  );

  test('a table restored from a backup: nothing goes out until the operator has accepted it', async () => {
    const person = await join();
    const tableId = await service.control.tableId();
    await service.control.rememberTable('the table that was backed up');
    await service.send(job(person.id));
    expect(mailsTo(person)).toEqual([]);
    await service.control.rememberTable(tableId, 'the table that was backed up');
    await service.send(job(person.id));
    expect(mailsTo(person)).toHaveLength(1);
    later(15);
    await service.takeAll('send');
  });

  test('told by the operator’s switch: nothing goes out, nothing is lost', async () => {
    const person = await join();
    await service.control.halt({ why: 'a wrong lesson', at: service.now.iso });
    await service.send(job(person.id), { kind: 'welcome', id: person.id, askedAt: '2026-11-02T06:00:00Z' });
    expect(mailsTo(person)).toEqual([]);
    await service.control.resumeSending();
    later(15);
    expect(await service.takeAll('send')).toContainEqual({ ...job(person.id), attempt: 0 });
    expect(await service.takeAll('account')).toHaveLength(1);
    await service.send(job(person.id));
    expect(mailsTo(person)).toHaveLength(1);
  });
});

describe('a message that is no job', () => {
  test.each([
    ['not JSON', '{'],
    ['an unknown kind', { ...job('A'.repeat(22)), kind: 'newsletter' }],
    ['an unknown zone', { ...job('A'.repeat(22)), zone: 'Mars/Olympus' }],
    ['no ids', job()],
    ['a forged id', job('../../etc/passwd')],
  ])('(%s) fails alone; the rest of the event is served', async (_what, body) => {
    const person = await join();
    expect(await service.send(body, job(person.id))).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
    expect(mailsTo(person)).toHaveLength(1);
  });
});

describe('account mails', () => {
  const account = (kind: string, id: string) => ({ kind, id, askedAt: '2026-11-02T06:00:00Z' });

  test('a confirmation asks the address, names nobody, and carries no unsubscribe header', async () => {
    const id = idOf('signup1');
    await service.subscribers.recordSignUp(
      aSignUp({ id, address: 'signup1@example.org', firstName: 'Free money', expiresAt: '2026-11-09T06:00:00Z' }),
    );
    await service.send(account('confirmation', id));
    const [mail] = mailsTo({ address: 'signup1@example.org' });
    const parsed = await simpleParser(service.emulators.ses.raw(mail!.messageId));
    expect(parsed.text).toMatch(/https:\/\/weekwise\.example\/confirm\//);
    expect(parsed.text).not.toContain('Free money');
    expect(parsed.headers.has('list')).toBe(false);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
  });

  test('a flood of sign-ups brings an address two confirmations a day', async () => {
    const id = idOf('flooded');
    await service.subscribers.recordSignUp(aSignUp({ id, address: 'flooded@example.org' }));
    for (let minute = 0; minute < 24 * 60; minute += minute < 60 ? 7 : 20) {
      service.now.iso = new Date(Date.UTC(2026, 10, 2, 6, minute)).toISOString().replace('.000', '');
      await service.send(account('confirmation', id));
    }
    expect(mailsTo({ address: 'flooded@example.org' })).toHaveLength(2);
  });

  test('someone subscribed who signs up again gets their link instead', async () => {
    const person = await join();
    await service.subscribers.recordSignUp(aSignUp({ id: person.id, address: person.address! }));
    await service.send(account('confirmation', person.id));
    expect(mailsTo(person).map(({ tags }) => tags['delivery'])).toEqual(['link']);
  });

  test('an address that complained is never asked again', async () => {
    const id = idOf('complainer');
    await service.subscribers.suppress(id, 'complained', { reason: 'complaint', at: '2026-01-01T00:00:00Z' });
    await service.subscribers.recordSignUp(aSignUp({ id, address: 'complainer@example.org' }));
    await service.send(account('confirmation', id));
    expect(mailsTo({ address: 'complainer@example.org' })).toEqual([]);
  });

  test('an address that bounced is asked once more, a month later', async () => {
    const id = idOf('bouncer');
    await service.subscribers.suppress(id, 'bounced', { reason: 'bounce', at: '2026-10-20T00:00:00Z' });
    await service.subscribers.recordSignUp(aSignUp({ id, address: 'bouncer@example.org' }));
    await service.send(account('confirmation', id));
    expect(mailsTo({ address: 'bouncer@example.org' })).toEqual([]);
    service.now.iso = '2026-11-25T06:00:00Z';
    await service.send(account('confirmation', id));
    expect(mailsTo({ address: 'bouncer@example.org' })).toHaveLength(1);
  });

  test('welcome, link and farewell go to whom they are for', async () => {
    const person = await join();
    await service.send(account('welcome', person.id), account('welcome', person.id));
    service.now.iso = '2026-11-02T06:30:00Z';
    await service.send(account('link', person.id));
    const was = await personIn(service.subscribers, person.id);
    await service.subscribers.change(was, { status: 'unsubscribed', farewellAskedAt: '2026-11-02T06:31:00Z' });
    await service.send(account('farewell', person.id), account('link', person.id), account('welcome', person.id));
    expect(mailsTo(person).map(({ tags }) => tags['delivery'])).toEqual(['welcome', 'link', 'farewell']);
  });
});

describe('a lesson on demand', () => {
  const ask = (id: string, askedAt: string) => service.send({ kind: 'on-demand', id, askedAt, attempt: 0 });

  test('comes at once, beside the course, and at most once in three days', async () => {
    const person = await join();
    await ask(person.id, '2026-11-02T06:00:00Z');
    await ask(person.id, '2026-11-02T06:00:01Z');
    const [mail, ...others] = mailsTo(person);
    expect(others).toEqual([]);
    expect(mail!.tags).toMatchObject({ delivery: 'on-demand', lesson: 'flare-up-now' });
    const parsed = await simpleParser(service.emulators.ses.raw(mail!.messageId));
    expect(parsed.headers.has('list')).toBe(true);
    // The lesson of the week comes all the same, and it is the first one.
    await service.send(job(person.id));
    expect(mailsTo(person)[1]!.tags['lesson']).toBe('spot-the-loop');
    service.now.iso = '2026-11-05T06:00:04Z';
    await ask(person.id, '2026-11-05T06:00:00Z');
    expect(mailsTo(person)).toHaveLength(3);
  });

  test('comes to nobody who left', async () => {
    const person = await join();
    await service.subscribers.change(person, { status: 'unsubscribed' });
    await ask(person.id, '2026-11-02T06:00:00Z');
    expect(mailsTo(person)).toEqual([]);
  });
});

describe('what people told us', () => {
  const textOf = async (person: Person) =>
    (await simpleParser(service.emulators.ses.raw(mailsTo(person)[0]!.messageId))).text!;
  const had = { sent: { 'spot-the-loop': '2026-10-26T07:00:00Z' }, lessonSentOn: '2026-10-26' };

  test('is quoted: a reminder brings their plan', async () => {
    const text = 'When the kettle is on, I will <breathe> out.';
    const preferences = { ...aSubscriber().preferences, lessonDay: 2, reminderDays: [1] };
    const person = await join({ preferences });
    const stored = await personIn(service.subscribers, person.id);
    await service.subscribers.change(stored, { ...had, ownPlan: { lesson: 'spot-the-loop', text } });
    await service.send({ ...monday, kind: 'reminder', ids: [person.id] });
    expect(await textOf(person)).toContain(`Your plan: ${text}`);
  });

  test('makes a lesson short after silence, and whole without', async () => {
    const [silent, usual] = [await join(), await join()];
    const recentCheckIns = [{ week: '2026-10-12', days: '3-4' as const }];
    await service.subscribers.change((await service.subscribers.find(silent.id))!, { recentCheckIns });
    await service.send(job(silent.id, usual.id));
    const [short, whole] = [await textOf(silent), await textOf(usual)];
    expect(short).toContain('The two-minute version');
    expect(short).not.toContain('Why it may help');
    expect(whole).toContain('Why it may help');
    expect(short.length).toBeLessThan(whole.length);
  });
});
