import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { dynamoCheckIns } from '../../lambdas/adapters/dynamo/check-ins.ts';
import { dynamoMailTurns } from '../../lambdas/adapters/dynamo/mail-turns.ts';
import { dynamoPersonalData } from '../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import type { Item, Table } from '../../lambdas/adapters/dynamo/table.ts';
import { changeSettings, resume, startAgain } from '../../lambdas/core/actions/changing.ts';
import { checkIn } from '../../lambdas/core/actions/check-in.ts';
import { eraseSubscriber } from '../../lambdas/core/actions/erasing.ts';
import { withdrawHealthConsent } from '../../lambdas/core/actions/health-consent.ts';
import type { AccountJob } from '../../lambdas/core/sending/jobs.ts';
import { leave, undoUnsubscribe } from '../../lambdas/core/actions/unsubscribing.ts';
import { askToMove } from '../../lambdas/core/actions/changing-address.ts';
import { confirmSignUp } from '../../lambdas/core/actions/sign-up.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf, preferences } from '../support/builders.ts';
import { startEmulators, type TestEmulators } from '../support/emulators.ts';
import { everythingIn, losingConnection, type LosingConnection } from '../support/lost-answers.ts';
import { joins } from '../support/people.ts';

/*
 * Goal: what a person is told, what is stored, and which emails are asked for fit together, although the answer of a write was lost.
 * Method: each thing that people do, once for each write that it makes. Either the SDK tries again, which must change nothing at all; or the function has
 * failed, and the person presses again: then the same is stored as without the fault, and the same emails are asked for.
 */

const id = idOf('ann');
const newId = idOf('ann-new');
const at = '2026-11-02T06:00:00Z';
const agreement = { textVersion: '1', source: 'check-in-page' };
const nothing = () => undefined;

function worldOn(table: Table) {
  const asked: AccountJob[] = [];
  return {
    asked,
    clock: { now: () => Temporal.Instant.from(at) },
    keyring: { subscriberId: () => newId } as never,
    subscribers: dynamoSubscribers(table),
    control: dynamoControl(table),
    diary: dynamoCheckIns(table),
    mailTurns: dynamoMailTurns(table),
    personalData: dynamoPersonalData(table),
    series: libraryOf(aSeries()),
    queues: { account: async (job: AccountJob) => void asked.push(job) },
    log: { info: nothing, warn: nothing, error: nothing, count: nothing },
  };
}
type LocalService = ReturnType<typeof worldOn>;

interface Act {
  before: (w: LocalService) => Promise<unknown>;
  press: (w: LocalService) => Promise<unknown>;
  /** What a second press is told, where the first one did it; otherwise the same as the first. */
  again?: unknown;
}

const is = (changes: Partial<Person>) => (w: LocalService) => joins(w.subscribers, aSubscriber(changes));
const signsUp = (w: LocalService) => w.subscribers.recordSignUp(aSignUp({ expiresAt: '2026-11-09T06:00:00Z' }));
const left = { status: 'unsubscribed', unsubscribedAt: '2026-11-02T05:00:00Z' } as const;
const completed = {
  status: 'completed',
  completedAt: '2026-11-01T06:00:00Z',
  sent: { one: '2026-10-26T06:00:00Z' },
} as const;
const asksToMove = async (w: LocalService) => {
  await is({ sent: { one: '2026-10-26T06:00:00Z' } })(w);
  await checkIn(id, { days: '0', pain: 4 }, w, agreement);
  await askToMove(id, { mailbox: 'ann@new.example', identity: 'ann@new.example' }, w);
};
const outcome = async (done: Promise<{ outcome: string }>) => (await done).outcome;

const acts: Record<string, Act> = {
  'confirms a sign-up': { before: signsUp, press: (w) => outcome(confirmSignUp(id, w)), again: 'already-confirmed' },
  'changes settings': {
    before: is({}),
    press: (w) => changeSettings(id, { firstName: 'Anna', preferences: preferences({ lessonDay: 4 }) }, w),
  },
  resumes: { before: is({ pausedUntil: '2026-11-20' }), press: (w) => resume(id, w) },
  'leaves with a farewell': { before: is({}), press: (w) => outcome(leave(id, { farewell: true }, w)) },
  // The page says by what is stored that they are subscribed.
  'undoes leaving': { before: is(left), press: (w) => undoUnsubscribe(id, w), again: false },
  'starts again': { before: is(completed), press: (w) => startAgain(id, w), again: false },
  'takes the consent to health data back': {
    before: async (w) => {
      await is({})(w);
      await checkIn(id, { days: '0', pain: 4 }, w, agreement);
    },
    press: (w) => withdrawHealthConsent(id, w),
  },
  'moves to another address': {
    before: asksToMove,
    press: (w) => outcome(confirmSignUp(newId, w)),
    again: 'already-confirmed',
  },
  'has everything erased': { before: is({}), press: (w) => eraseSubscriber(id, w) },
};

let emulators: TestEmulators;
let connection: LosingConnection;
beforeAll(async () => {
  emulators = await startEmulators();
  connection = await losingConnection(emulators);
});
afterAll(async () => {
  await connection.stop();
  await emulators.stop();
});

async function live({ before, press }: Act, { lost, retries }: { lost?: number; retries: boolean }) {
  const table = await connection.freshTable({ retries });
  const w = worldOn(table);
  connection.lose();
  await before(w);
  w.asked.length = 0;
  connection.lose(lost);
  const failed = Symbol('failed');
  let told = await press(w).catch(() => failed);
  const writes = connection.writes();
  const pressedAgain = told === failed;
  if (pressedAgain) told = await press(w);
  return { writes, pressedAgain, told, asked: w.asked, stored: await everythingIn(table) };
}

/** Without what counts how often something was written, and by whom. */
const unmarked = (item: Item) => Object.fromEntries(Object.entries(item).filter(([name]) => !counted.includes(name)));
const counted = ['version', 'write'];
const kinds = (asked: AccountJob[]) => [...new Set(asked.map((job) => `${job.kind} to ${job.id}`))].sort();

describe.each(Object.entries(acts))('somebody who %s, while an answer of the table is lost,', (_name, act) => {
  test('is told, mailed and stored as if it had come, when the SDK tries again', async () => {
    const { writes, ...whole } = await live(act, { retries: true });
    for (let lost = 1; lost <= writes; lost += 1) {
      expect([lost, await live(act, { lost, retries: true })]).toMatchObject([lost, whole]);
    }
  });

  test('gets the same by pressing again, when nothing was tried again', async () => {
    const whole = await live(act, { retries: false });
    let failures = 0;
    for (let lost = 1; lost <= whole.writes; lost += 1) {
      const { told, asked, stored, pressedAgain } = await live(act, { lost, retries: false });
      if (pressedAgain) failures += 1;
      const essence = (items: Item[]) => items.map(unmarked);
      expect([lost, kinds(asked), essence(stored)]).toEqual([lost, kinds(whole.asked), essence(whole.stored)]);
      expect([whole.told, ...('again' in act ? [act.again] : [])]).toContainEqual(told);
    }
    expect(failures).toBeGreaterThan(0);
  });
});
