import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { gateKey } from '../../lambdas/core/kit/table-keys.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import type { LoopbackServer } from '../../lib/local/emulators/loopback-server.ts';
import { aSubscriber, idOf } from '../support/builders.ts';
import { type EmulatorCall, internalError, startEmulatorProxy } from '../support/emulator-proxy.ts';
import { joins, personIn } from '../support/people.ts';
import { sqsEvent } from '../bench/sqs-event.ts';
import { type Service, startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/* Lambda freezes a process when its handler has answered, and may thaw it much later: then its timers ring and its answers come in. */

const start = '2026-11-02T06:00:03Z';
const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const inFolder = temporaryFolder();
const clockFile = inFolder('clock');

let service: Service;
let table: LoopbackServer;
let child: ChildProcess;
/** What the table's proxy does with a call of the child. */
let between = ({ forward }: EmulatorCall) => forward();
beforeAll(async () => {
  service = await startService(start);
  table = await startEmulatorProxy(service.emulators.dynamo.url, (call) => between(call));
  tell(start);
  child = fork(join(import.meta.dirname, '../support/sender-process.ts'), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...service.environment, AWS_ENDPOINT_URL_DYNAMODB: table.url, CLOCK_FILE: clockFile },
  });
  await once(child, 'message');
});
afterAll(async () => {
  child.kill('SIGKILL');
  await table.stop();
  await service.stop();
});
beforeEach(() => tell(start));

/** Sets the time of day, for everybody. */
function tell(iso: string): void {
  service.now.iso = iso;
  writeFileSync(clockFile, iso);
}

/** Time passes until whatever nobody heard of is settled, while events of other mails come in on time. */
async function passHours(): Promise<void> {
  const from = Temporal.Instant.from(service.now.iso);
  for (const seconds of [timings.settling.owed - 600, timings.settling.owed, timings.settling.owed + 600]) {
    tell(from.add({ seconds }).toString());
    await service.control.hear({ at: service.now.iso, late: false });
  }
}

async function tenPeople(name: string) {
  const people = Array.from({ length: 10 }, (_, index) =>
    aSubscriber({
      id: idOf(`${name}${index}`),
      address: `${name}${index}@example.org`,
      series: 'stress-and-back-pain',
    }),
  );
  for (const person of people) await joins(service.subscribers, person);
  const mails = () => {
    const addresses = service.emulators.ses.mails().map(({ destinations }) => destinations[0]);
    return people.map(({ address }) => addresses.filter((one) => one === address).length);
  };
  return { job: { ...slot, kind: 'lesson', ids: people.map(({ id }) => id) }, mails };
}

const isClaim = ({ operation, body }: EmulatorCall) =>
  operation === 'UpdateItem' && String(body['UpdateExpression']).startsWith('SET claim');
const isGate = ({ operation, body }: EmulatorCall) =>
  operation === 'UpdateItem' && (body['Key'] as { sk: { S: string } }).sk.S === gateKey.sk;

/** Answers that the table keeps back: the claims are written, and their sender does not know yet. */
function heldAnswers() {
  let release = () => undefined as void;
  const released = new Promise<void>((resolve) => (release = resolve));
  let count = 0;
  return {
    count: () => count,
    release,
    hold: async (call: EmulatorCall) => {
      const answer = await call.forward();
      count += 1;
      await released;
      return answer;
    },
  };
}
/** What the child's handler answers next. */
const answerOf = (sender: ChildProcess) =>
  new Promise<unknown>((resolve) => {
    const hear = (said: unknown) => {
      if (said === 'turned') return;
      sender.off('message', hear);
      resolve(said);
    };
    sender.on('message', hear);
  });

/** Enough for the child to do what it has begun: a call takes a few. */
const turnsEnough = 300;
async function turn(sender: ChildProcess): Promise<void> {
  for (let turned = 0; turned < turnsEnough; turned += 1) {
    const heard = once(sender, 'message');
    sender.send('turn');
    await heard;
  }
}

/** How often the SDK asks before it gives up. */
const triesMax = 3;

const until = async (holds: () => boolean) => {
  while (!holds()) await pause(10);
};

test('a sender that is frozen once it has answered has nothing left to send when it is thawed', async () => {
  const { job, mails } = await tenPeople('answered');
  const held = heldAnswers();
  let claims = 0;
  let triesAtGate = 0;
  let callsWhenThawed = 0;
  let isFrozen = false;
  between = async (call) => {
    if (isFrozen) callsWhenThawed += 1;
    // SES refuses the first one for the whole account, and the gate cannot be written: the rest of the batch is in trouble, and nine are claimed.
    if (isGate(call)) {
      triesAtGate += 1;
      return internalError;
    }
    return isClaim(call) && ++claims > 1 ? held.hold(call) : call.forward();
  };
  let calls = 0;
  service.emulators.ses.fault = () => (++calls === 1 ? 'paused' : undefined);
  const answer = answerOf(child);
  child.send(sqsEvent([job]));
  await until(() => held.count() === 9 && calls === 1 && triesAtGate === triesMax);
  const answeredEarly = await Promise.race([answer.then(() => true), turn(child).then(() => false)]);
  if (!answeredEarly) held.release();
  // Whom SES refused is put back, although the gate could not be told.
  expect(await answer).toEqual({ batchItemFailures: [] });
  expect((await personIn(service.subscribers, job.ids[0]!)).claim).toBeUndefined();

  isFrozen = true;
  child.kill('SIGSTOP');
  await passHours();
  held.release();
  await service.send(job);
  child.kill('SIGCONT');
  await pause(500);
  expect(callsWhenThawed).toBe(0);
  expect(mails()).toEqual(Array(10).fill(1));
});

test('a sender that is frozen with claimed people on its hands does not mail them when others have', async () => {
  const { job, mails } = await tenPeople('claimed');
  service.emulators.ses.fault = undefined;
  const held = heldAnswers();
  between = async (call) => (isClaim(call) ? held.hold(call) : call.forward());
  const answer = answerOf(child);
  child.send(sqsEvent([job]));
  await until(() => held.count() === 10);

  child.kill('SIGSTOP');
  await passHours();
  await service.send(job);
  expect(mails()).toEqual(Array(10).fill(1));
  held.release();
  child.kill('SIGCONT');
  expect(await answer).toEqual({ batchItemFailures: [] });
  expect(mails()).toEqual(Array(10).fill(1));
});
