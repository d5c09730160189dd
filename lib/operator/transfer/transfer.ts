import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { isMissing, applyEntry } from '../../../lambdas/core/counting/ledger-after-restore.ts';
import { lessonLateDaysMax } from '../../../lambdas/core/course/course.ts';
import { isUnderWay } from '../../../lambdas/core/course/notice.ts';
import { holdsMail, type SendControl } from '../../../lambdas/core/kit/send-control-state.ts';
import { isRestored } from '../../../lambdas/core/sending/send-control.ts';
import { isoInstant, tickAtOrBefore } from '../../../lambdas/core/time/calendar.ts';
import { setByHand } from '../../../lambdas/core/time/planned-walls.ts';
import type { ServiceConnection } from '../connection.ts';
import type { KeyStore } from '../keys.ts';
import type { BlockerCode } from '../json/codes.ts';
import { OperatorError } from '../operator-error.ts';
import { everybody } from '../people.ts';
import { quiet } from '../quiet.ts';
import { claimOf, overAt, settle } from './claims.ts';
import { alignItems, bringChanges, copyItems } from './copy-items.ts';

/** One of the two stages. */
export type Side = Pick<
  ServiceConnection,
  'name' | 'dynamo' | 'table' | 'control' | 'subscribers' | 'series' | 'ledger' | 'webhook' | 'sqs' | 'queues'
> & { keys: KeyStore };

export interface TransferDeps {
  from: Side;
  to: Side;
  now: () => Temporal.Instant;
  /** Emails that people asked for and that wait in the old stage are given up: they have to ask again. */
  dropWaiting?: boolean | undefined;
  /** Hears now and then how many items were done. */
  onItems?: ((count: number) => void) | undefined;
  pageSize?: number | undefined;
}

/** Within this time who left stands in the ledger: its function is told within seconds, and tries again what failed. */
const ledgerLag = { hours: 1 };

/** What keeps a transfer from being done. */
export interface Blocker {
  code: BlockerCode;
  says: string;
}

/** What a transfer would do, or what keeps it from being done. */
export interface TransferPlan {
  from: string;
  to: string;
  /** `all`: everybody is copied. `leavings`: mail goes out of the new stage by now, and only who left the old one since is brought along. */
  brings: 'all' | 'leavings';
  people: number;
  signUps: number;
  /** Claims that are taken as sent. */
  inDoubt: number;
  /** Emails that people asked for, in the queue of the old stage. */
  waiting: number;
  /** What keeps it from being done; empty where it can be. */
  blockers: Blocker[];
}

export interface TransferResult {
  settled: string[];
  compared: number;
  /** Items that differed although they were copied before, and items that the old stage does not have any more. */
  changed: number;
  deleted: number;
  /** Who left, was erased, bounced or complained, and is now known to have. */
  applied: number;
}

/** Looks at both stages; changes nothing. */
export async function planTransfer(deps: TransferDeps): Promise<TransferPlan> {
  const { from, to, now, dropWaiting = false } = deps;
  const [source, target] = [await standingOf(from), await standingOf(to)];
  const brings = isInUse(target.gate) ? 'leavings' : 'all';
  const blockers: Blocker[] = [];
  const block = (isSo: boolean, code: Blocker['code'], says: string) => void (isSo && blockers.push({ code, says }));
  block(
    source.tableId === target.tableId,
    'same-stage',
    'Both are the same stage: name another with --to-region, --to-profile or --to-stage.',
  );
  const { transfer: leaving } = source.gate;
  const { transfer: receiving } = target.gate;
  block(
    leaving !== undefined && (leaving.role !== 'leaving' || leaving.other !== target.arn),
    'already-leaving',
    `People of this stage are on their way already: ${leaving?.role} ${leaving?.other}.`,
  );
  block(
    receiving !== undefined && receiving.other !== source.arn,
    'already-receiving',
    `The other stage is ${receiving?.role} with ${receiving?.other}.`,
  );
  const plan: TransferPlan = {
    from: source.arn,
    to: target.arn,
    brings,
    people: 0,
    signUps: 0,
    inDoubt: 0,
    waiting: 0,
    blockers,
  };
  if (brings === 'leavings') {
    block(
      from.ledger === undefined,
      'no-ledger',
      'The old stage keeps no ledger of who left: deploy this release there first.',
    );
    return plan;
  }
  block(
    source.gate.halted === undefined && leaving === undefined,
    'not-halted',
    `Mail goes out of ${from.name}: halt it first, so that nobody is mailed from both (weekwise halt "moving").`,
  );
  block(
    isRestored(source.gate, source.tableId),
    'restored-table',
    `${from.name} is on a restored table: accept it first.`,
  );
  block(
    to.webhook !== undefined,
    'webhooks',
    'The new stage would tell its webhooks of everybody as if they had just subscribed: deploy it without webhookUrl, and with it a day after the transfer.',
  );
  if (receiving === undefined) {
    block(
      !(await isEmpty(to)),
      'not-empty',
      'The new stage has people of its own, whose ids hang on its own keys: take a stage that nobody has signed up in.',
    );
  }
  const walks = (await from.control.planning()).notices.filter(isUnderWay).map(({ id }) => id);
  block(
    walks.length > 0,
    'notices',
    `Notices are under way and do not come along: ${walks.join(', ')}. Stop them, and send their files from the new stage: nobody gets one again who had it.`,
  );
  const withdrawn = new Set<string>();
  let over: Temporal.Instant | undefined;
  for await (const one of everybody(from)) {
    const who = 'signUp' in one ? one.signUp : one.subscriber;
    if ('signUp' in one) plan.signUps += 1;
    else plan.people += 1;
    if ('series' in who && from.series.find(who.series) && !to.series.find(who.series)) withdrawn.add(who.series);
    const claim = claimOf(one);
    if (claim === undefined) continue;
    plan.inDoubt += 1;
    const at = overAt(claim);
    if (over === undefined || Temporal.Instant.compare(at, over) > 0) over = at;
  }
  block(
    withdrawn.size > 0,
    'series-missing',
    `The new stage does not offer ${[...withdrawn].join(', ')}, which people are in.`,
  );
  block(
    over !== undefined && Temporal.Instant.compare(now(), over) < 0,
    'too-soon',
    `SES may still tell of emails that were just handed to it: run this again from ${over && isoInstant(over)} on.`,
  );
  plan.waiting = await waitingIn(from);
  block(
    plan.waiting > 0 && !dropWaiting,
    'waiting',
    `${plan.waiting} emails that people asked for wait in ${from.name}: let mail out until weekwise status shows none (go), then halt again; or give them up with --drop-waiting.`,
  );
  return plan;
}

/**
 * Brings everybody to the new stage: keys, people, progress, numbers, and the ledger. May be interrupted and run again, until mail goes out of the new stage;
 * from then on it brings only who left the old one.
 *
 * @throws OperatorError when it cannot be done as things are; nothing is changed then
 */
export async function transfer(deps: TransferDeps): Promise<TransferResult> {
  const plan = await planTransfer(deps);
  if (plan.blockers.length > 0) throw new OperatorError(plan.blockers.map(({ says }) => says).join('\n'));
  const { from, to, now, onItems = () => undefined, pageSize } = deps;
  const before = (await to.control.gate()).transfer;
  if (plan.brings === 'leavings') {
    const began = now();
    const applied = await applyLeavings(await from.ledger!.since(before!.heardThrough ?? before!.since), to);
    // Who takes it back here afterwards is not taken out again by the next run.
    await to.control.transfer({ ...before!, heardThrough: isoInstant(began.subtract(ledgerLag)) });
    return { settled: [], compared: 0, changed: 0, deleted: 0, applied };
  }
  const since = before?.since ?? isoInstant(now());
  // The old stage first: from here on no switch lets mail out of either.
  await from.control.transfer({ role: 'leaving', other: plan.to, since });
  const receiving = { role: 'receiving', other: plan.from, since } as const;
  const hadAll = before?.role === 'received';
  // Where everybody was there before, the new stage may be in use: its switch, its keys and its people are its own.
  if (!hadAll) {
    await to.control.transfer({ ...receiving, ...(before?.copied !== undefined && { copied: before.copied }) });
    await to.control.halt({ why: `people came from ${plan.from}`, at: since });
    await to.keys.write(await from.keys.read());
  }

  const settled: string[] = [];
  for await (const one of everybody(from)) {
    const delivery = await settle(one, from);
    if (delivery !== undefined) settled.push(delivery);
  }
  const tables = { from: from.table, to: to.table, pageSize };
  if (before?.copied !== 'all') {
    await copyItems(tables, before?.copied, async (count, stoppedAt) => {
      onItems(count);
      await to.control.transfer({ ...receiving, copied: stoppedAt ?? 'all' });
    });
  }
  const bring = hadAll ? bringChanges : alignItems;
  const { compared, copied, deleted } = await bring(tables, onItems);
  for (const entry of (await from.ledger?.since('1970-01-01T00:00:00Z')) ?? []) await to.ledger?.enter(entry);
  // Whoever left one of them meanwhile, by whichever page, stays out.
  const applied = await applyLeavings((await to.ledger?.since(since)) ?? [], to);
  await planAgain(to, now());
  await to.control.transfer({ ...receiving, role: 'received', copied: 'all' });
  return { settled, compared, changed: copied, deleted, applied };
}

/**
 * Ends a transfer that was not meant: mail may go out of the old stage again once it is let (`go`). The new one stays closed, for good.
 *
 * @throws OperatorError when mail goes out of the new stage already
 */
export async function giveUpTransfer({ from, to }: Pick<TransferDeps, 'from' | 'to'>): Promise<void> {
  const [source, target] = [await standingOf(from), await standingOf(to)];
  if (source.gate.transfer?.other !== target.arn) throw new OperatorError('Nobody is on the way between these stages.');
  if (isInUse(target.gate))
    throw new OperatorError(`Mail goes out of ${to.name} already: from both, people would get it twice.`);
  await to.control.transfer({ role: 'receiving', other: source.arn, since: source.gate.transfer.since });
  await from.control.transfer(undefined);
}

/** Was mail let out of a stage that people came to? Its switch then is not the one that the transfer set. */
function isInUse({ transfer: came, halted }: SendControl): boolean {
  return came !== undefined && !holdsMail(came) && halted?.at !== came.since;
}

async function standingOf({ dynamo, table, control }: Side) {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table.name }));
  return { arn: Table!.TableArn!, tableId: await control.tableId(), gate: await control.gate() };
}

async function isEmpty(side: Side): Promise<boolean> {
  for await (const _ of everybody(side)) return false;
  return true;
}

async function waitingIn({ sqs, queues }: Side): Promise<number> {
  const names = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queues.account.url, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

async function applyLeavings(entries: Awaited<ReturnType<NonNullable<Side['ledger']>['since']>>, to: Side) {
  const deps = { subscribers: to.subscribers, personalData: dynamoPersonalData(to.table), log: quiet };
  let applied = 0;
  for (const entry of entries) {
    const { subscriber: id } = entry;
    const known = (await to.subscribers.find(id)) ?? (await to.subscribers.findSignUp(id));
    if (!isMissing(entry, known)) continue;
    await applyEntry(entry, deps);
    applied += 1;
  }
  return applied;
}

/** What waited in the queues of the old stage is planned once more, as far back as a lesson may be late; what was sent is known, and is not sent again. */
async function planAgain({ control }: Side, now: Temporal.Instant): Promise<void> {
  const { plannedThrough } = await control.planning();
  const from = isoInstant(tickAtOrBefore(now.subtract({ hours: 24 * (lessonLateDaysMax + 1) })));
  if (plannedThrough !== undefined && plannedThrough <= from) return;
  if (!(await control.advance(plannedThrough, from, setByHand)))
    throw new OperatorError('The planner of the new stage ran at the same moment: run this again.', {
      code: 'interrupted',
    });
}
