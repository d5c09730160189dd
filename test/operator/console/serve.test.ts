import { expect, test } from '@jest/globals';
import { serveConsole } from '../../../lib/operator/console/serve.ts';
import type { ServiceConnection } from '../../../lib/operator/connection.ts';

test('what goes wrong is told in the terminal, and the page says only that', async () => {
  const errors: unknown[] = [];
  const gate = async () => Promise.reject(new Error('ann@example.org is not there'));
  const failing = { name: 'a stage', control: { gate, tableId: gate } } as unknown as ServiceConnection;
  const { address, stop } = await serveConsole(failing, (error) => errors.push(error));
  try {
    const entered = await fetch(address, { redirect: 'manual' });
    const [cookie] = entered.headers.getSetCookie();
    const answer = await fetch(new URL('/local/people/nobody', address), {
      headers: { cookie: cookie!.split(';')[0]! },
    });
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe('Something went wrong; the terminal in which this runs says what.\n');
    expect(errors).toMatchObject([{ message: 'ann@example.org is not there' }]);
  } finally {
    await stop();
  }
});
