import { expect, test } from '@jest/globals';
import { attackedService } from '../support/attacked-service.ts';

/* One program posts forms as fast as it can. Nobody else may notice. */

const service = attackedService();

test('a network that posts a thousand forms and more leaves the forms of everybody else as they were', async () => {
  const statuses: number[] = [];
  for (let time = 0; time < 1_050; time += 1) {
    statuses.push((await service.post('/link', { email: `p${time}@example.org` }, '127.1.1.1')).status);
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(10);
  expect((await service.signUp('ann@example.org', '127.2.2.2')).status).toBe(200);
  expect((await service.post('/link', { email: 'ben@example.org' }, '127.3.3.3')).status).toBe(200);
  await service.pass();
  expect(service.mailsTo('ann@example.org')).toHaveLength(1);
}, 300_000);
