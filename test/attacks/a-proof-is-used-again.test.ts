import { expect, test } from '@jest/globals';
import { attackedService } from '../support/attacked-service.ts';
import { challengeIn, solved, ticketIn } from '../support/proofs.ts';

/* Somebody works one proof out, or waits once, and sends it along with everything. */

const service = attackedService();
const from = '127.11.1.1';

test('a proof is good once, for whatever address, and so is a wait', async () => {
  for (let time = 0; time < 10; time += 1) await service.signUp(`p${time}@example.org`, from);
  const held = await service.signUp('ann@example.org', from);
  expect(held.status).toBe(429);
  const proof = solved(challengeIn(held.text));
  const taken = [];
  for (const email of ['ann@example.org', 'ann@example.org', 'ben@example.org']) {
    taken.push((await service.signUp(email, from, { proof })).status);
  }
  expect(taken).toEqual([200, 429, 429]);
  const again = await service.signUp('cem@example.org', from);
  const ticket = ticketIn(again.text)!;
  await service.pass({ seconds: Number(again.headers['retry-after']) });
  expect((await service.signUp('cem@example.org', from, { ticket })).status).toBe(200);
  expect((await service.signUp('cem@example.org', from, { ticket })).status).toBe(429);
});
