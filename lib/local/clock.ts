import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../lambdas/core/ports.ts';
import { DataFolderError } from './data-folder.ts';

/**
 * The clock of the local service: real time plus an offset that is kept on disk, so that a service that was moved a year ahead is still
 * there after a restart. It never goes back.
 */
export interface VirtualClock extends Clock {
  /** Moves to `instant` and stands still there until the next move or {@link run}. @throws RangeError when that would be back in time */
  holdAt: (instant: Temporal.Instant) => void;
  /** Stands still from now on. */
  hold: () => void;
  /** Lets time run again from where the clock stands. */
  run: () => void;
  /** Calls `listener` after each move; answers a function that ends it. */
  onMoved: (listener: () => void) => () => void;
}

/**
 * Opens the clock kept in `file`, or one without offset when there is no such file. Without `file` nothing is kept.
 *
 * @throws DataFolderError when the file is damaged
 */
export function openClock({ file, realNow = Date.now }: { file?: string; realNow?: () => number } = {}): VirtualClock {
  let offsetMs = file === undefined ? 0 : readOffset(file);
  let heldAtMs: number | undefined;
  const listeners = new Set<() => void>();
  const nowMs = () => heldAtMs ?? Math.floor(realNow() + offsetMs);

  return {
    now: () => Temporal.Instant.fromEpochMilliseconds(nowMs()),
    holdAt(instant) {
      const toMs = instant.epochMilliseconds;
      if (toMs < nowMs()) {
        const now = Temporal.Instant.fromEpochMilliseconds(nowMs());
        throw new RangeError(
          `The clock cannot go back: it is ${now.toString()} already, later than ${instant.toString()}.`,
        );
      }
      heldAtMs = toMs;
      offsetMs = toMs - realNow();
      // Kept at every step: were it lost in a crash, the next start would find mails from its own future.
      if (file !== undefined) keepOffset(file, offsetMs);
      for (const listener of listeners) listener();
    },
    hold() {
      heldAtMs = nowMs();
    },
    run() {
      if (heldAtMs === undefined) return;
      offsetMs = heldAtMs - realNow();
      heldAtMs = undefined;
      if (file !== undefined) keepOffset(file, offsetMs);
    },
    onMoved(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readOffset(file: string): number {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw DataFolderError.damaged(file, error);
  }
  try {
    const { offsetMs } = JSON.parse(text) as { offsetMs?: unknown };
    if (typeof offsetMs !== 'number' || !Number.isFinite(offsetMs)) throw new Error('offsetMs is not a number');
    return offsetMs;
  } catch (error) {
    throw DataFolderError.damaged(file, error);
  }
}

/**
 * Writes over what is there, always the same length, in one call: a process that dies leaves the old or the new number. Quick, since the
 * time machine does it at every tick.
 */
function keepOffset(file: string, offsetMs: number): void {
  const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  writeSync(descriptor, `${JSON.stringify({ offsetMs }).padEnd(47)}\n`, 0);
  closeSync(descriptor);
}
