import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import { sendAccountMail } from '../../lambdas/core/sending/account-mail.ts';
import { dueTick, isoInstant, type Slot, tickAtOrBefore } from '../../lambdas/core/time/calendar.ts';
import type { CheckInDeps } from '../../lambdas/core/actions/check-in.ts';
import type { ChangingDeps } from '../../lambdas/core/actions/changing.ts';
import { dispatchSlots } from '../../lambdas/core/sending/dispatching.ts';
import { hearingOf, handleSesEvent } from '../../lambdas/core/hearing/feedback.ts';
import type { AccountJob, DispatchJob, NoticeJob, SendJob } from '../../lambdas/core/sending/jobs.ts';
import type { UnsubscribeDeps } from '../../lambdas/core/actions/unsubscribing.ts';
import type { OtherClocks } from '../../lambdas/core/time/planned-walls.ts';
import { planDueSlots } from '../../lambdas/core/sending/planning.ts';
import type { Control } from '../../lambdas/core/sending/control.ts';
import type { EmailContent, SubmitResult, OutgoingMail } from '../../lambdas/core/sending/mailer.ts';
import type { Log } from '../../lambdas/core/kit/ports.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import type { Subscribers } from '../../lambdas/core/mail/subscribers.ts';
import { sendBatch } from '../../lambdas/core/sending/sending.ts';
import type { Series } from '../../lambdas/core/course/series.ts';
import type { SesEvent } from '../../lambdas/core/hearing/ses-event.ts';
import type { SignUpDeps } from '../../lambdas/core/actions/sign-up.ts';
import type { WhomToCall } from '../../lambdas/core/course/whom-to-call.ts';
import { libraryOf, someContacts, someSender } from './builders.ts';
import type { Notices, PeoplePages } from '../../lambdas/core/sending/notices.ts';
import { walkNotice } from '../../lambdas/core/sending/walking.ts';
import { memoryDiary } from './memory-subscribers.ts';
import { memoryNotices } from './memory-notices.ts';
import { memoryClosedInboxes, memoryLimits, memoryMailTurns } from './memory-limits.ts';
import { Crash, type Fate, mortal } from './mortal.ts';

/**
 * The whole service in one process on a virtual clock: the real use cases, at-least-once queues, an SES that keeps a ledger, and a fate
 * that kills any of them between any two steps.
 */

export interface Accepted {
  atMs: number;
  to: string;
  tags: Record<string, string>;
  /** What it said; left out unless `keepsContent`. */
  content?: EmailContent;
}

/** What SES does with the n-th mail it is handed; "accept" unless said otherwise. */
export type SesFate = 'accept' | 'lose-answer' | 'lose-answer-and-event' | 'vanish' | 'rate' | 'network' | 'message';

/** What the acts of people need. */
type PersonDeps = SignUpDeps & UnsubscribeDeps & ChangingDeps & CheckInDeps;

interface Message {
  queue: 'send' | 'account' | 'feedback';
  body: unknown;
  visibleAt: number;
  receives: number;
}

const visibilityMs = 120_000;
const { maxReceiveCount } = timings;
const eventDelayMs = 2_000;
/** One for all: its keys take longer to derive than a quiet day of the service. */
const keyring = keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) }));

export function simulation(options: {
  start: string;
  series: Series;
  /** Further series that are offered. */
  others?: Series[];
  subscribers: Subscribers;
  control: Control;
  fate: Fate;
  sesFates?: SesFate[];
  /** What an older planner went by. */
  runtimeClocks?: OtherClocks;
  /** Letters to everybody; none without. */
  notices?: Notices;
  /** Everybody, for those. */
  crowd?: PeoplePages;
  /** Keeps what each email said, for tests that read it. */
  keepsContent?: true;
  contacts?: (language: string) => WhomToCall;
}) {
  let nowMs = Temporal.Instant.from(options.start).epochMilliseconds;
  let sequence = 0;
  const messages: Message[] = [];
  const dead: Message[] = [];
  const accepted: Accepted[] = [];
  const logged: { event: string; fields: unknown; cause: unknown }[] = [];
  const sesFates = [...(options.sesFates ?? [])];
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(nowMs) };
  const put = (queue: Message['queue'], bodies: unknown[], delaySeconds = 0) => {
    // As through a real queue: JSON, twice.
    for (const body of bodies) {
      messages.push({
        queue,
        body: JSON.parse(JSON.stringify(body)),
        visibleAt: nowMs + delaySeconds * 1000,
        receives: 0,
      });
    }
  };
  const record = (event: string, fields: unknown, cause?: unknown) => void logged.push({ event, fields, cause });
  const log: Log = { info: record, warn: record, error: record, count: () => undefined };

  const accept = (mail: OutgoingMail, withEvent: boolean): SubmitResult => {
    const content = options.keepsContent && (JSON.parse(new TextDecoder().decode(mail.raw)) as EmailContent);
    accepted.push({ atMs: nowMs, to: mail.to, tags: mail.tags, ...(content && { content }) });
    const messageId = `ses-${accepted.length}`;
    const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
    const event: SesEvent = { eventType: 'Send', mail: { messageId, timestamp: isoInstant(clock.now()), tags } };
    if (withEvent) messages.push({ queue: 'feedback', body: event, visibleAt: nowMs + eventDelayMs, receives: 0 });
    return { outcome: 'accepted', messageId };
  };
  const outbox = {
    turn: async () => ({ granted: true as const, giveBack: () => undefined }),
    send: async (mail: OutgoingMail): Promise<SubmitResult> => {
      const fateOfMail = sesFates.shift() ?? 'accept';
      const lost: SubmitResult = { outcome: 'in-doubt', code: 'ETIMEDOUT', cause: undefined };
      switch (fateOfMail) {
        case 'accept':
          return accept(mail, true);
        case 'lose-answer':
          accept(mail, true);
          return lost;
        case 'lose-answer-and-event':
          accept(mail, false);
          return lost;
        case 'vanish':
          return lost;
        case 'rate':
        case 'network':
        case 'message':
          return { outcome: 'refused', reason: fateOfMail, code: fateOfMail, cause: undefined };
        default:
          return fateOfMail satisfies never;
      }
    },
  };

  const notices = options.notices ?? memoryNotices();
  const everything = {
    clock,
    control: {
      ...options.control,
      planning: async () => ({ ...(await options.control.planning()), notices: await notices.all() }),
    },
    subscribers: options.subscribers,
    notices,
    crowd: options.crowd ?? { page: async () => ({ people: [], unreadable: [] }) },
    queues: {
      dispatch: async (jobs: DispatchJob[]) => put('send', jobs),
      notices: async (jobs: NoticeJob[], delaySeconds?: number) => put('send', jobs, delaySeconds),
      send: async (jobs: SendJob[], delaySeconds?: number) => put('send', jobs, delaySeconds),
      account: async (job: AccountJob, delaySeconds?: number) => put('account', [job], delaySeconds),
    },
    deadEvents: { any: async () => dead.some(({ queue }) => queue === 'feedback') },
    outbox,
    composer: {
      compose: async (parts: EmailContent) =>
        options.keepsContent ? new TextEncoder().encode(JSON.stringify(parts)) : new Uint8Array(),
    },
    probe: async () => ({
      stream: 'account' as const,
      to: 'success@simulator.amazonses.com',
      raw: new Uint8Array(),
      tags: { delivery: 'probe' },
    }),
    keyring,
    diary: memoryDiary(),
    limits: memoryLimits(),
    mailTurns: memoryMailTurns(),
    closedInboxes: memoryClosedInboxes(),
    ids: { fresh: () => createHash('sha256').update(String(sequence++)).digest('base64url').slice(0, 22) },
    series: libraryOf(options.series, ...(options.others ?? [])),
    contacts: options.contacts ?? (() => someContacts()),
    sender: someSender,
    siteUrl: 'https://example.com',
    log,
    runtimeClocks: options.runtimeClocks ?? (() => undefined),
  };
  /** The world as one invocation sees it, until it dies. */
  const invocation = () =>
    mortal(everything, ['control', 'subscribers', 'notices', 'crowd', 'queues', 'outbox', 'composer'], options.fate);
  const remainingMs = () => 60_000;

  async function plan(): Promise<void> {
    await planDueSlots(invocation()).catch(unlessCrash);
  }

  async function serve(message: Message): Promise<void> {
    const deps = invocation();
    switch (message.queue) {
      case 'send': {
        const job = message.body as DispatchJob | SendJob | NoticeJob;
        if ('ids' in job) return sendBatch(job, deps, remainingMs);
        if ('notice' in job) return walkNotice(job, deps, remainingMs);
        await dispatchSlots(job, deps, remainingMs);
        return;
      }
      case 'account':
        return sendAccountMail(message.body as AccountJob, deps, remainingMs);
      case 'feedback': {
        const event = message.body as SesEvent;
        await handleSesEvent(event, deps);
        const hearing = hearingOf([event], clock.now());
        if (hearing !== undefined) await deps.control.hear(hearing);
        return;
      }
      default:
        return message.queue satisfies never;
    }
  }

  /** Delivers what is visible by now, and what that brings forth at once. */
  async function drain(): Promise<void> {
    for (;;) {
      const index = messages.findIndex((message) => message.visibleAt <= nowMs);
      if (index < 0) return;
      const message = messages[index]!;
      message.receives += 1;
      // Invisible while it is worked on; a crash leaves it so until the time-out.
      message.visibleAt = nowMs + visibilityMs;
      const done = await serve(message).then(() => true, unlessCrash);
      if (done === true || message.receives >= maxReceiveCount) {
        const [gone] = messages.splice(messages.indexOf(message), 1);
        if (done !== true) dead.push(gone!);
      }
    }
  }

  return {
    accepted,
    dead,
    logged,
    nowMs: () => nowMs,
    /** What a person does: tried again a minute later when the service crashed, as people do. Answered when this returns. */
    async person<Result>(act: (deps: PersonDeps) => Promise<Result>): Promise<Result> {
      for (;;) {
        try {
          return await act(invocation() as unknown as PersonDeps);
        } catch (error) {
          unlessCrash(error);
          await this.advanceTo(nowMs + 60_000);
        }
      }
    },
    /** Lives until an instant, stopping at the ticks in `ticksMs`, which are in order, and wherever a message becomes visible. */
    async advanceTo(untilMs: number, ticksMs: readonly number[] = []): Promise<void> {
      let upcoming = 0;
      for (;;) {
        await drain();
        while (ticksMs[upcoming]! <= nowMs) upcoming += 1;
        const nextTick = ticksMs[upcoming] ?? Infinity;
        const nextMessage = Math.min(Infinity, ...messages.map(({ visibleAt }) => visibleAt));
        const next = Math.min(nextTick, Math.max(nextMessage, nowMs + 1));
        if (next > untilMs) break;
        nowMs = next;
        if (next === nextTick) await plan();
      }
      nowMs = Math.max(nowMs, untilMs);
      await drain();
    },
    plan,
    /** Delivers a copy of everything that is on the queues or in work, at once: what a watchdog does that takes slow for dead. */
    async deliverAgain(): Promise<void> {
      for (const { queue, body } of messages.slice()) put(queue, [body]);
      await drain();
    },
  };
}

/** A crash is part of the play; anything else is a fault of the code. */
function unlessCrash(error: unknown): false {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof Crash) return false;
  throw error;
}

/** Every tick in a span at which one of some (zone, local time) pairs is due: where the planner has something to do. */
export function dueTicks(pairs: { zone: string; localTime: string }[], fromMs: number, untilMs: number): number[] {
  const ticks = new Set<number>();
  const first = tickAtOrBefore(Temporal.Instant.fromEpochMilliseconds(fromMs)).toZonedDateTimeISO('UTC').toPlainDate();
  const days = Math.ceil((untilMs - fromMs) / 86_400_000) + 2;
  for (const { zone, localTime } of pairs) {
    for (let day = -1; day <= days; day += 1) {
      const slot: Slot = { zone, localDate: first.add({ days: day }).toString(), localTime };
      const tick = dueTick(slot).epochMilliseconds;
      if (tick > fromMs && tick <= untilMs) ticks.add(tick);
    }
  }
  return [...ticks].sort((a, b) => a - b);
}
