import { EventEmitter } from 'node:events';
import { expect, jest, test } from '@jest/globals';
import { stopOnSignal } from '../../lib/local/stop-on-signal.ts';

/** A program that is told to stop, with a clock moved by hand. */
function program(close: () => Promise<void>) {
  const signals = new EventEmitter();
  const told: string[] = [];
  const errors: unknown[] = [];
  let nowMs = 0;
  stopOnSignal({
    signals,
    close,
    exit: (code) => told.push(`exit ${code}`),
    say: (sentence) => told.push(sentence.trim().split('.')[0]!),
    onError: (error) => errors.push(error),
    nowMs: () => nowMs,
    deadlineMs: 20_000,
  });
  return { told, errors, signal: (name: string, afterMs = 0) => ((nowMs += afterMs), signals.emit(name)) };
}
const never = () => new Promise<void>(() => {});

test.each(['SIGINT', 'SIGTERM'])('%s finishes and ends', async (name) => {
  jest.useFakeTimers();
  const { told, signal } = program(async () => {});
  signal(name);
  await jest.advanceTimersByTimeAsync(0);
  expect(told).toEqual(['Finishing what is under way', 'exit 0']);
  jest.useRealTimers();
});

test.each(['SIGINT', 'SIGTERM'])('%s ends it after a while, whatever is in flight', async (name) => {
  jest.useFakeTimers();
  const { told, signal } = program(never);
  signal(name);
  await jest.advanceTimersByTimeAsync(19_999);
  expect(told).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(told.slice(1)).toEqual(['Not everything ended within 20 seconds', 'exit 1']);
  jest.useRealTimers();
});

test('a second Ctrl-C ends it at once, and what npm passes on of the first is not a second', () => {
  jest.useFakeTimers();
  const { told, signal } = program(never);
  signal('SIGINT');
  signal('SIGINT', 20);
  signal('SIGTERM', 20);
  expect(told).toHaveLength(1);
  signal('SIGINT', 1000);
  expect(told.slice(1)).toEqual(['Stopped at once', 'exit 130']);
  jest.useRealTimers();
});

test('what goes wrong while it finishes is told, and it ends', async () => {
  jest.useFakeTimers();
  const { told, errors, signal } = program(async () => Promise.reject(new Error('no')));
  signal('SIGTERM');
  await jest.advanceTimersByTimeAsync(0);
  expect(errors).toHaveLength(1);
  expect(told.at(-1)).toBe('exit 1');
  jest.useRealTimers();
});
