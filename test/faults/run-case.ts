import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { Temporal } from 'temporal-polyfill';
import { everybody } from '../../lambdas/adapters/dynamo-everybody.ts';
import { openTable } from '../../lambdas/adapters/dynamo-table.ts';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { auditPerson } from '../../lambdas/core/audit.ts';
import { tickAtOrBefore } from '../../lambdas/core/calendar.ts';
import { isPerson, type Person } from '../../lambdas/core/subscriber.ts';
import { subscriberIdOf } from '../../lambdas/core/table-keys.ts';
import type { HandlerName } from '../../lib/cloud/bundling.ts';
import type { SiteHandlerName } from '../../lib/cloud/site-routes.ts';
import { visitor } from '../../lib/local/demo/visitor.ts';
import type { PublishedEvent } from '../../lib/local/engines/ses.ts';
import type { Handlers } from '../../lib/local/handlers.ts';
import { queueNames } from '../../lib/local/queues.ts';
import { makeAccessKey } from '../../lib/local/engines/loopback-guard.ts';
import { localCredentials, localTableName } from '../../lib/local/settings.ts';
import { startWorld, type World } from '../../lib/local/world.ts';
import { moveDeadLetters } from '../../lib/operator/move-dead-letters.ts';
import { eventRoad } from './events.ts';
import { Fates, type FaultKind } from './faults.ts';
import { type Account, type Evidence, settleAccounts } from './ledger.ts';
import { atTheirSlot, castPlayers, type Player, starts } from './people.ts';
import { type Processes, startProcesses } from './processes.ts';
import { type FaultProxy, type Passing, startFaultProxy } from './proxy.ts';
import type { Bundles } from './bundles.ts';

const dayMs = 86_400_000;
/** Faults happen in the first days; then everything has to come right by itself, but for what an operator has to press. */
const faultDays = 6;
const days = 19;

export interface CaseReport extends Account {
  seed: number;
  injected: Map<FaultKind, number>;
}

/** Child processes and the proxy before the engines, kept from case to case. */
export interface Stage {
  bundles: Bundles;
  /** Of the engines of every case. */
  accessKey: string;
  proxy: FaultProxy;
  processes: Processes;
  stop: () => Promise<void>;
}

export async function openStage(bundles: Bundles): Promise<Stage> {
  const accessKey = makeAccessKey();
  const { accessKeyId, secretAccessKey } = localCredentials(accessKey);
  const proxy = await startFaultProxy(accessKey);
  const processes = startProcesses(bundles, {
    PATH: process.env['PATH'] ?? '',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: proxy.urls.dynamodb,
    AWS_ENDPOINT_URL_SES: proxy.urls.ses,
    AWS_ENDPOINT_URL_SQS: proxy.urls.sqs,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  return {
    bundles,
    accessKey,
    proxy,
    processes,
    stop: async () => {
      processes.stop();
      await proxy.stop();
    },
  };
}

/** Lives through one case: some people, some weeks, and whatever the seed has in store for them. */
export async function runCase(seed: number, allowed: ReadonlySet<FaultKind>, stage: Stage): Promise<CaseReport> {
  const probe = new Fates(seed, allowed, { from: 0, until: dayMs });
  const start = Temporal.Instant.from(probe.dice.pick(starts, 'start'));
  const span = { from: start.epochMilliseconds, until: start.epochMilliseconds + faultDays * dayMs };
  const fates = new Fates(seed, allowed, span);
  const players = castPlayers(fates.dice, start);
  const dataDir = await mkdtemp(join(tmpdir(), 'weekwise-chaos-'));
  const startedAt = Date.now();
  let world: World | undefined;
  try {
    const play = new Play(seed, fates, players, stage);
    // Real time stands nearly still, so that a case is the same on a slow machine.
    const realNow = () => start.epochMilliseconds + (Date.now() - startedAt) / 1000;
    world = await startWorld({
      dataDir,
      port: 0,
      handlers: play.handlers(),
      onError: () => undefined,
      accessKey: stage.accessKey,
      realNow,
      eventRoad: play.road,
    });
    return await play.live(world, span, start.epochMilliseconds + days * dayMs);
  } finally {
    stage.proxy.serve(undefined);
    await world?.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Something that somebody is going to do. */
interface Entry {
  atMs: number;
  /** At the moment at which the service is at work on the same person. */
  duringWork: boolean;
  act: (duringWork: boolean) => Promise<void>;
}

const redeliveries = ['delivered-twice-at-once', 'delivered-again-later', 'short-of-time'] as const;

class Play {
  readonly #seed: number;
  readonly #fates: Fates;
  readonly #players: Player[];
  readonly #stage: Stage;
  readonly road;
  #nowMs: () => number = () => 0;
  /** Calls that are to be made once more, later. */
  #again: { atMs: number; invoke: () => Promise<unknown> }[] = [];
  #planFailed = false;
  #plan: (() => Promise<unknown>) | undefined;
  #order = 0;
  readonly #claimedAs = new Map<string, number>();
  readonly #suppressedAs = new Map<string, number>();
  readonly #endedAs: Evidence['endedAs'] = new Map();
  readonly #confirmedAtMs = new Map<string, number>();

  constructor(seed: number, fates: Fates, players: Player[], stage: Stage) {
    this.#seed = seed;
    this.#fates = fates;
    this.#players = players;
    this.#stage = stage;
    this.road = eventRoad(fates, () => this.#nowMs());
  }

  /** Handlers that run in child processes. */
  handlers(): Handlers {
    const queueHandler = (name: HandlerName) => (settings: Record<string, string | undefined>) => {
      const call = (event: unknown, another = false, remainingMs = 60_000) =>
        this.#invoke(name, settings, event, remainingMs, another);
      return async (event: { Records: { body: string; messageId: string }[] }) => {
        // Asked about the first message: SQS repeats one now and then, and not, without end, whatever came of it.
        const about = withoutNoise(event.Records[0]!.body);
        const fault = this.#fates.invocation(redeliveries, this.#nowMs(), name, about);
        if (fault === 'delivered-twice-at-once') {
          const [first, second] = await Promise.allSettled([call(event), call(event, true)]);
          if (first.status === 'fulfilled') return first.value;
          if (second.status === 'fulfilled') return second.value;
          throw first.reason;
        }
        if (fault === 'delivered-again-later') {
          const atMs = this.#nowMs() + 60_000 * this.#fates.dice.between(1, 24 * 60, 'later', name, about);
          this.#again.push({ atMs, invoke: () => call(event) });
        }
        const hurry = fault === 'short-of-time';
        return call(
          event,
          false,
          hurry ? this.#fates.dice.pick([1_000, 14_000, 16_000], 'short', name, about) : undefined,
        );
      };
    };
    const wireQueue = (name: HandlerName) => queueHandler(name) as Handlers['send'];
    const wireSite =
      (name: SiteHandlerName): Handlers[SiteHandlerName] =>
      (settings) =>
      (event, context: Context) =>
        this.#invoke(name, settings, event, context.getRemainingTimeInMillis());
    return {
      plan: (settings) => {
        this.#plan = () => this.#runPlanner(settings);
        return async () => this.#runPlanner(settings);
      },
      dispatch: wireQueue('dispatch'),
      send: wireQueue('send'),
      feedback: wireQueue('feedback'),
      web: wireSite('web'),
      unsubscribe: wireSite('unsubscribe'),
      reconcile: (settings) => async () => this.#invoke('reconcile', settings, {}, 300_000),
      // It counts, and mails nobody.
      count: () => async () => undefined,
      plansMissedTicks: true,
    };
  }

  async #invoke(
    name: HandlerName,
    settings: Record<string, string | undefined>,
    event: unknown,
    remainingMs: number,
    another = false,
  ): Promise<never> {
    const now = Temporal.Instant.fromEpochMilliseconds(this.#nowMs()).toString();
    const given = { ...(settings as Record<string, string>), LOG_LEVEL: process.env['SHOW_CHAOS'] ?? 'SILENT' };
    const call = { settings: given, event, now, remainingMs };
    return (await this.#stage.processes.invoke(name, call, another)) as never;
  }

  async #runPlanner(settings: Record<string, string | undefined>): Promise<void> {
    const nowMs = this.#nowMs();
    if (this.#fates.during('planner-dead', nowMs)) {
      this.#planFailed = true;
      return;
    }
    const twice = this.#fates.invocation(['planned-twice'], nowMs, 'plan', String(nowMs)) !== undefined;
    const runs = [this.#invoke('plan', settings, {}, 60_000)];
    if (twice) runs.push(this.#invoke('plan', settings, {}, 60_000, true));
    const ended = await Promise.allSettled(runs);
    this.#planFailed = ended.every(({ status }) => status === 'rejected');
  }

  async live(world: World, span: { from: number; until: number }, endMs: number): Promise<CaseReport> {
    this.#nowMs = () => world.clock.now().epochMilliseconds;
    const environment = process.env;
    this.#stage.proxy.serve({
      fates: this.#fates,
      nowMs: () => this.#nowMs(),
      engines: {
        dynamodb: environment['AWS_ENDPOINT_URL_DYNAMODB']!,
        ses: environment['AWS_ENDPOINT_URL_SES']!,
        sqs: environment['AWS_ENDPOINT_URL_SQS']!,
      },
      kill: this.#stage.processes.kill,
      onForward: (call) => this.#noteClaim(call),
      onAnswer: (call, status) => this.#noteSuppression(call, status),
    });
    const agenda = this.#agenda(world, span);
    // As in the first quarter hour after a deployment; the clock passes over ticks at which nobody can be due.
    await this.#plan!();
    while (this.#nowMs() < endMs) {
      const nowMs = this.#nowMs();
      const retryPlanAt = this.#planFailed ? nextTickMs(nowMs) : Infinity;
      const nextMs = Math.min(endMs, retryPlanAt, agenda[0]?.atMs ?? Infinity, ...this.#again.map(({ atMs }) => atMs));
      const due = agenda.filter(({ atMs }) => atMs <= Math.max(nextMs, nowMs));
      agenda.splice(0, due.length);
      const put = (later: Entry) => {
        agenda.push(later);
        agenda.sort((a, b) => a.atMs - b.atMs);
      };
      // Virtual time stands while work is done: who finds the site down in that moment comes back later.
      const meanwhile = due
        .filter(({ duringWork }) => duringWork)
        .map((entry) =>
          entry.act(true).catch(() => put({ ...entry, atMs: this.#nowMs() + 600_000, duringWork: false })),
        );
      await world.clockwork.advanceTo(instant(Math.max(nextMs, this.#nowMs())));
      await Promise.all(meanwhile);
      if (retryPlanAt <= nextMs) await this.#plan!();
      const again = this.#again.filter(({ atMs }) => atMs <= this.#nowMs());
      this.#again = this.#again.filter(({ atMs }) => atMs > this.#nowMs());
      for (const { invoke } of again) await invoke().catch(() => undefined);
      for (const { act, duringWork } of due) if (!duringWork) await act(false);
      await world.drained();
    }
    const people = await readSubscribers();
    for (const [id, order] of this.#suppressedAs) {
      const address = [...people.values()].find((person) => person.id === id)?.address;
      if (address !== undefined && !this.#endedAs.has(address))
        this.#endedAs.set(address, { order, by: 'suppression' });
    }
    const account = settleAccounts({
      players: this.#players,
      people,
      mails: world.ses!.mails(),
      lessonIds: compiledSeries(['stress-and-back-pain']).first.lessons.map(({ id }) => id),
      claimedAs: this.#claimedAs,
      endedAs: this.#endedAs,
      confirmedAtMs: this.#confirmedAtMs,
      calmFromMs: span.until,
      endMs,
    });
    // The service's own account has to come to the same: it explains every slot from the table alone.
    const end = instant(this.#nowMs());
    for (const person of people.values()) {
      for (const line of auditPerson(
        person,
        compiledSeries([person.series]).first,
        { from: instant(span.from), until: end },
        end,
      )) {
        if (line.state === 'unaccounted' || line.state === 'in-doubt') {
          account.wrong.push(`${person.address}: the audit finds ${line.localDate} ${line.state}`);
        }
      }
    }
    for (const name of queueNames) {
      const { visible, delayed, inFlight } = world.sqs!.counts(`${name}-dlq`);
      if (visible + delayed + inFlight > 0) account.wrong.push(`${name}: dead letters are left`);
    }
    return { seed: this.#seed, injected: this.#fates.injected, ...account };
  }

  /** Everything that people, and the operator, are going to do. */
  #agenda(world: World, span: { until: number }): Entry[] {
    const entries: Entry[] = [];
    const add = (atMs: number, act: Entry['act'], duringWork = false) => entries.push({ atMs, duringWork, act });
    for (const player of this.#players) {
      const visits = visitor(player, world);
      add(player.signsUpAt, () => this.#signUp(player, world));
      if (player.habit === 'signs up again later') {
        add(player.signsUpAt + 6 * dayMs, () => this.#untilDone(() => visits.signUp(), world));
      }
      if (player.act === undefined) continue;
      const { atMs, duringWork } = player.act;
      const at = duringWork ? Math.max(atTheirSlot(player, atMs), player.signsUpAt + 2 * dayMs) : atMs;
      player.act.atMs = at;
      add(at, (during) => this.#act(player, world, during), duringWork);
    }
    // Once the faults are over the operator looks at the alarms.
    for (const hours of [1, 13, 26]) {
      add(span.until + hours * 3_600_000, async () => {
        const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
        for (const name of queueNames) {
          await moveDeadLetters(
            { from: world.sqs!.queueUrl(`${name}-dlq`), to: world.sqs!.queueUrl(name), waitSeconds: 0 },
            sqs,
          );
        }
        sqs.destroy();
      });
    }
    return entries.sort((a, b) => a.atMs - b.atMs);
  }

  async #signUp(player: Player, world: World): Promise<void> {
    const visits = visitor(player, world);
    const twice = player.habit === 'posts the form twice at once';
    await this.#untilDone(() => visits.signUp(), world, twice ? 2 : 1);
    const inbox = () => world.ses!.mails().some(({ destinations }) => destinations.includes(player.address));
    // A person looks again later, and asks once more the next day.
    for (let tries = 0; !inbox() && tries < 100; tries += 1) {
      await this.#wait(world, 30);
      if (tries > 0 && tries % 48 === 0) await this.#untilDone(() => visits.signUp(), world);
    }
    if (!inbox()) return;
    await this.#untilDone(() => visits.confirm(), world, player.habit === 'confirms twice at once' ? 2 : 1);
    this.#confirmedAtMs.set(player.address, this.#nowMs());
  }

  async #act(player: Player, world: World, duringWork: boolean): Promise<void> {
    const visits = visitor(player, world);
    // Who was never mailed a link to their settings cannot do anything yet.
    const welcomed = world
      .ses!.mails()
      .some(
        ({ destinations, tags }) =>
          destinations.includes(player.address) && /^(welcome|lesson)/.test(tags['delivery'] ?? ''),
      );
    const { act } = player.act!;
    if (!welcomed) {
      delete player.act;
      return;
    }
    if (duringWork) {
      await new Promise((resolve) => setTimeout(resolve, this.#fates.dice.between(0, 60, 'moment', player.address)));
    }
    const waits = duringWork ? undefined : world;
    switch (act) {
      case 'leaves by the link':
        await this.#untilDone(() => visits.leave(), waits);
        return void this.#endedAs.set(player.address, { order: ++this.#order, by: 'leaving' });
      case 'leaves by one click':
        await this.#untilDone(() => visits.oneClick(), waits);
        return void this.#endedAs.set(player.address, { order: ++this.#order, by: 'leaving' });
      case 'pauses for a week':
        return this.#untilDone(() => visits.pause(1), waits);
      case 'moves away':
        return this.#untilDone(() => visits.moveTo('Asia/Tokyo'), waits);
      case 'complains':
      case 'bounces': {
        const mail = world
          .ses!.mails()
          .findLast(
            ({ destinations, tags }) => destinations.includes(player.address) && tags['subscriber'] !== undefined,
          )!;
        return this.road.inject(feedbackAbout(mail, act, instant(this.#nowMs()).toString()));
      }
      default:
        return act satisfies never;
    }
  }

  /** Tries until the site says that it is done, as people do. Two at once are two fingers on one button. */
  async #untilDone(post: () => Promise<void>, world: World | undefined, times = 1): Promise<void> {
    for (let tries = 0; tries < (world === undefined ? 20 : 400); tries += 1) {
      const answers = await Promise.allSettled(Array.from({ length: times }, () => post()));
      if (answers.some(({ status }) => status === 'fulfilled')) return;
      if (world === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
      else await this.#wait(world, 10);
    }
    throw new Error('The site never came back');
  }

  async #wait(world: World, minutes: number): Promise<void> {
    await world.clockwork.advanceTo(instant(this.#nowMs() + minutes * 60_000));
    if (this.#planFailed && !this.#fates.during('planner-dead', this.#nowMs())) await this.#plan!();
  }

  #noteClaim({ service, operation, body }: Passing): void {
    if (service !== 'dynamodb' || operation !== 'UpdateItem') return;
    const values = body['ExpressionAttributeValues'] as Record<string, { M?: { id?: { S: string } } }> | undefined;
    const claim = values?.[':claim']?.M?.id?.S;
    // A call that is made again after a lost answer was made once before; the latest counts against us.
    if (claim !== undefined) this.#claimedAs.set(claim, ++this.#order);
  }

  #noteSuppression({ service, operation, body }: Passing, status: number): void {
    if (service !== 'dynamodb' || operation !== 'UpdateItem' || status !== 200) return;
    const values = body['ExpressionAttributeValues'] as Record<string, { S?: string; M?: unknown }> | undefined;
    if (values?.[':suppression'] === undefined) return;
    const id = subscriberIdOf((body['Key'] as { pk: { S: string } }).pk.S)!;
    if (!this.#suppressedAs.has(id)) this.#suppressedAs.set(id, ++this.#order);
  }
}

/** An event as SES publishes it when a receiver's server, or the receiver, objects. */
function feedbackAbout(
  mail: { messageId: string; sentAt: string; destinations: string[]; tags: Record<string, string> },
  act: 'complains' | 'bounces',
  timestamp: string,
): PublishedEvent {
  const [emailAddress] = mail.destinations;
  const about = {
    mail: {
      messageId: mail.messageId,
      timestamp: mail.sentAt,
      destination: mail.destinations,
      tags: Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
    },
  };
  const feedbackId = `feedback-${mail.messageId}`;
  return act === 'complains'
    ? {
        eventType: 'Complaint',
        ...about,
        complaint: { complainedRecipients: [{ emailAddress }], timestamp, feedbackId },
      }
    : {
        eventType: 'Bounce',
        ...about,
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{ emailAddress }],
          timestamp,
          feedbackId,
        },
      };
}

/** A job without what differs from run to run. */
function withoutNoise(body: string): string {
  return body
    .replaceAll(/\\*"attempt\\*":\d+/g, '')
    .replaceAll(/"(claim|messageId|MessageId|Timestamp|timestamp|askedAt)\\*":\[?\\*"[^"]*"/g, '')
    .slice(0, 300);
}

async function readSubscribers(): Promise<Map<string, Person>> {
  const client = new DynamoDBClient({});
  const people = new Map<string, Person>();
  for await (const { subscriber } of everybody(openTable(localTableName, client), ['profile'])) {
    if (isPerson(subscriber)) people.set(subscriber.address, subscriber);
  }
  client.destroy();
  return people;
}

function nextTickMs(nowMs: number): number {
  return tickAtOrBefore(instant(nowMs)).epochMilliseconds + 15 * 60_000;
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
