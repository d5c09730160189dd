import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { Temporal } from 'temporal-polyfill';
import { dynamoNotices } from '../../lambdas/adapters/dynamo/notices.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { localTimeAt } from '../../lambdas/core/time/calendar.ts';
import { readNotice } from '../../lib/notices/read-notice.ts';
import { reachOf } from '../../lib/operator/notice/audience.ts';
import { sendNotice } from '../../lib/operator/notice/send-notice.ts';
import { roots } from '../../lib/roots.ts';
import { seed } from '../bench/seeding.ts';
import { itemOf } from '../bench/people.ts';
import { aSubscriber, idOf, preferences } from '../support/builders.ts';
import { personIn } from '../support/people.ts';
import { startService, type Service } from '../support/service.ts';

const start = '2026-11-28T09:00:00Z';
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'] as const;
const file = [
  '---',
  'subject: A correction of the lesson on breathing',
  'preheader: One sentence of it was wrong. Please read this before you practise again.',
  '---',
  'The lesson said to hold your breath. **Please do not.**',
  '',
  '- Breathe as it suits you.',
  '- Questions? [Call us](tel:+49301234567).',
].join('\n');

let service: Service;
beforeAll(async () => {
  service = await startService(start);
});
afterAll(async () => service.stop());

/** Works on the queue until nothing is visible; feedback comes between. */
async function drain(): Promise<void> {
  for (;;) {
    const jobs = await service.takeAll('send');
    if (jobs.length === 0) return;
    for (const job of jobs) expect(await service.send(job)).toEqual({ batchItemFailures: [] });
  }
}

async function tickAt(iso: string): Promise<void> {
  service.now.iso = iso;
  await service.plan();
  await drain();
}

test('a correction reaches two hundred people in three zones once each, by day, although a run dies on the way', async () => {
  const table = openTable(service.emulators.tableName, service.emulators.clients.dynamo);
  const clock = { now: () => Temporal.Instant.from(service.now.iso) };
  const person = (index: number, changes: Partial<Person> = {}) =>
    aSubscriber({
      id: idOf(`p${index}`),
      address: `p${index}@example.org`,
      series: 'stress-and-back-pain',
      preferences: preferences({ zone: zones[index % 3]! }),
      ...changes,
    });
  const theirs = Array.from({ length: 200 }, (_, index) => person(index));
  const others = [
    person(200, { pausedUntil: '2027-01-15' }),
    person(201, { status: 'unsubscribed' }),
    person(202, { status: 'bounced', suppression: { reason: 'bounce', at: start } }),
    person(203, { status: 'completed' }),
  ];
  await seed(table, [...theirs, ...others].map(itemOf));

  const draft = await readNotice(file, 'correction.md', roots.project);
  expect(await sendNotice(draft, {}, { sure: false }, { table, clock })).toBeUndefined();
  const notice = (await sendNotice(draft, {}, { sure: true }, { table, clock }))!;
  await expect(sendNotice(draft, {}, { sure: true }, { table, clock })).rejects.toThrow('This notice was sent before');
  expect(await reachOf(notice, { table, clock })).toMatchObject({ toCome: 200, leftOut: { paused: 1, completed: 1 } });

  // A run takes the walk and a claim, and dies before SES has anything.
  const notices = dynamoNotices(table);
  expect(await notices.begin(notice.id, { id: idOf('dead'), until: '2026-11-28T09:02:00Z' }, start)).toBeDefined();
  const claim = { id: idOf('dead-claim'), delivery: `notice:${notice.id}`, at: start };
  await service.subscribers.claim(idOf('p0'), { kind: 'notice', notice: notice.id, claim });

  await tickAt('2026-11-28T09:00:01Z');
  expect(service.emulators.ses.mails()).toEqual([]);
  // Halted for a while: nothing goes out.
  await service.control.halt({ why: 'a look', at: start });
  await tickAt('2026-11-28T09:15:01Z');
  expect(service.emulators.ses.mails()).toEqual([]);
  await service.control.resumeSending();
  await tickAt('2026-11-28T09:30:01Z');
  // Berlin and Tokyo, where it is day, but for the one whose mail is in doubt.
  const noticesSent = () => service.emulators.ses.mails().filter(({ tags }) => tags['notice'] === notice.id);
  expect(noticesSent().length).toBe(132);
  // The same message twice does nothing.
  await service.send({ notice: notice.id }, { notice: notice.id });
  expect(noticesSent().length).toBe(132);

  // SES has it after all: its event says so.
  const tags = { subscriber: [idOf('p0')], claim: [claim.id], delivery: ['notice'], notice: [notice.id] };
  const event = { eventType: 'Send', mail: { messageId: 'm', timestamp: '2026-11-28T09:00:02Z', tags } };
  await service.feedback({ Type: 'Notification', Message: JSON.stringify(event) });
  expect(await personIn(service.subscribers, idOf('p0'))).toMatchObject({ notices: [notice.id] });

  await tickAt('2026-11-28T12:00:01Z');
  await tickAt('2026-11-28T12:15:01Z');
  await tickAt('2026-11-28T12:30:01Z');

  const sent = noticesSent();
  expect(new Set(sent.map(({ destinations }) => destinations[0]))).toEqual(
    new Set(theirs.slice(1).map(({ address }) => address)),
  );
  expect(sent).toHaveLength(199);
  for (const { tags: of, sentAt } of sent) {
    const { preferences: chosen } = await personIn(service.subscribers, of['subscriber']!);
    expect(localTimeAt(Temporal.Instant.from(sentAt), chosen.zone) >= '07:00').toBe(true);
  }
  expect((await notices.find(notice.id))?.finished).toEqual({ at: expect.any(String) });
  expect(await reachOf(notice, { table, clock })).toMatchObject({ had: 200, toCome: 0 });

  const mail = await simpleParser(service.emulators.ses.raw(sent[0]!.messageId));
  expect(mail.subject).toBe('A correction of the lesson on breathing');
  expect(mail.from?.text).toBe('"Weekwise" <lessons@example.com>');
  const list = mail.headers.get('list') as unknown as { unsubscribe: { url: string } };
  expect(list.unsubscribe.url).toMatch(/^https:\/\/weekwise\.example\/unsubscribe\//);
  expect(mail.html).toMatch(
    /<p style="[^"]*">The lesson said to hold your breath\. <strong>Please do not\.<\/strong><\/p>/,
  );
  expect(mail.html).toContain('href="tel:+49301234567"');
  expect(mail.text).toContain('Hello Ann,');
  expect(mail.text).toContain('* Breathe as it suits you.');
  expect(mail.text).toContain('/unsubscribe/');
});
