import { expect, test } from '@jest/globals';
import { siteWorld } from '../../support/site-world.ts';

test('webmail of another site may show a picture, and nothing else of ours', async () => {
  const { app, deps } = siteWorld();
  deps.pictures = async (file) => (file === 'loop.0123456789.png' ? new Uint8Array([137, 80, 78, 71]) : undefined);
  const policy = async (path: string) => {
    const { status, headers } = await app.request(path);
    return [status, headers.get('cross-origin-resource-policy')];
  };
  expect(await policy('/pictures/loop.0123456789.png')).toEqual([200, 'cross-origin']);
  expect(await policy('/pictures/none.png')).toEqual([404, 'same-origin']);
  expect(await policy('/')).toEqual([200, 'same-origin']);
});
