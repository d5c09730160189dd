import { expect, test } from '@jest/globals';
import { besideItsOwn } from '../support/browser.ts';

test('a browser finds its libraries and fonts in every file of a worker, not only in the first', () => {
  const own = { LD_LIBRARY_PATH: '/unpacked/al2023/lib', FONTCONFIG_PATH: '/unpacked/fonts' };
  expect(besideItsOwn('/unpacked/chromium', { LANG: 'C', TZ: undefined })).toEqual({ LANG: 'C', ...own });
  const others = { LD_LIBRARY_PATH: '/other/lib', FONTCONFIG_PATH: '/other/fonts' };
  expect(besideItsOwn('/unpacked/chromium', others)).toEqual({
    ...own,
    LD_LIBRARY_PATH: '/unpacked/al2023/lib:/other/lib',
  });
});
