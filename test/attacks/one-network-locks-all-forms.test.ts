import { expect, test } from '@jest/globals';
import { networkUses } from '../../lambdas/core/actions/limits.ts';
import { attackedService } from '../support/attacked-service.ts';

/* One program posts forms as fast as it can. Nobody else may notice. */

const service = attackedService();

test('a network that posts a thousand forms and more leaves the forms of everybody else as they were', async () => {
  const answers: Awaited<ReturnType<typeof service.post>>[] = [];
  const post = async (times: number) => {
    const until = answers.length + times;
    for (let time = answers.length; time < until; time += 1) {
      answers.push(await service.post('/link', { email: `p${time}@example.org` }, '127.1.1.1'));
    }
  };
  await post(30);
  await service.countMorePosts('127.1.1.1', networkUses.max - 50);
  await post(30);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  // Until the hour is over, with nothing that it could bring.
  const refused = answers.filter(({ headers }) => Number(headers['retry-after']) === 59 * 60);
  expect(refused).toHaveLength(10);
  expect((await service.signUp('ann@example.org', '127.2.2.2')).status).toBe(200);
  expect((await service.post('/link', { email: 'ben@example.org' }, '127.3.3.3')).status).toBe(200);
  await service.pass();
  expect(service.mailsTo('ann@example.org')).toHaveLength(1);
}, 300_000);
