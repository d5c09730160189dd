import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

const timers = new ModernFakeTimers({ config: { fakeTimers: {} }, global: globalThis });

/** Spies and timers; no module is ever replaced. Both are as they were after each file. */
export const jest = Object.assign(new ModuleMocker(globalThis), {
  useFakeTimers: () => timers.useFakeTimers(),
  useRealTimers: () => timers.useRealTimers(),
  advanceTimersByTimeAsync: (ms) => timers.advanceTimersByTimeAsync(ms),
});
