import { expect, test } from '@jest/globals';
import { attackedService } from '../support/attacked-service.ts';

/* Somebody signs one inbox up under every name that it has, from many networks. */

const service = attackedService();
const names = (index: number) =>
  [`victim+${index}@gmail.com`, `v.ictim+${index}@gmail.com`, `VIC.TIM+${index}@googlemail.com`][index % 3]!;

test('an inbox gets two emails, whatever names of it are typed', async () => {
  for (let index = 0; index < 12; index += 1) {
    expect((await service.signUp(names(index), `127.4.${index}.1`)).status).toBe(200);
    await service.pass({ minutes: 11 });
  }
  expect(service.mailsTo(/mail\.com$/i)).toHaveLength(2);
}, 180_000);

test('two names of it at the same moment share its turns', async () => {
  const all = Array.from({ length: 10 }, (_, index) =>
    service.signUp(`other+${index}@example.org`, `127.5.${index}.1`),
  );
  for (const { status } of await Promise.all(all)) expect(status).toBe(200);
  await service.pass();
  expect(service.mailsTo(/^other\+/)).toHaveLength(2);
});
