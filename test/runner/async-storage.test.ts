import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from '@jest/globals';
import { storagesAreCostly } from './async-storage.js';

/* In a worker `run` is no longer Node's own: `async-storage.js`. */

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

test('what runs in a storage finds its store, also after waiting and beside others', async () => {
  const storage = new AsyncLocalStorage<string>();
  const found = async (name: string) =>
    storage.run(name, async () => {
      const inner = storage.run(`${name} inner`, () => storage.getStore());
      await pause();
      return [inner, storage.getStore()];
    });
  expect(await Promise.all(['one', 'other'].map(found))).toEqual([
    ['one inner', 'one'],
    ['other inner', 'other'],
  ]);
  expect(storage.run('plain', () => storage.getStore())).toBe('plain');
  expect(storage.getStore()).toBeUndefined();
});

test('an error passes as it was thrown', async () => {
  const storage = new AsyncLocalStorage<string>();
  const error = new Error('of the caller');
  const fail = () => {
    throw error;
  };
  expect(() => storage.run('x', fail)).toThrow(error);
  await expect(storage.run('x', async () => fail())).rejects.toBe(error);
  expect(storage.run('y', () => storage.getStore())).toBe('y');
});

test('a storage is off once nothing runs in it, on a Node to which that matters', async () => {
  const storage = new AsyncLocalStorage<string>();
  let disabled = 0;
  storage.disable = () => void (disabled += 1);
  const both = Promise.all([storage.run('one', pause), storage.run('other', pause)]);
  expect(disabled).toBe(0);
  await both;
  expect(disabled).toBe(storagesAreCostly ? 1 : 0);
  storage.run('plain', () => undefined);
  expect(disabled).toBe(storagesAreCostly ? 2 : 0);
});

test('a rejection that nobody handles is still told', async () => {
  const storage = new AsyncLocalStorage<string>();
  const told: unknown[] = [];
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.once('unhandledRejection', (reason) => void told.push(reason));
  void storage.run('x', () => Promise.reject(new Error('nobody’s')));
  await pause();
  await pause();
  process.removeAllListeners('unhandledRejection');
  for (const other of others) process.on('unhandledRejection', other);
  expect(told).toEqual([new Error('nobody’s')]);
});
