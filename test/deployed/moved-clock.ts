import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const clockScript = join(import.meta.dirname, 'moved-clock.cjs');

/** One clock for the emulator, the deployed functions, the operator's commands and this process. It starts at the real time. */
export function openMovedClock(file: string): { moveTo: (instant: string) => Promise<void> } {
  const realNow = Date.now;
  writeFileSync(file, '0');
  process.env['WEEKWISE_TEST_CLOCK'] = file;
  createRequire(import.meta.url)(clockScript);
  return {
    moveTo: async (instant) => {
      writeFileSync(file, String(Date.parse(instant) - realNow()));
      // Each process reads the file anew after a moment.
      await sleep(200);
    },
  };
}
