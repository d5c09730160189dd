import { expect, test } from '@jest/globals';
import NodeItself from './environment.js';

test('what a test file changes in the process is as before for the next one', async () => {
  const environment = new NodeItself();
  const before = {
    console: globalThis.console,
    exit: Object.getOwnPropertyDescriptor(process, 'exit'),
    path: process.env['PATH'],
  };
  globalThis.console = { ...console };
  process.exit = (() => undefined) as never;
  process.exitCode = 3;
  process.env['ADDED_BY_A_TEST'] = 'yes';
  delete process.env['PATH'];
  await environment.teardown();
  expect(globalThis.console).toBe(before.console);
  expect(Object.getOwnPropertyDescriptor(process, 'exit')).toEqual(before.exit);
  expect(process.exitCode).toBeUndefined();
  expect([process.env['ADDED_BY_A_TEST'], process.env['PATH']]).toEqual([undefined, before.path]);
});
