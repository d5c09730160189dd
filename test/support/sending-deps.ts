import { Temporal } from 'temporal-polyfill';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import type { Series } from '../../lambdas/core/course/series.ts';
import type { AccountJob, SendJob } from '../../lambdas/core/sending/jobs.ts';
import type { OutgoingMail, SubmitResult, Turn } from '../../lambdas/core/sending/mailer.ts';
import type { SendingDeps } from '../../lambdas/core/sending/sending.ts';
import { aSeries, idOf, libraryOf, someContacts, someSender } from './builders.ts';
import { memoryClosedInboxes, memoryLimits, memoryMailTurns } from './memory-limits.ts';
import { memoryControl, memorySubscribers } from './memory-subscribers.ts';
import { recordedLog } from './recorded-log.ts';
import type { EmailContent } from '../../lambdas/core/sending/mailer.ts';

/** What a sender works with, in memory. Of what it hands over and puts back on its queues everything is kept. */
export function sendingWorld(start: string, series: Series = aSeries()) {
  const now = { iso: start };
  const mails: OutgoingMail[] = [];
  const queued: { jobs: (SendJob | AccountJob)[]; delaySeconds: number | undefined }[] = [];
  /** What SES answers, one after the other; then it takes everything. */
  const answers: SubmitResult[] = [];
  /** What the account's rate allows, one after the other; then everything. */
  const turns: Turn[] = [];
  const turnsAsked: number[] = [];
  const log = recordedLog();
  const limits = memoryLimits();
  const closedInboxes = memoryClosedInboxes();
  const subscribers = memorySubscribers();
  let claims = 0;
  const deps = {
    clock: { now: () => Temporal.Instant.from(now.iso) },
    control: memoryControl(),
    subscribers,
    queues: {
      send: async (jobs: SendJob[], delaySeconds?: number) => void queued.push({ jobs, delaySeconds }),
      account: async (job: AccountJob, delaySeconds?: number) => void queued.push({ jobs: [job], delaySeconds }),
    },
    deadEvents: { any: async () => false },
    outbox: {
      turn: async (withinMs: number): Promise<Turn> => {
        turnsAsked.push(withinMs);
        return turns.shift() ?? { granted: true, giveBack: () => undefined };
      },
      send: async (mail: OutgoingMail): Promise<SubmitResult> => {
        mails.push(mail);
        return answers.shift() ?? { outcome: 'accepted', messageId: `m${mails.length}` };
      },
    },
    composer: { compose: async (_content: EmailContent) => new Uint8Array() },
    probe: async () => ({ stream: 'account' as const, to: 'simulator', raw: new Uint8Array(), tags: {} }),
    keyring: keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) })),
    limits,
    mailTurns: memoryMailTurns(),
    closedInboxes,
    ids: { fresh: () => idOf(`claim${claims++}`) },
    series: libraryOf(series),
    contacts: () => someContacts(),
    sender: someSender,
    siteUrl: 'https://example.com',
    log,
  } satisfies SendingDeps;
  return { now, deps, mails, queued, answers, turns, turnsAsked, log, limits, closedInboxes, subscribers };
}
