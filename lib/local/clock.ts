import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../lambdas/core/kit/ports.ts';
import * as z from 'zod';
import { DataFolderError } from './data-folder.ts';
import { openStorage, quietly, replaceFile, type Storage } from './storage.ts';

/**
 * The clock of the local service: real time plus an offset that is kept on disk, so that a service that was moved a year ahead is still
 * there after a restart. It never goes back: where the machine's own clock does, it stands until that has caught up, or until it is moved.
 */
export interface VirtualClock extends Clock {
  /**
   * Moves to `instant` and stands still there until the next move or {@link run}.
   *
   * @throws RangeError when that would be back in time
   * @throws StorageError when it cannot be written down; the clock stays where it is
   */
  holdAt: (instant: Temporal.Instant) => void;
  /** Stands still from now on. */
  hold: () => void;
  /** Lets time run again from where the clock stands. */
  run: () => void;
  /** Writes down how late it is: the next start will not be earlier. */
  keep: () => void;
  /** How far the machine's clock must go before this one goes on, in milliseconds; 0 while it goes. */
  standsForMs: () => number;
  /** Calls `listener` after each move; answers a function that ends it. */
  onMoved: (listener: () => void) => () => void;
}

/** What is kept: the offset, and the latest instant that was shown. Earlier versions kept the first alone. */
const Kept = z.object({ offsetMs: z.number(), latestMs: z.number().default(-Infinity) });
type Kept = z.output<typeof Kept>;

/**
 * Opens the clock kept in `file`, or one without offset when there is no such file. Without `file` nothing is kept.
 *
 * @throws DataFolderError when the file is damaged
 */
export function openClock({
  file,
  realNow = Date.now,
  storage = openStorage(),
}: { file?: string; realNow?: () => number; storage?: Storage } = {}): VirtualClock {
  let { offsetMs, latestMs }: Kept = file === undefined ? { offsetMs: 0, latestMs: -Infinity } : readKept(file);
  let heldAtMs: number | undefined;
  const listeners = new Set<() => void>();
  const goingMs = () => Math.floor(realNow() + offsetMs);
  const nowMs = () => (latestMs = Math.max(latestMs, heldAtMs ?? goingMs()));
  const write = (kept: Kept) => {
    if (file === undefined) return;
    const text = `${JSON.stringify(kept)}\n`;
    storage.attempt(file, () => replaceFile(storage.files, file, text, 0o600));
  };
  const keep = () => {
    const latest = nowMs();
    write({ offsetMs, latestMs: latest });
  };

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
      const offsetThereMs = toMs - realNow();
      // Kept at every step, and before anybody sees the new time: were it lost in a crash, the next start would find mails from its own future.
      write({ offsetMs: offsetThereMs, latestMs: toMs });
      heldAtMs = toMs;
      offsetMs = offsetThereMs;
      for (const listener of listeners) listener();
    },
    hold() {
      heldAtMs = nowMs();
    },
    run() {
      if (heldAtMs === undefined) return;
      offsetMs = heldAtMs - realNow();
      heldAtMs = undefined;
      // What is on disk is the offset of the last move, which is later: where it stays, nothing is lost.
      quietly(keep);
    },
    keep,
    standsForMs: () => (heldAtMs === undefined ? Math.max(0, nowMs() - goingMs()) : 0),
    onMoved(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The same clock as another program reads it, which may move it at any time: its file is read each time. */
export function readClock(file: string, realNow: () => number = Date.now): Clock {
  return {
    now: () => {
      const { offsetMs, latestMs } = readKept(file);
      return Temporal.Instant.fromEpochMilliseconds(Math.max(latestMs, Math.floor(realNow() + offsetMs)));
    },
  };
}

function readKept(file: string): Kept {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { offsetMs: 0, latestMs: -Infinity };
    throw DataFolderError.damaged(file, error instanceof z.ZodError ? z.prettifyError(error) : error);
  }
}
