import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { startEmulators } from '../bench/engines.ts';
import { roots } from '../../lib/roots.ts';
import { ensureKeyring } from '../../lib/local/keyring-file.ts';
import { writeServiceFile } from '../../lib/local/service-file.ts';
import { localCredentials, localRegion, localTableName } from '../../lib/local/settings.ts';
import { resumeFile } from '../../lib/operator/import/resume-point.ts';
import { everybody } from '../../lib/operator/people.ts';

/**
 * `npm run measure:import`: takes many people over with the real command, as a process of its own, into the embedded DynamoDB engine. The command is
 * interrupted half-way and run again. Says how fast it was and how much memory it took at each quarter, and counts the table at the end.
 *
 * Linux only: peak memory is read from /proc.
 */

const people = Number(process.argv[2] ?? 200_000);
/** One line in so many is refused. */
const refusedEvery = 1_000;
const refused = Math.floor(people / refusedEvery);
const zones = ['Europe/Berlin', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];
const times = ['06:30', '07:00', '07:15', '12:00', '18:45'];

const folder = await mkdtemp(join(tmpdir(), 'weekwise-import-'));
const file = join(folder, 'people.csv');
const emulators = await startEmulators();
const endpoints = emulators.environment();
const withdraw = writeServiceFile(folder, {
  region: localRegion,
  table: localTableName,
  series: ['stress-and-back-pain'],
  keyring: ensureKeyring(join(folder, 'keyring.json')),
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
  await pipeline(Readable.from(lines()), createWriteStream(file));
  const first = await run({ interruptAt: people / 2 });
  if (first.code !== 1) throw new Error(`The interrupted command ended with ${first.code}`);
  const stopped = await linesDone();
  console.log(`Interrupted after line ${stopped}, at ${rate(stopped, first.seconds)}.`);
  const second = await run({});
  console.log(`Went on to the end, at ${rate(people - stopped, second.seconds)}.`);
  const report = JSON.parse(second.out) as Record<string, number>;
  const expected = { added: people - refused, known: 0, gone: 0, refused };
  const counted = await countPeople();
  for (const [name, count] of Object.entries({ ...expected, lines: people + 1 })) {
    if (report[name] !== count) throw new Error(`${name}: ${report[name]} instead of ${count}`);
  }
  if (counted !== expected.added) throw new Error(`The table holds ${counted} people instead of ${expected.added}`);
  console.log(`The table holds ${counted} people; ${refused} lines were refused. Engine: ${emulators.emulator}.`);
} finally {
  withdraw();
  await emulators.stop();
  await rm(folder, { recursive: true, force: true });
}

function* lines(): Generator<string> {
  yield 'email,firstName,zone,lessonDay,sendTime,reminderDays,consentAt,consentText,consentSource\n';
  for (let n = 1; n <= people; n += 1) {
    const zone = n % refusedEvery === 0 ? 'Mars/Base' : zones[n % zones.length];
    yield `person${n}@example.org,Ann,${zone},${(n % 7) + 1},${times[n % times.length]},3 5,2026-01-02T10:00:00Z,2026-01,old form\n`;
  }
}

/** Runs the command to its end, and tells of it at each quarter of the people. */
async function run({ interruptAt = Infinity }: { interruptAt?: number }) {
  const command = join(roots.project, 'bin', 'weekwise.js');
  const begun = performance.now();
  const child = spawn(process.execPath, [command, '--data', folder, '--json', 'import', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  let interrupted = false;
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let quarter = Math.floor(((await linesDone()) / people) * 4) + 1;
  const watch = setInterval(() => {
    void (async () => {
      const done = await linesDone();
      if (done >= (people * quarter) / 4) {
        console.log(`${quarter} of 4: ${await memory(child.pid!)}`);
        quarter += 1;
      }
      // Once: a second time would end it at once.
      if (done >= interruptAt && !interrupted) interrupted = child.kill('SIGINT');
    })();
  }, 500);
  const code = await exited;
  clearInterval(watch);
  return { code, out, seconds: (performance.now() - begun) / 1000 };
}

/** Lines that are done, as the resume point says. */
async function linesDone(): Promise<number> {
  const point = await readFile(resumeFile(file), 'utf8').catch(() => undefined);
  return point === undefined ? 0 : (JSON.parse(point) as { report: { lines: number } }).report.lines;
}

async function memory(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const megabytes = (field: string) =>
    Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024);
  return `${megabytes('VmRSS')} MB of memory, ${megabytes('VmHWM')} MB at most so far`;
}

async function countPeople(): Promise<number> {
  const client = new DynamoDBClient({
    region: localRegion,
    credentials: localCredentials(emulators.accessKey),
    endpoint: endpoints['AWS_ENDPOINT_URL_DYNAMODB']!,
  });
  let count = 0;
  for await (const _ of everybody({ table: openTable(localTableName, client) })) count += 1;
  client.destroy();
  return count;
}

function rate(count: number, seconds: number): string {
  return `${Math.round(count / seconds)} lines a second over ${Math.round(seconds)} s`;
}
