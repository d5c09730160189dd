import { expect, test } from '@jest/globals';
import { unlessDenied } from '../../../lib/operator/deploy/unless-denied.ts';

const failed = (name: string) => async () => Promise.reject(Object.assign(new Error('no'), { name }));

test('who may deploy and not look is told who should look; any other failure is one', async () => {
  expect(await unlessDenied('test', failed('AccessDeniedException'))).toEqual([
    expect.objectContaining({ fix: expect.stringContaining('npx weekwise --stage test doctor') }),
  ]);
  await expect(unlessDenied('test', failed('TimeoutError'))).rejects.toThrow('no');
  expect(await unlessDenied('test', async () => [{ name: 'DNS', says: 'missing' }])).toHaveLength(1);
});
