import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { aSubscriber } from '../support/builders.ts';
import { joins, personIn } from '../support/people.ts';
import { startService, type Service } from '../support/service.ts';

/** The follow-up on its way: the nightly run, the account queue, the claim, SES. */

let service: Service;
beforeAll(async () => {
  // The night before a Monday; lessons come on Mondays at seven in Berlin.
  service = await startService('2027-03-01T03:20:00Z');
  await service.control.reconciled('2027-02-28T03:20:00Z');
});
afterAll(async () => service.stop());

async function join(name: string, changes: Partial<Person> = {}): Promise<Person> {
  const address = `${name}@example.org`;
  const person = aSubscriber({
    id: service.idOfAddress(address),
    address,
    series: 'stress-and-back-pain',
    status: 'completed',
    sent: { 'spot-the-loop': '2026-08-03T05:00:00Z', 'look-ahead': '2026-11-16T06:00:00Z' },
    completedAt: '2026-11-23T06:00:00Z',
    healthConsent: { at: '2026-08-03T05:00:00Z', textVersion: '2026-11-report', source: 'start-page' },
    start: { to: '2026-08-02', stress: 7, pain: 5 },
    ...changes,
  });
  await joins(service.subscribers, person);
  return person;
}
const mailsTo = ({ address }: { address?: string }) =>
  service.emulators.ses.mails().filter(({ destinations }) => destinations[0] === address);

test('comes once, on their day, with a link to unsubscribe, to those who said where they start', async () => {
  const ann = await join('ann');
  const bob = await join('bob');
  const others = [
    await join('none', { start: undefined } as unknown as Partial<Person>),
    await join('active', { status: 'active' }),
    await join('paused', { pausedUntil: '2027-04-01' }),
    await join('recent', { completedAt: '2027-01-11T06:00:00Z' }),
    await join('had', { followUpSentAt: '2027-02-22T06:00:00Z' }),
    await join('tuesday', { preferences: { ...aSubscriber().preferences, lessonDay: 2 } }),
  ];
  await service.reconcile();
  await service.reconcile();
  const jobs = (await service.takeAll('account')) as { id: string; notBefore: string }[];
  expect(jobs.map(({ id }) => id).toSorted()).toEqual([ann.id, ann.id, bob.id, bob.id].toSorted());
  expect(jobs[0]).toMatchObject({ kind: 'follow-up', notBefore: '2027-03-01T06:00:00Z' });

  // Not before its time.
  await service.send(jobs[0]);
  expect(service.emulators.ses.mails()).toEqual([]);
  service.now.iso = '2027-03-01T06:00:02Z';
  // Somebody who leaves while it waits gets none.
  await service.subscribers.change(bob, { status: 'unsubscribed' });
  await service.send(...jobs);
  expect(mailsTo(bob)).toEqual([]);
  for (const other of others) expect(mailsTo(other)).toEqual([]);
  const [mail, ...more] = mailsTo(ann);
  expect(more).toEqual([]);
  expect(mail!.tags).toMatchObject({ delivery: 'follow-up', subscriber: ann.id });
  const parsed = await simpleParser(service.emulators.ses.raw(mail!.messageId));
  expect(parsed.headers.has('list')).toBe(true);
  expect(parsed.text).toMatch(/weekwise\.example\/check-in\/\S+\?days=3-4/);
  expect(parsed.text).toContain('weekwise.example/unsubscribe/');
  expect(await personIn(service.subscribers, ann.id)).toMatchObject({ followUpSentAt: '2027-03-01T06:00:02Z' });

  service.now.iso = '2027-03-08T03:20:00Z';
  await service.reconcile();
  // Those that waited are tried again, and no other was asked for.
  const again = await service.takeAll('account');
  expect(again.filter((one) => (one as { askedAt: string }).askedAt >= '2027-03-08')).toEqual([]);
  await service.send(...again);
  expect(mailsTo(ann)).toHaveLength(1);
});

test('does not come in the night after a stop, and is found again a week later', async () => {
  const eve = await join('eve', { completedAt: '2026-11-30T06:00:00Z' });
  service.now.iso = '2027-03-08T03:20:00Z';
  await service.reconcile();
  const [job] = await service.takeAll('account');
  service.now.iso = '2027-03-08T22:30:00Z';
  await service.send(job);
  expect(mailsTo(eve)).toEqual([]);
  expect(await personIn(service.subscribers, eve.id)).not.toHaveProperty('claim');
  service.now.iso = '2027-03-15T03:20:00Z';
  await service.reconcile();
  expect(await service.takeAll('account')).toMatchObject([{ id: eve.id, notBefore: '2027-03-15T06:00:00Z' }]);
});
