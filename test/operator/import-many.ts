import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { loadKeyring } from '../../lambdas/adapters/keys/keyring.ts';
import { startEmulators } from '../bench/engines.ts';
import { itemOf, personAt } from '../bench/people.ts';
import { seed } from '../bench/seeding.ts';
import { roots } from '../../lib/roots.ts';
import { thisWriter } from '../../lib/writer.ts';
import { ensureKeyring } from '../../lib/local/keyring-file.ts';
import { writeServiceFile } from '../../lib/local/service-file.ts';
import { localCredentials, localRegion, localTableName } from '../../lib/local/settings.ts';
import { resumeFile } from '../../lib/operator/import/resume-point.ts';
import { everybody } from '../../lib/operator/people.ts';

/**
 * `npm run measure:import`: a file of many lines, most of whose people are here already, taken over with the real command, as a process of its own, into the
 * embedded DynamoDB engine. It is interrupted once and killed once, and goes on each time. Says how fast it was and what memory it had, and counts the
 * table and the welcomes at the end.
 *
 * Linux only: memory is read from /proc.
 */

const lineCount = Number(process.argv[2] ?? 200_000);
/** Of so many lines one is somebody new, one is refused, and one is somebody who left. */
const of = 100;
/** Everybody else, over and over. */
const here = Math.min(20_000, Math.ceil(lineCount / 10));
const each = Math.floor(lineCount / of);
/** The part of the lines after which it is interrupted by Ctrl-C, and killed. */
const interruptedAt = 0.1;
const killedAt = 0.2;
const killedLaterMs = 700;
/** By how much memory may grow from the second quarter to the last: what a collector of garbage leaves changes from one look to the next. */
const growthMax = 1.2;
const zones = ['Europe/Berlin', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];
const times = ['06:30', '07:00', '07:15', '12:00', '18:45'];

const folder = await mkdtemp(join(tmpdir(), 'weekwise-import-'));
const file = join(folder, 'people.csv');
const emulators = await startEmulators(join(folder, 'engines'));
const endpoints = emulators.environment();
const keyring = ensureKeyring(join(folder, 'keyring.json'));
const withdraw = writeServiceFile(folder, {
  weekwise: thisWriter,
  region: localRegion,
  table: localTableName,
  series: ['stress-and-back-pain'],
  keyring,
  endpoints: {
    dynamo: endpoints['AWS_ENDPOINT_URL_DYNAMODB']!,
    sqs: endpoints['AWS_ENDPOINT_URL_SQS']!,
    ses: endpoints['AWS_ENDPOINT_URL_SES']!,
  },
  accessKey: emulators.accessKey,
  sending: {
    siteUrl: 'https://weekwise.example',
    configurationSet: 'account',
    from: 'hello@account.example.com',
    name: 'Weekwise',
    replyTo: 'help@example.com',
    postalAddress: '1 Example Street, 12345 Exampletown',
  },
  queueUrls: emulators.queueUrls,
});
try {
  await settle();
  await pipeline(Readable.from(lines()), createWriteStream(file));
  const first = await run({ until: interruptedAt, signal: 'SIGINT' });
  if (first.code !== 1) throw new Error(`The interrupted command ended with ${first.code}`);
  const second = await run({ until: killedAt, signal: 'SIGKILL' });
  const third = await run({ until: Infinity, signal: 'SIGKILL' });
  const report = JSON.parse(third.out) as Record<'added' | 'known' | 'gone' | 'refused' | 'lines', number>;
  const people = await countPeople();
  const welcomes = await countWelcomes();
  // Who came shortly before it was killed is there already when it goes on.
  const late = each - report.added;
  const wrong = Object.entries({
    lines: [report.lines, lineCount + 1],
    'added or known': [report.added + report.known, lineCount - 2 * each],
    refused: [report.refused, each],
    gone: [report.gone, each],
    'people in the table': [people, here + 1 + each],
    // They are asked for once more, and each of them answers that it was sent.
    'welcomes at least': [Math.min(welcomes, each), each],
    'welcomes at most': [Math.max(welcomes, each + late), each + late],
  }).filter(([, [is, expected]]) => is !== expected);
  for (const [what, [is, expected]] of wrong) console.log(`WRONG: ${what}: ${is} instead of ${expected}`);
  console.log(
    `${each} people were added, ${late} of them just before it was killed; ${welcomes} welcomes asked for. Engine: ${emulators.emulator}.`,
  );
  for (const [name, { lines: done, seconds, samples }] of Object.entries({ first, second, third })) {
    console.log(
      `${name} run: ${done} lines, ${Math.round(done / seconds)} a second over ${Math.round(seconds)} s, ${told(samples)}`,
    );
  }
  const growth = median(quarter(third.samples, 3)) / median(quarter(third.samples, 1));
  console.log(`Memory of the last quarter over that of the second: ${growth.toFixed(2)}.`);
  if (wrong.length > 0 || growth > growthMax) throw new Error('The import is not what it should be.');
} finally {
  withdraw();
  await emulators.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Puts everybody into the table who is here already, and somebody who left. */
async function settle(): Promise<void> {
  const { subscriberId } = await loadKeyring(keyring);
  const client = dynamo();
  const people = Array.from({ length: here + 1 }, (_, index) => {
    const address = index === here ? 'left@example.org' : `here${index}@example.org`;
    const person = { ...personAt(index, [], 'stress-and-back-pain'), address, id: subscriberId(address) };
    return itemOf(index === here ? { ...person, status: 'unsubscribed' } : person);
  });
  await seed(openTable(localTableName, client), people);
  client.destroy();
}

function* lines(): Generator<string> {
  yield 'email,firstName,zone,lessonDay,sendTime,reminderDays,consentAt,consentText,consentSource\n';
  for (let n = 1; n <= lineCount; n += 1) {
    const kind = n % of;
    const address = kind === 0 ? `new${n}` : kind === 1 ? 'left' : `here${n % here}`;
    const zone = kind === 2 ? 'Mars/Base' : zones[n % zones.length];
    const time = times[n % times.length];
    yield `${address}@example.org,Ann,${zone},${(n % 7) + 1},${time},3 5,2026-01-02T10:00:00Z,2026-01,old form\n`;
  }
}

/** Runs the command until so much of the file is done, and then to its end, whichever that is. */
async function run({ until, signal }: { until: number; signal: 'SIGINT' | 'SIGKILL' }) {
  const command = join(roots.project, 'bin', 'weekwise.js');
  const doneBefore = await linesDone();
  const begun = performance.now();
  const child = spawn(process.execPath, [command, '--data', folder, '--json', 'import', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const samples: number[] = [];
  let done = doneBefore;
  let isOver = false;
  const watch = setInterval(() => {
    void (async () => {
      done = Math.max(done, await linesDone());
      // From the first lines on: before that it starts, and reads who is not to be written to.
      if (done > doneBefore) samples.push(await memory(child.pid!));
      if (done < lineCount * until || isOver) return;
      // Once: a second Ctrl-C would end it at once. A little later, since the resume point has just been written.
      isOver = true;
      setTimeout(() => child.kill(signal), killedLaterMs);
    })();
  }, 500);
  const code = await exited;
  clearInterval(watch);
  const lines = (isOver ? await linesDone() : lineCount) - doneBefore;
  return { code, out, lines, seconds: (performance.now() - begun) / 1000, samples: samples.filter((one) => one > 0) };
}

/** Lines that are done, as the resume point says. */
async function linesDone(): Promise<number> {
  const point = await readFile(resumeFile(file), 'utf8').catch(() => undefined);
  return point === undefined ? 0 : (JSON.parse(point) as { report: { lines: number } }).report.lines;
}

/** Resident memory in MB; 0 once it has ended. */
async function memory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
}

/** One quarter of the samples, from 0 to 3. */
function quarter(samples: readonly number[], which: number): number[] {
  return samples.slice(Math.floor((samples.length * which) / 4), Math.floor((samples.length * (which + 1)) / 4));
}

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0;
}

function told(samples: readonly number[]): string {
  const quarters = [0, 1, 2, 3].map((which) => median(quarter(samples, which)));
  return `MB of memory by quarters ${quarters.join(', ')}, at most ${Math.max(0, ...samples)} in ${samples.length} looks`;
}

async function countPeople(): Promise<number> {
  const client = dynamo();
  let count = 0;
  for await (const _ of everybody({ table: openTable(localTableName, client) })) count += 1;
  client.destroy();
  return count;
}

/** Messages that ask for a welcome. */
async function countWelcomes(): Promise<number> {
  const sqs = new SQSClient({
    ...access(),
    endpoint: endpoints['AWS_ENDPOINT_URL_SQS']!,
    useQueueUrlAsEndpoint: false,
  });
  const asked = { QueueUrl: emulators.queueUrls.account, AttributeNames: ['ApproximateNumberOfMessages' as const] };
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand(asked));
  sqs.destroy();
  return Number(Attributes?.ApproximateNumberOfMessages);
}

function dynamo(): DynamoDBClient {
  return new DynamoDBClient({ ...access(), endpoint: endpoints['AWS_ENDPOINT_URL_DYNAMODB']! });
}

function access() {
  return { region: localRegion, credentials: localCredentials(emulators.accessKey) };
}
