import { expect, test } from '@jest/globals';
import { serveConsole } from '../../../lib/operator/console/serve.ts';
import type { Home } from '../../../lib/operator/home.ts';

test('what goes wrong is told in the terminal, and the page says only that', async () => {
  const errors: unknown[] = [];
  const failing = new Proxy({} as Home, {
    get() {
      throw new Error('ann@example.org is not there');
    },
  });
  const { address, stop } = await serveConsole(failing, (error) => errors.push(error));
  try {
    const entered = await fetch(address, { redirect: 'manual' });
    const [cookie] = entered.headers.getSetCookie();
    const answer = await fetch(new URL('/people', address), { headers: { cookie: cookie!.split(';')[0]! } });
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe('Something went wrong; the terminal in which the console runs says what.\n');
    expect(errors).toMatchObject([{ message: 'ann@example.org is not there' }]);
  } finally {
    await stop();
  }
});
