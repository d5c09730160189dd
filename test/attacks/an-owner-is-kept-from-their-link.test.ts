import { expect, test } from '@jest/globals';
import { attackedService } from '../support/attacked-service.ts';

/* Somebody asks for another person's link, or under other names of their inbox, until it is limited. */

const service = attackedService();

test('somebody who asks for their own link is told that it comes, and has it', async () => {
  await service.signUp('ann@example.org', '127.12.0.1');
  await service.pass();
  await service.post(await service.linkTo('ann@example.org', 'confirm'), {}, '127.12.0.1');
  await service.pass({ hours: 24 });
  for (let time = 0; time < 8; time += 1) {
    const email = time % 2 === 0 ? `ann+${time}@example.org` : 'ann@example.org';
    await service.post('/link', { email }, `127.12.${time + 1}.1`);
  }
  const own = await service.post('/link', { email: 'ann@example.org' }, '127.13.1.1');
  expect(own.status).toBe(200);
  expect(own.text).toContain('Look in your inbox');
  await service.pass();
  expect(service.mailsTo('ann@example.org').at(-1)?.kind).toBe('link');
  expect((await service.get(await service.linkTo('ann@example.org', 'settings'))).status).toBe(200);
});

test('other names of the inbox, which nobody has, take nothing of it', async () => {
  await service.signUp('bea@example.org', '127.14.0.1');
  await service.pass();
  await service.post(await service.linkTo('bea@example.org', 'confirm'), {}, '127.14.0.1');
  await service.pass({ hours: 24 });
  for (let time = 0; time < 8; time += 1) {
    await service.post('/link', { email: `bea+${time}@example.org` }, `127.14.${time + 1}.1`);
  }
  await service.post('/link', { email: 'bea@example.org' }, '127.15.1.1');
  await service.pass();
  expect(service.mailsTo('bea@example.org').filter(({ kind }) => kind === 'link')).toHaveLength(1);
});
