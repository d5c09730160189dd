import { expect, test } from '@jest/globals';
import { besideItsOwn } from '../support/browser.ts';

test('a browser finds its libraries and fonts in every file of a worker, not only in the first', () => {
  const own = { LD_LIBRARY_PATH: '/tmp/al2023/lib', FONTCONFIG_PATH: '/tmp/fonts' };
  expect(besideItsOwn('/tmp/chromium', { HOME: '/root', TZ: undefined })).toEqual({ HOME: '/root', ...own });
  const others = { LD_LIBRARY_PATH: '/opt/lib', FONTCONFIG_PATH: '/etc/fonts' };
  expect(besideItsOwn('/tmp/chromium', others)).toEqual({ ...own, LD_LIBRARY_PATH: '/tmp/al2023/lib:/opt/lib' });
});
