import { expect, test } from '@jest/globals';
import { attackedService } from '../support/attacked-service.ts';

/* Somebody has a link of another person's, and a program. */

const service = attackedService();

test('seventy pauses and ends bring two emails, and then wait, with everything typed; leaving works at any time', async () => {
  await service.signUp('ann@example.org');
  await service.pass();
  await service.post(await service.linkTo('ann@example.org', 'confirm'));
  await service.pass({ hours: 1 });
  const settings = await service.linkTo('ann@example.org', 'settings');
  const stop = await service.linkTo('ann@example.org', 'unsubscribe');
  const before = service.mailsTo('ann@example.org').length;
  const statuses: number[] = [];
  for (let time = 0; time < 35; time += 1) {
    statuses.push((await service.post(`${settings}/pause`, { weeks: '2' })).status);
    statuses.push((await service.post(`${settings}/resume`)).status);
    if (time % 7 === 0) await service.pass({ minutes: 1 });
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(60);
  const held = await service.post(settings, { firstName: '"Annabel"', zone: 'Asia/Tokyo', reminderDays: '3' });
  expect(held.status).toBe(429);
  expect(held.text).toContain('name="firstName" value="&quot;Annabel&quot;"');
  expect(held.text).toContain(`action="${settings}"`);
  expect((await service.get(settings)).text).not.toContain('Annabel');
  await service.pass({ hours: 1 });
  expect(service.mailsTo('ann@example.org').length - before).toBeLessThanOrEqual(2);
  for (let time = 0; time < 10; time += 1) await service.post(`${settings}/resume`);
  expect((await service.post(stop)).text).toContain('All mail has stopped');
}, 120_000);
