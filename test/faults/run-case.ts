import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import { loadKeyring } from '../../lambdas/adapters/keys/keyring.ts';
import { sqsClient } from '../../lambdas/adapters/sqs/queues.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { queueNames } from '../../lib/local/queues.ts';
import { localTableName } from '../../lib/local/settings.ts';
import { startLocalService, type LocalService, type LocalServiceOptions } from '../../lib/local/service.ts';
import { moveDeadLetters } from '../../lib/operator/move-dead-letters.ts';
import { type Actor, Actors } from './actors.ts';
import { answersImport, importPlan, imports } from './deeds/importing.ts';
import { announces, meetingNotices, noticePlans, type SentNotice } from './deeds/announcing.ts';
import { checkTable } from './audit-case.ts';
import { eventFeed } from './events.ts';
import { type Dice, Fates, type FaultKind } from './faults.ts';
import { Functions } from './functions.ts';
import { IndexLag } from './index-lag.ts';
import type { Account, Restoration } from './account.ts';
import { settleAccounts } from './ledger.ts';
import { type Life, newLife } from './lives.ts';
import { castPlayers, dayMs, minuteMs, starts } from './people.ts';
import { live } from './person.ts';
import { keysOf } from './keys.ts';
import { openReceiver, type Receiver } from './receiver.ts';
import { ledgerName, openVault, type Vault } from './restoring.ts';
import { asSlowAccount } from './slow-account.ts';
import type { Stage } from './stage.ts';
import { quickFolder } from '../support/quick-folder.ts';
import { Visits } from './visits.ts';
import { Witness } from './witness.ts';

/** Faults happen in the first days; then everything has to come right by itself, but for what an operator has to press. */
const faultDays = 6;
const daysUsually = 19;

export interface CaseReport extends Account {
  seed: number;
  injected: Map<FaultKind, number>;
  /** What people did, and which long faults there were. */
  story: string[];
}

/**
 * Lives through one case: some people, some weeks, and whatever the seed has in store for them.
 *
 * @param days - after which nobody looks any more; what came before is the same with fewer
 */
export async function runCase(
  seed: number,
  allowed: ReadonlySet<FaultKind>,
  stage: Stage,
  days = daysUsually,
): Promise<CaseReport> {
  const start = Date.parse(new Fates(seed, allowed, { from: 0, until: dayMs }).dice.pick(starts, 'start'));
  const span = { from: start, until: start + faultDays * dayMs };
  const endMs = start + days * dayMs;
  const fates = new Fates(seed, allowed, span);
  const isCrowded = fates.isOn('crowded-slot');
  if (isCrowded) fates.count('crowded-slot');
  const { id: series, lessons } = compiledSeries(['stress-and-back-pain']).first;
  const players = castPlayers(fates.dice, start, isCrowded);
  const plans = fates.isOn('notice-sent')
    ? noticePlans(fates.dice, start, { players, series, lesson: lessons[0]!.id })
    : [];
  const lives = (plans.length > 0 ? meetingNotices(players, plans, fates.dice) : players).map(newLife);
  const notices: SentNotice[] = [];
  // A table that is put back would bring people back who were taken back since, which an operator has to know.
  const isImporting = fates.isOn('people-imported') && !fates.isOn('table-restored');
  const importing = isImporting ? importPlan(fates.dice, start, players[0]!) : undefined;
  const witness = new Witness();
  const dataDir = await mkdtemp(join(quickFolder, 'weekwise-chaos-'));
  let deps: LocalService | undefined;
  let vault: Vault | undefined;
  let receiver: Receiver | undefined;
  const nowMs = (): number => deps?.clock.now().epochMilliseconds ?? start;
  const functions = new Functions(fates, stage.processes, nowMs);
  const feed = eventFeed(fates, nowMs);
  const lag = new IndexLag(fates, nowMs);
  try {
    // Ids are hashes by these keys, and fate is asked about ids: with other keys the same seed would be another case.
    await writeFile(join(dataDir, 'keyring.json'), keysOf(seed), { mode: 0o600 });
    // A table that is put back has another stream, and its changes were told already.
    if (fates.isOn('webhooks-on') && !fates.isOn('table-restored')) receiver = await openReceiver(fates, nowMs);
    deps = await startedWith(receiver?.url, {
      dataDir,
      port: 0,
      handlers: functions.handlers(),
      onError: () => undefined,
      accessKey: stage.accessKey,
      // Virtual time moves only from one thing that is due to the next, so that a case is the same on a slow machine.
      realNow: () => start,
      eventFeed: feed,
    });
    stage.proxy.serve({
      fates,
      nowMs,
      emulators: emulatorsHere(),
      kill: stage.processes.kill,
      onForward: (call) => {
        witness.seeCall(call, nowMs());
        lag.seeWrite(call);
      },
      onAnswer: (call, answer) => {
        witness.seeAnswer(call, answer.status);
        return asSlowAccount(fates, call, lag.seen(call, answer));
      },
    });
    // Only dynoxide tells of changes, and without them there is no ledger to restore by.
    if (deps.dynamoName === 'dynoxide' && fates.isOn('table-restored')) {
      const handler = functions.ledger({ LEDGER_NAME: ledgerName });
      vault = await openVault(handler, dataDir, deps.clock);
    }
    const actors = new Actors(nowMs);
    let restoration: Restoration | undefined;
    if (vault !== undefined) {
      const backUpMs = start + fates.dice.between(3 * 24 * 60, 10 * 24 * 60, 'backed-up-at') * minuteMs;
      const losing = { vault, fates, processes: stage.processes, plan: functions.plan };
      actors.add(backUpMs, (actor) => restore(losing, actor, (what) => void (restoration = what)));
    }
    const table = openTable(localTableName);
    const others: Life[] = [];
    if (importing !== undefined) {
      const keyring = await loadKeyring(`file:${join(dataDir, 'keyring.json')}`);
      const sqs = sqsClient();
      const operator = {
        service: deps,
        table,
        keyring,
        series: compiledSeries(['stress-and-back-pain']),
        sqs,
        witness,
      };
      actors.add(importing.atMs, async (actor) => {
        await imports(importing, actor, operator);
        fates.count('people-imported');
        sqs.destroy();
      });
      for (const life of importing.asked) {
        const visits = new Visits(deps, '203.0.250.7');
        const hours = fates.dice.between(1, 48, 'answers', life.address);
        actors.add(importing.atMs + hours * 60 * minuteMs, (actor) =>
          answersImport({ life, actor, visits, witness, dice: fates.dice, inject: feed.inject, count: 0 }),
        );
      }
      others.push(...importing.agreed, ...importing.asked);
    }
    for (const [index, plan] of plans.entries()) {
      actors.add(plan.atMs, (actor) =>
        announces(plan, index + 1, actor, { clock: deps!.clock, table }, (notice) => {
          fates.count('notice-sent');
          notices.push(notice);
        }),
      );
    }
    for (const life of lives) {
      const visits = new Visits(deps, `203.0.${lives.indexOf(life)}.7`);
      actors.add(life.player.signsUpAt, (actor) =>
        live({ life, actor, visits, witness, dice: fates.dice, inject: feed.inject }),
      );
    }
    for (const hours of [1, 13, 26]) actors.add(span.until + hours * 60 * minuteMs, () => redrive(deps!));
    await play({ deps, functions, actors, vault, witness, dice: fates.dice, endMs });
    const account = settleAccounts({
      lives: [...lives, ...others],
      mails: deps.ses!.mails(),
      lessonIds: lessons.map(({ id }) => id),
      notices,
      witness,
      calmFromMs: span.until,
      restoration,
      lateEvents: feed.lateEvents,
      told: deps.webhooks === 'on' ? receiver?.told : undefined,
      endMs,
    });
    account.wrong.push(...(await checkTable(deps, { from: start, until: nowMs() })));
    return { seed, injected: fates.injected, story: storyOf([...lives, ...others], notices, fates), ...account };
  } finally {
    stage.proxy.serve(undefined);
    await vault?.stop();
    await deps?.close();
    receiver?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Where webhooks go is an operator's setting, in the environment. */
async function startedWith(webhookUrl: string | undefined, options: LocalServiceOptions): Promise<LocalService> {
  if (webhookUrl !== undefined) process.env['WEBHOOK_URL'] = webhookUrl;
  try {
    return await startLocalService(options);
  } finally {
    delete process.env['WEBHOOK_URL'];
  }
}

function storyOf(lives: Life[], notices: readonly SentNotice[], { windows }: Fates): string[] {
  const at = (ms: number) => new Date(ms).toISOString();
  return [
    ...[...windows].map(([kind, { from, until }]) => `${at(from)} to ${at(until)} ${kind}`),
    ...notices.map(({ id, atMs, audience, stoppedMs }) => {
      const end = stoppedMs === undefined ? '' : `, and stops it at ${at(stoppedMs)}`;
      return `${at(atMs)} the operator sends ${id} to ${JSON.stringify(audience)}${end}`;
    }),
    ...lives.flatMap(({ player, diary }) => {
      const { addresses, zone, lessonDay, sendTime, habit } = player;
      return [
        `${addresses[0]}: ${zone}, day ${lessonDay}, ${sendTime}, signs up ${habit}`,
        ...diary.map((line) => `  ${line}`),
      ];
    }),
  ];
}

function emulatorsHere() {
  const { env } = process;
  return {
    dynamodb: env['AWS_ENDPOINT_URL_DYNAMODB']!,
    ses: env['AWS_ENDPOINT_URL_SES']!,
    sqs: env['AWS_ENDPOINT_URL_SQS']!,
  };
}

/** Calls to AWS after which somebody acts who meets the service at work. */
const callsMax = 15;

/** Lets time pass from one thing that is due to the next. */
async function play({
  deps,
  functions,
  actors,
  vault,
  witness,
  dice,
  endMs,
}: {
  deps: LocalService;
  functions: Functions;
  actors: Actors;
  vault: Vault | undefined;
  witness: Witness;
  dice: Dice;
  endMs: number;
}): Promise<void> {
  const nowMs = () => deps.clock.now().epochMilliseconds;
  const advance = (ms: number) => deps.clockwork.advanceTo(Temporal.Instant.fromEpochMilliseconds(ms));
  // As in the first quarter hour after a deployment; the clock passes over ticks at which nobody can be due.
  await functions.plan();
  while (nowMs() < endMs) {
    const retryPlanMs = functions.planFailed ? nextTickMs(nowMs()) : Infinity;
    const nextMs = Math.max(nowMs(), Math.min(endMs, retryPlanMs, actors.nextAtMs(), functions.nextAtMs()));
    const due = actors.due(nextMs);
    const arrived = advance(nextMs);
    // By a number of calls, not of milliseconds: a slow machine must not make another case of it.
    const meanwhile = due
      .filter(({ meetsWork }) => meetsWork)
      .map(async ({ wake, atMs }) => {
        await Promise.race([witness.callsFrom(atMs, dice.between(1, callsMax, 'moment', atMs)), arrived]);
        await wake();
      });
    await Promise.race([Promise.all([arrived, ...meanwhile]), actors.failed]);
    if (retryPlanMs <= nextMs) await functions.plan();
    await functions.callAgain();
    for (const { wake, meetsWork } of due) {
      if (meetsWork) continue;
      await Promise.race([wake(), actors.failed]);
      await deps.drained();
    }
    await deps.drained();
    await vault?.catchUp();
  }
}

function nextTickMs(ms: number): number {
  const quarterMs = 15 * minuteMs;
  return (Math.floor(ms / quarterMs) + 1) * quarterMs;
}

/** A backup, a loss, a restored table behind its fence, and the operator's word that it may be mailed from. */
async function restore(
  {
    vault,
    fates,
    processes,
    plan,
  }: { vault: Vault; fates: Fates; processes: Stage['processes']; plan: () => Promise<void> },
  actor: Actor,
  onRestored: (restoration: Restoration) => void,
): Promise<void> {
  const { dice } = fates;
  // Of a quarter hour ago at most: the planner is called more often than there is something to plan here.
  await plan();
  const backup = await vault.backUp();
  const backedUpMs = actor.nowMs();
  // Before the planner has run for the first time there is no table to tell apart from another.
  if (!backup.some((item) => item['tableId'] !== undefined)) return;
  await actor.sleep(dice.between(30, 60 * 60, 'backup-age'));
  // The old table, and its stream, stay until the new one is in use.
  while (!(await vault.catchUp())) await actor.sleep(10);
  const restoredMs = actor.nowMs();
  const acceptedMs = restoredMs + dice.between(10, 12 * 60, 'fenced-for') * minuteMs;
  fates.count('table-restored');
  fates.windows.set('table-restored', { from: backedUpMs, until: acceptedMs });
  onRestored({ backedUpMs, restoredMs, acceptedMs });
  // Functions that are deployed anew start anew.
  processes.stop();
  await vault.restore(backup);
  await actor.sleepUntil(acceptedMs);
  await vault.accept();
}

/** Once the faults are over the operator looks at the alarms. */
async function redrive(deps: LocalService): Promise<void> {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  for (const name of queueNames) {
    const { sqs: emulator } = deps;
    const urls = { from: emulator!.queueUrl(`${name}-dlq`), to: emulator!.queueUrl(name), waitSeconds: 0 };
    await moveDeadLetters(urls, sqs);
  }
  sqs.destroy();
}
