import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import { dynamoNotices } from '../../lambdas/adapters/dynamo/notices.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { leave } from '../../lambdas/core/actions/unsubscribing.ts';
import { chunk } from '../../lambdas/core/kit/chunk.ts';
import { mapConcurrent } from '../../lambdas/core/kit/parallel.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import { isoInstant, tickMinutes } from '../../lambdas/core/time/calendar.ts';
import type { HandlerName } from '../../lib/cloud/bundling.ts';
import type { PublishedEvent } from '../../lib/local/emulators/ses.ts';
import { localCredentials, localRegion, localTableName } from '../../lib/local/settings.ts';
import { snsEnvelope } from '../../lib/local/sns-envelope.ts';
import { readNotice } from '../../lib/notices/read-notice.ts';
import { reachOf } from '../../lib/operator/notice/audience.ts';
import { sendNotice } from '../../lib/operator/notice/send-notice.ts';
import { quiet } from '../../lib/operator/quiet.ts';
import { roots } from '../../lib/roots.ts';
import { startEmulators } from '../bench/engines.ts';
import { handlerSettings } from '../bench/handler-settings.ts';
import { itemOf, personAt } from '../bench/people.ts';
import { seed } from '../bench/seeding.ts';
import { sqsEvent } from '../bench/sqs-event.ts';
import { buildBundles } from '../faults/bundles.ts';
import { wallClock } from '../faults/due-time.ts';
import { dice } from '../faults/faults.ts';
import { KilledError, startProcesses } from '../faults/processes.ts';

/**
 * `npm run measure:notice`: one notice to many people in eight zones, with the functions as they are deployed in processes of their own, which are killed
 * again and again, and people who leave meanwhile. Every mail that SES accepted is counted at the end: once each, by day, and to nobody who had left.
 */

const people = Number(process.argv[2] ?? 20_000);
const chance = dice(Number(process.argv[3] ?? 1));

const zones = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Pacific/Auckland',
];
const startMs = Date.parse('2026-11-28T08:58:00Z');
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Virtual hours after which it has to be over. */
const hoursMax = 72;
/** After how many mails a sender is killed, and how many milliseconds later: it may be at whichever call by then. */
const mailsToLive = [1, Math.ceil(people / 20)] as const;
const laterMs = [0, 60] as const;
/** Of so many people each kind is one. */
const of = 50;
/** For whom it is not. */
const others: Record<number, (index: number) => object> = {
  0: () => ({ pausedUntil: '2027-03-01' }),
  1: () => ({ status: 'completed' }),
  2: () => ({ status: 'unsubscribed' }),
  3: () => ({ status: 'bounced', suppression: { reason: 'bounce', at: isoOf(startMs - hourMs) } }),
  4: () => ({ confirmedAt: isoOf(startMs + hourMs) }),
};
/** Who leaves while it goes out. */
const leaver = 5;
/** How many leave during one run. */
const leaversARun = Math.ceil(people / of / 40);

const file = [
  '---',
  'subject: A correction of the lesson on breathing',
  'preheader: One sentence of it was wrong. Please read this before you practise again.',
  '---',
  'The lesson said to hold your breath. **Please do not.**',
].join('\n');

function isoOf(ms: number): string {
  return isoInstant(Temporal.Instant.fromEpochMilliseconds(ms));
}

await mkdir(join(roots.project, 'build'), { recursive: true });
// Within the project: a bundle finds its packages from where it lies.
const folder = await mkdtemp(join(roots.project, 'build', 'notice-'));
const emulators = await startEmulators(join(folder, 'engines'));
const environment = emulators.environment();
const credentials = localCredentials(emulators.accessKey);
const common = { region: localRegion, credentials };
const dynamo = new DynamoDBClient({ ...common, endpoint: environment['AWS_ENDPOINT_URL_DYNAMODB']! });
const sqs = new SQSClient({
  ...common,
  endpoint: environment['AWS_ENDPOINT_URL_SQS']!,
  useQueueUrlAsEndpoint: false,
});
const processes = startProcesses(await buildBundles(folder, []), {
  ...environment,
  PATH: process.env['PATH'] ?? '',
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  POWERTOOLS_METRICS_DISABLED: 'true',
});
try {
  await measure();
} finally {
  processes.stop();
  dynamo.destroy();
  sqs.destroy();
  await emulators.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const settings = { ...(await handlerSettings(folder, emulators)), LOG_LEVEL: 'SILENT' };
  const table = openTable(localTableName, dynamo);
  const subscribers = dynamoSubscribers(table);
  const notices = dynamoNotices(table);
  const everybody = Array.from({ length: people }, (_, index) => {
    const person = personAt(index, [], 'stress-and-back-pain');
    const preferences = { ...person.preferences, zone: zones[index % zones.length]! };
    return { ...person, preferences, ...others[index % of]?.(index) };
  });
  for (const group of chunk(5_000, everybody)) await seed(table, group.map(itemOf));

  let nowMs = startMs;
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(nowMs) };
  const setTime = async (ms: number) => {
    nowMs = ms;
    await emulators.time(isoOf(ms));
  };
  await setTime(startMs);
  const draft = await readNotice(file, 'correction.md', roots.project);
  const { id } = (await sendNotice(draft, {}, { sure: true }, { table, clock }))!;

  const begun = performance.now();
  const killed = { plan: 0, send: 0, feedback: 0 };
  let runs = 0;
  const leavers = everybody.filter((_, index) => index % of === leaver);
  /** By address: the run during which they left. */
  const leftIn = new Map<string, number>();
  /** By address: each mail that SES accepted, and the run after which that was known. */
  const accepted = new Map<string, { run: number; ms: number }[]>();

  const invoke = (name: HandlerName, event: unknown, another = false) =>
    processes.invoke(name, { settings, event, now: isoOf(nowMs), remainingMs: timings.timeout.send * 1000 }, another);
  /** What SES published, until it is taken in. */
  const events: PublishedEvent[] = [];
  const listen = async () => events.push(...(await emulators.events()));
  /** Calls a function, whose process is killed at some moment; false when that was before it had answered. */
  const mortal = async (name: 'plan' | 'send' | 'feedback', event: unknown, moment?: () => Promise<boolean>) => {
    let isDone = false;
    const killing = async () => {
      while (!isDone && !(await moment!())) await setTimeout(20);
      if (!isDone) processes.kill(`${name}-1`);
    };
    const kill = moment && killing();
    try {
      await invoke(name, event);
      return true;
    } catch (error) {
      if (!(error instanceof KilledError)) throw error;
      killed[name] += 1;
      return false;
    } finally {
      isDone = true;
      await kill;
    }
  };
  /** Some milliseconds from now. */
  const soon = (ms: number) => async () => setTimeout(ms, true);

  const leaveSome = async () => {
    const going = leavers.splice(0, leaversARun);
    await mapConcurrent(4, going, async (person) => {
      const queues = { account: async () => undefined };
      const { outcome } = await leave(person.id, { farewell: false }, { clock, subscribers, queues, log: quiet });
      if (outcome !== 'stopped') throw new Error(`Leaving ended with ${outcome}`);
      leftIn.set(person.address, runs);
    });
  };

  /** Takes the events of SES in. */
  const hear = async () => {
    // What was on its way when its sender was killed.
    await setTimeout(50);
    await listen();
    const heard = events.splice(0);
    for (const event of heard) note(event);
    for (const batch of chunk(timings.feedbackBatch, heard)) {
      const event = sqsEvent(batch.map((one) => snsEnvelope(one, clock.now(), localRegion)));
      const dies = chance.roll('feedback dies', runs) < 0.1;
      if (!(await mortal('feedback', event, dies ? soon(40) : undefined))) await invoke('feedback', event);
    }
  };
  const note = ({ eventType, mail }: PublishedEvent) => {
    const { tags } = mail as typeof mail & { tags: Record<string, string[]> };
    if (eventType !== 'Send' || tags['notice']?.[0] !== id) return;
    const address = mail.destination[0]!;
    accepted.set(address, [...(accepted.get(address) ?? []), { run: runs, ms: nowMs }]);
  };

  /** A message of the send queue, given out again two minutes later while its sender is killed. */
  const work = async (body: string) => {
    for (;;) {
      runs += 1;
      const mailsMax = chance.between(...mailsToLive, 'mails', runs);
      const later = chance.between(...laterMs, 'later', runs);
      const moment = async () => {
        await listen();
        return events.length >= mailsMax && setTimeout(later, true);
      };
      const isTwice = chance.roll('twice', runs) < 0.2;
      const [first] = await Promise.all([
        mortal('send', sqsEvent([body]), moment),
        // Once more, while the first one is at work or has just been killed.
        isTwice && setTimeout(700).then(() => invoke('send', sqsEvent([body]), true)),
        leaveSome(),
      ]);
      await hear();
      if (first) return;
      await setTime(nowMs + timings.claimLife * 1000);
    }
  };

  const tickMs = tickMinutes * minuteMs;
  for (;;) {
    // EventBridge Scheduler tries again.
    const dies = chance.roll('plan dies', nowMs) < 0.2;
    if (!(await mortal('plan', {}, dies ? soon(20) : undefined))) await invoke('plan', {});
    for (let body = await takeOne(); body !== undefined; body = await takeOne()) await work(body);
    const { finished } = (await notices.find(id))!;
    if (finished !== undefined) break;
    if (nowMs > startMs + hoursMax * hourMs) throw new Error('The notice does not come to an end');
    await setTime((Math.floor(nowMs / tickMs) + 1) * tickMs + 1_000);
  }

  const seconds = (performance.now() - begun) / 1000;
  const { had } = await reachOf((await notices.find(id))!, { table, clock });
  const { walk, finished } = (await notices.find(id))!;
  const wrong: string[] = [];
  let leftUnmailed = 0;
  for (const [index, { address, preferences }] of everybody.entries()) {
    const mails = accepted.get(address) ?? [];
    const left = leftIn.get(address);
    const isFor = others[index % of] === undefined;
    if (left !== undefined && mails.length === 0) leftUnmailed += 1;
    if (mails.length > 1) wrong.push(`${address} got it ${mails.length} times`);
    if (mails.length === 0 && isFor && left === undefined) wrong.push(`${address} did not get it`);
    for (const { run, ms } of mails) {
      if (!isFor) wrong.push(`${address} got it, for whom it is not`);
      if (left !== undefined && run > left) wrong.push(`${address} got it after they had left`);
      const time = wallClock(ms, preferences.zone).slice(11);
      if (time < '07:00' || time >= '21:00') wrong.push(`${address} got it at ${time}`);
    }
  }
  const mails = [...accepted.values()].flat().length;
  const hours = Math.round((nowMs - startMs) / hourMs);
  console.log(
    `${people} people in ${zones.length} zones, of whom ${leftIn.size} left meanwhile, ${leftUnmailed} before it reached them.`,
  );
  console.log(`${mails} mails accepted; ${had} records say so. ${runs} runs, ${walk.pass + 1} passes, ${hours} hours.`);
  console.log(
    `Killed: send ${killed.send} times, plan ${killed.plan}, feedback ${killed.feedback}. ${Math.round(seconds)} s.`,
  );
  if (finished?.late) wrong.push('its time was up');
  if (wrong.length > 0) throw new Error(`${wrong.length} wrong:\n${wrong.slice(0, 20).join('\n')}`);
  console.log('Once each, by day, and to nobody who had left.');
}

async function takeOne(): Promise<string | undefined> {
  const QueueUrl = emulators.queueUrls.send;
  const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 }));
  if (message === undefined) return undefined;
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
  return message.Body;
}
