import { expect, test } from '@jest/globals';
import { attackedService } from '../support/attacked-service.ts';
import { challengeIn, solved } from '../support/proofs.ts';

/* Somebody types addresses that do not exist, so that SES stops the account for its bounces. */

const service = attackedService();

test('after some bounces no confirmation email goes out without a proof, however long one waits', async () => {
  const mailed = () => service.mailsTo(/@/).length;
  for (let person = 0; person < 20; person += 1) await service.signUp(`p${person}@example.org`, `127.9.${person}.1`);
  await service.pass();
  // SES's mailbox simulator has one inbox that bounces.
  for (const label of ['one', 'two']) await service.signUp(`bounce+${label}@simulator.amazonses.com`, '127.8.1.1');
  await service.pass({ minutes: 20 });
  const before = mailed();
  expect(before).toBe(22);
  const held = await service.signUp('ann@example.org', '127.10.1.1');
  expect(held.status).toBe(429);
  expect(held.text).toContain('Many of the addresses typed here lately do not exist');
  expect(held.text).not.toContain('name="ticket"');
  await service.pass();
  expect(mailed()).toBe(before);
  // A browser goes on by itself.
  const proof = solved(challengeIn(held.text));
  expect((await service.signUp('ann@example.org', '127.10.1.1', { proof })).status).toBe(200);
  await service.pass();
  expect(service.mailsTo('ann@example.org')).toHaveLength(1);
}, 120_000);
