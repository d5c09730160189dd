import type { Context } from 'aws-lambda';
import type { HandlerName } from '../../lib/cloud/bundling.ts';
import type { SiteHandlerName } from '../../lib/cloud/site-routes.ts';
import type { HandlerEnvironment, Handlers } from '../../lib/local/handlers.ts';
import type { StreamHandler } from '../../lib/local/stream-source.ts';
import type { Fates } from './faults.ts';
import { type Processes, processesMax } from './processes.ts';
import { networkHeader } from './visits.ts';

const redeliveries = [
  'delivered-twice-at-once',
  'delivered-again-later',
  'short-of-time',
  'frozen-after-answer',
] as const;

/** How far the clocks of two machines may be apart. The schedule's own clock calls the planner, which goes by it. */
const skewSecondsMax = 45;

/** The service's functions, each in child processes of its own, called as often and as late as fate wants it. */
export class Functions {
  readonly #fates: Fates;
  readonly #processes: Processes;
  readonly #nowMs: () => number;
  /** Calls that are to be made once more, later. */
  #again: { atMs: number; invoke: () => Promise<unknown> }[] = [];
  #plan: () => Promise<void> = async () => undefined;
  /** The latest run of the planner came to nothing. */
  planFailed = false;

  constructor(fates: Fates, processes: Processes, nowMs: () => number) {
    this.#fates = fates;
    this.#processes = processes;
    this.#nowMs = nowMs;
  }

  handlers(): Handlers {
    const ofSite =
      (name: SiteHandlerName): Handlers[SiteHandlerName] =>
      (settings) =>
      (event, context: Context) => {
        const sourceIp = event.headers[networkHeader] ?? event.requestContext.http.sourceIp;
        event.requestContext.http.sourceIp = sourceIp;
        event.headers['x-forwarded-for'] = sourceIp;
        return this.#invoke(name, settings, event, context.getRemainingTimeInMillis());
      };
    return {
      plan: (settings) => {
        this.#plan = () => this.#runPlanner(settings);
        return this.plan;
      },
      send: this.#ofQueue('send'),
      feedback: this.#ofQueue('feedback'),
      web: ofSite('web'),
      unsubscribe: ofSite('unsubscribe'),
      reconcile: (settings) => async () => this.#invoke('reconcile', settings, {}, 300_000),
      // It counts, and mails nobody.
      count: () => async () => undefined,
      announce: (settings) => (event) => this.#invoke('announce', settings, event, 60_000),
      webhook: (settings) => (event) => this.#invoke('webhook', settings, event, 30_000),
      plansMissedTicks: true,
    };
  }

  /** What keeps the ledger of those who left, from the table's changes. */
  ledger(settings: HandlerEnvironment): StreamHandler {
    return (event) => this.#invoke('ledger', settings, event, 60_000);
  }

  readonly plan = (): Promise<void> => this.#plan();

  /** When a call is to be made once more. */
  nextAtMs(): number {
    return Math.min(Infinity, ...this.#again.map(({ atMs }) => atMs));
  }

  async callAgain(): Promise<void> {
    const due = this.#again.filter(({ atMs }) => atMs <= this.#nowMs());
    this.#again = this.#again.filter(({ atMs }) => atMs > this.#nowMs());
    for (const { invoke } of due) await invoke().catch(() => undefined);
  }

  #ofQueue(name: 'send' | 'feedback'): Handlers[typeof name] {
    return (settings) => async (event) => {
      const call = (another = false, remainingMs = 60_000) => this.#invoke(name, settings, event, remainingMs, another);
      // Asked about the first message: SQS repeats one now and then, and not, without end, whatever came of it.
      const about = withoutNoise(event.Records[0]!.body);
      const fault = this.#fates.invocation(redeliveries, this.#nowMs(), name, about);
      if (fault === 'delivered-twice-at-once') {
        const [first, second] = await Promise.allSettled([call(), call(true)]);
        if (first.status === 'fulfilled') return first.value;
        if (second.status === 'fulfilled') return second.value;
        throw first.reason;
      }
      if (fault === 'delivered-again-later') {
        const atMs = this.#nowMs() + 60_000 * this.#fates.dice.between(1, 24 * 60, 'later', name, about);
        this.#again.push({ atMs, invoke: () => call() });
      }
      if (fault === 'frozen-after-answer') {
        return call().finally(() => {
          const thaw = this.#processes.freeze(name);
          const minutes = this.#fates.dice.between(1, 120, 'thaw', name, about);
          this.#again.push({ atMs: this.#nowMs() + minutes * 60_000, invoke: async () => thaw() });
        });
      }
      if (fault !== 'short-of-time') return call();
      return call(false, this.#fates.dice.pick([1_000, 14_000, 16_000], 'short', name, about));
    };
  }

  async #invoke(
    name: HandlerName,
    settings: HandlerEnvironment,
    event: unknown,
    remainingMs: number,
    another = false,
  ): Promise<never> {
    const now = new Date(this.#nowMs() + this.#skewMs(name)).toISOString();
    const given = {
      ...(settings as Record<string, string>),
      LOG_LEVEL: process.env['SHOW_CHAOS'] ?? 'SILENT',
      SENDERS_MAX: String(processesMax),
    };
    const call = { settings: given, event, now, remainingMs };
    return (await this.#processes.invoke(name, call, another)) as never;
  }

  #skewMs(name: HandlerName): number {
    if (name === 'plan' || !this.#fates.isOn('clocks-skewed')) return 0;
    this.#fates.count('clocks-skewed');
    return this.#fates.dice.between(-skewSecondsMax, skewSecondsMax, 'skew', name) * 1000;
  }

  async #runPlanner(settings: HandlerEnvironment): Promise<void> {
    const nowMs = this.#nowMs();
    if (this.#fates.during('planner-dead', nowMs)) {
      this.planFailed = true;
      return;
    }
    const twice = this.#fates.invocation(['planned-twice'], nowMs, 'plan', String(nowMs)) !== undefined;
    const runs = [this.#invoke('plan', settings, {}, 60_000)];
    if (twice) runs.push(this.#invoke('plan', settings, {}, 60_000, true));
    const ended = await Promise.allSettled(runs);
    this.planFailed = ended.every(({ status }) => status === 'rejected');
  }
}

/** A job without what differs from run to run. */
function withoutNoise(body: string): string {
  return body
    .replaceAll(/\\*"attempt\\*":\d+/g, '')
    .replaceAll(/"(claim|messageId|MessageId|Timestamp|timestamp|askedAt)\\*":\[?\\*"[^"]*"/g, '')
    .slice(0, 300);
}
