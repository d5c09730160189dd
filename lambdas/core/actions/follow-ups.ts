import type { Temporal } from 'temporal-polyfill';
import { followUpDue } from '../course/follow-up.ts';
import type { SeriesLibrary } from '../course/series-library.ts';
import { mapConcurrent } from '../kit/parallel.ts';
import type { Log } from '../kit/ports.ts';
import type { PersonRecord } from '../person/everybody.ts';
import { isPerson } from '../person/subscriber.ts';
import type { AccountJob } from '../sending/jobs.ts';
import type { Queues } from '../sending/queues.ts';
import { isoInstant } from '../time/calendar.ts';
import { isKnownZone } from '../time/zones.ts';

/** Mails asked for at the same time. */
const atOnce = 10;

/** With less time left, no further one is asked for. */
const spareMs = 2000;

/** Passes everybody on, and notes whose follow-up is due before the next night: memory grows with them alone, and nobody is read twice. */
export async function* notingFollowUps(
  people: AsyncIterable<PersonRecord>,
  now: Temporal.Instant,
  series: Pick<SeriesLibrary, 'of'>,
  note: (job: AccountJob) => void,
): AsyncGenerator<PersonRecord> {
  for await (const known of people) {
    const { subscriber } = known;
    // As for every other mail, a zone that is no zone must not end the reading for everybody behind it.
    if (isPerson(subscriber) && isKnownZone(subscriber.preferences.zone)) {
      const due = followUpDue(subscriber, series.of(subscriber), now);
      if (due !== undefined) note(jobOf(subscriber.id, due, now));
    }
    yield known;
  }
}

/**
 * Puts follow-ups on the account queue, where each waits for its time. May be repeated: the claim of each person sees to it that none comes twice. One
 * that is lost, or that there is no time for, is found again a week later.
 */
export async function askFollowUps(
  jobs: readonly AccountJob[],
  { queues, log }: { queues: Pick<Queues, 'account'>; log: Log },
  remainingMs: () => number,
): Promise<void> {
  let left = 0;
  await mapConcurrent(atOnce, jobs, async (job) => {
    if (remainingMs() < spareMs) left += 1;
    else await queues.account(job);
  });
  if (left > 0) log.warn('follow-ups.not-finished', { left });
  log.info('follow-ups.asked', { people: jobs.length - left });
}

function jobOf(id: string, due: Temporal.Instant, now: Temporal.Instant): AccountJob {
  return { kind: 'follow-up', id, askedAt: isoInstant(now), attempt: 0, notBefore: isoInstant(due) };
}
