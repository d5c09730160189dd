import { expect, test } from '@jest/globals';
import { siteWorld } from '../../support/site-world.ts';

test('a drawing that moves is an SVG that can run nothing', async () => {
  const { app, deps } = siteWorld();
  deps.pictures = async () => new TextEncoder().encode('<svg/>');
  const { headers } = await app.request('/pictures/bend.move.0123456789.svg');
  expect(headers.get('content-type')).toBe('image/svg+xml');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'(?!.*script-src)/);
});

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
