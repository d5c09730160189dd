import { Temporal } from 'temporal-polyfill';
import type { ImportReport } from './report.ts';

const dayMs = 24 * 3600 * 1000;

/**
 * When the first mails of an import may go: evenly, so many per day, counted from the beginning of the import, however often it is interrupted.
 *
 * @param before - what an earlier run did
 * @param perDay - undefined: each at once
 */
export function mailTurns(
  { startedAt, added, asked }: Pick<ImportReport, 'startedAt' | 'added' | 'asked'>,
  clock: { now: () => Temporal.Instant },
  perDay: number | undefined,
): () => Temporal.Instant {
  const beginning = startedAt === undefined ? clock.now() : Temporal.Instant.from(startedAt);
  let taken = added + asked;
  return () => {
    const now = clock.now();
    const turn = perDay === undefined ? now : beginning.add({ milliseconds: Math.floor((taken * dayMs) / perDay) });
    taken += 1;
    return Temporal.Instant.compare(turn, now) < 0 ? now : turn;
  };
}
