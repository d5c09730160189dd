import { Readable } from 'node:stream';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import type { Table } from '../../../lambdas/adapters/dynamo/table.ts';
import { sqsQueues } from '../../../lambdas/adapters/sqs/queues.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import { links } from '../../../lambdas/core/mail/links.ts';
import type { Keyring } from '../../../lambdas/core/mail/keyring.ts';
import type { LocalService } from '../../../lib/local/service.ts';
import { importLines } from '../../../lib/operator/import/import-lines.ts';
import { peopleOf } from '../../../lib/operator/import/read-people.ts';
import { emptyReport } from '../../../lib/operator/import/report.ts';
import { undoImport } from '../../../lib/operator/import/undo.ts';
import type { Actor } from '../actors.ts';
import type { Dice } from '../faults.ts';
import { type Life, newLife } from '../lives.ts';
import { minuteMs, type Player } from '../people.ts';
import { confirms } from './joining.ts';
import type { Self } from './self.ts';

/** An import that the operator is going to make, and those whom its file names. */
export interface ImportPlan {
  atMs: number;
  /** Minutes after which it is run once more, as after a crash of the operator's machine. */
  againAfter: number | undefined;
  /** Minutes after which it is taken back. */
  undoneAfter: number | undefined;
  /** Who agreed, as the file says. */
  agreed: Life[];
  /** Who is to be asked. */
  asked: Life[];
}

const dayMinutes = 24 * 60;

/** Two who agreed and two who are asked, in the slot of somebody who is here. */
export function importPlan(dice: Dice, startMs: number, neighbour: Player): ImportPlan {
  const signsUpAt = startMs + dice.between(dayMinutes, 6 * dayMinutes, 'import-at') * minuteMs;
  const lives = Array.from({ length: 4 }, (_, index) =>
    newLife({
      ...neighbour,
      reminderTime: neighbour.sendTime,
      pace: 1,
      addresses: [`imported${index}@example.org`],
      reminderDays: [],
      signsUpAt,
      habit: 'once',
      plans: [],
    }),
  );
  const isUndone = dice.roll('import-undone') < 0.4;
  return {
    atMs: signsUpAt,
    againAfter: dice.roll('import-again') < 0.4 ? dice.between(1, dayMinutes, 'import-again-after') : undefined,
    // At once, while most of the mails wait, or after some time.
    undoneAfter: isUndone ? dice.between(0, dice.pick([0, 20, dayMinutes], 'undone-within'), 'undone') : undefined,
    agreed: lives.slice(0, 2),
    asked: lives.slice(2),
  };
}

export interface Importing {
  service: Pick<LocalService, 'clock' | 'sqs'>;
  table: Table;
  keyring: Keyring;
  series: SeriesLibrary;
  sqs: SQSClient;
}

/** `weekwise import --confirm`, in some cases twice, and in some `import --undo`. */
export async function imports(plan: ImportPlan, actor: Actor, operator: Importing): Promise<void> {
  const { agreed, asked, againAfter, undoneAfter } = plan;
  await run(plan, operator);
  const atMs = actor.nowMs();
  for (const life of agreed) life.facts.push({ is: 'here', by: 'confirming', beganMs: atMs, toldMs: atMs });
  for (const life of asked) life.promised.push({ kind: 'confirmation', atMs });
  for (const life of [...agreed, ...asked]) life.diary.push(`${new Date(atMs).toISOString()} is imported`);
  if (undoneAfter !== undefined) {
    await actor.sleep(undoneAfter);
    await undo(plan, actor, operator);
  } else if (againAfter !== undefined) {
    await actor.sleep(againAfter);
    await run(plan, operator);
  }
}

/** Somebody who is asked presses the button once they find the mail. */
export async function answersImport(self: Self): Promise<void> {
  const { visits, life, actor } = self;
  for (let looks = 0; looks < 400; looks += 1) {
    if ((await visits.linksTo(links.confirm, [life.address])).length > 0) {
      await confirms(self);
      return;
    }
    await actor.sleep(60);
  }
}

const name = 'clinic';

async function run({ agreed, asked }: ImportPlan, operator: Importing): Promise<void> {
  const { service, table, keyring, series, sqs } = operator;
  const lines = [...agreed, ...asked].map(({ address, player: { zone, lessonDay, sendTime } }) => {
    const consent = agreed.some((one) => one.address === address) ? '2026-01-02T10:00:00Z,2026-01,old form' : ',,';
    return `${address},Ann,${zone},${lessonDay},${sendTime},${consent}`;
  });
  const file = ['email,firstName,zone,lessonDay,sendTime,consentAt,consentText,consentSource', ...lines].join('\n');
  const people = peopleOf(Readable.from([Buffer.from(file)]), { now: service.clock.now() });
  const deps = {
    clock: service.clock,
    keyring,
    subscribers: dynamoSubscribers(table),
    control: dynamoControl(table),
    queues: sqsQueues({ account: service.sqs!.queueUrl('account') }, sqs),
    series,
  };
  const { report } = await importLines(people, emptyReport, deps, { dryRun: false, confirm: true, name });
  if (report.refused > 0) throw new Error(`An import refused ${report.refused} lines`);
}

async function undo({ agreed, asked }: ImportPlan, actor: Actor, operator: Importing): Promise<void> {
  const { kept } = await undoImport(name, operator.table, { sure: true });
  const stays = new Set(kept.map(({ id }) => id));
  const atMs = actor.nowMs();
  for (const life of [...agreed, ...asked]) {
    if (stays.has(operator.keyring.subscriberId(life.address))) continue;
    life.takenBack = true;
    life.promised = [];
    life.facts.push({ is: 'gone', by: 'undoing an import', beganMs: atMs, toldMs: atMs });
    life.diary.push(`${new Date(atMs).toISOString()} is taken back`);
  }
}
