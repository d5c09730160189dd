import { Temporal } from 'temporal-polyfill';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { compiledSeries } from '../../../lambdas/adapters/series-library.ts';
import { chunk } from '../../../lambdas/core/kit/chunk.ts';
import { batchSizeMax, type SendJob } from '../../../lambdas/core/sending/jobs.ts';
import { wire } from '../../../lambdas/send.ts';
import { lambdaContext } from '../../../lib/local/lambda-context.ts';
import type { PublishedEvent } from '../../../lib/local/emulators/ses.ts';
import { benchInstant, benchSlot, itemOf, personAt } from '../people.ts';
import { seed } from '../seeding.ts';
import { sqsEvent } from '../sqs-event.ts';
import { askEmulators, lab } from './lab-process.ts';

/** How long a wave of mails takes with an SES that allows so many a second, over the least it could take. */

export interface DrainTask {
  perSecond: number;
  mails: number;
  senders: number;
  settings: Record<string, string>;
}

export interface DrainResult {
  /** Seconds from the first call of a sender to the end of the last, senders being warm. */
  seconds: number;
  /** Mails that SES took, and how often it said that they came too fast. */
  accepted: number;
  requeue: number;
}

await lab<DrainTask, DrainResult>(async ({ mails, senders, settings }) => {
  const table = openTable(settings['TABLE_NAME']!);
  const series = compiledSeries([settings['SERIES']!]).first;
  const clock = { now: () => Temporal.Instant.from(benchInstant) };
  const warmUps = senders;
  const people = Array.from({ length: mails + warmUps }, (_, index) => personAt(index, [], series.id));
  await seed(table, people.map(itemOf));
  const job = (ids: string[]): SendJob => ({ ...benchSlot, kind: 'lesson', ids, attempt: 0 });
  const own = { ...settings, SENDERS_MAX: String(senders) };
  const sends = Array.from({ length: senders }, () => wire(own, { clock }));
  const ids = people.map(({ id }) => id);
  // A first mail each: the account's rate is asked for, connections are open.
  await Promise.all(
    sends.map((send, index) => send(sqsEvent([job([ids[mails + index]!])]), lambdaContext('send', 90_000))),
  );
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await askEmulators('events');
  const waiting = chunk(Math.min(batchSizeMax, Math.ceil(mails / senders)), ids.slice(0, mails)).map(job);
  const begun = performance.now();
  await Promise.all(
    sends.map(async (send) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await send(sqsEvent([next]), lambdaContext('send', 90_000));
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  const events = await askEmulators<PublishedEvent[]>('events');
  const accepted = events.filter(({ eventType }) => eventType === 'Send').length;
  return { seconds, accepted, requeue: mails - accepted };
});
