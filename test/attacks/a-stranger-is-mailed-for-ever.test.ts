import { expect, test } from '@jest/globals';
import { attackedService } from '../support/attacked-service.ts';

/* Somebody who wants nothing of us is signed up every day. */

const service = attackedService();
const day = { hours: 24 };

test('the emails come ever more rarely', async () => {
  // Every day at first, then around the days that matter: a night's work costs more than the attack.
  let today = 0;
  for (const next of [1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 37, 38, 39, 60, 90, 127, 128, 129, 140]) {
    await service.signUp('victim@example.org', '127.6.1.1');
    await service.pass();
    await service.sleep(next - today);
    today = next;
  }
  const daysOf = service
    .mailsTo('victim@example.org')
    .map(({ sentAt }) => Math.floor((Date.parse(sentAt) - Date.parse('2026-11-23T08:00:00Z')) / 86_400_000));
  expect(daysOf).toEqual([0, 1, 8, 38, 128]);
}, 300_000);

test('one link ends them, under every name of the inbox; the page stays the same', async () => {
  const page = (await service.signUp('other@example.org', '127.7.1.1')).text;
  await service.pass();
  const link = await service.linkTo('other@example.org', 'never-again');
  // Scanners open links: that changes nothing.
  expect((await service.get(link)).text).toContain('Never ask again?');
  await service.pass(day);
  await service.signUp('other@example.org', '127.7.1.1');
  await service.pass();
  expect(service.mailsTo(/^other/)).toHaveLength(2);
  expect((await service.post(link)).text).toContain('We will not ask again');
  for (let months = 0; months < 5; months += 1) {
    await service.sleep(40);
    const again = (await service.signUp('other+again@example.org', '127.7.1.1')).text;
    expect(again.replaceAll('other+again@', 'other@')).toBe(page);
    await service.pass();
  }
  expect(service.mailsTo(/^other/)).toHaveLength(2);
}, 300_000);
