import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { Command, InvalidArgumentError } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { isoInstant } from '../lambdas/core/calendar.ts';
import { afterRestoreInWords } from '../lib/operator/after-restore-words.ts';
import { goAfterRestore, nextTickFrom, planAfterRestore } from '../lib/operator/after-restore.ts';
import { audit, auditInWords } from '../lib/operator/audit.ts';
import { columns, importInWords, importPeople } from '../lib/operator/import-people.ts';
import { makeSeries, nextSteps, SeriesNameError } from '../lib/content/new-series.ts';
import { diagnose, diagnosisInWords } from '../lib/operator/doctor/diagnose.ts';
import { gatherFacts, systemResolver } from '../lib/operator/doctor/facts.ts';
import { actions } from '../lib/operator/subscriber/act.ts';
import { explain, explanationInWords } from '../lib/operator/subscriber/explain.ts';
import { idOfWho, knownOf } from '../lib/operator/subscriber/find.ts';
import { HomeError } from '../lib/operator/home-error.ts';
import type { Home } from '../lib/operator/home.ts';
import { addKey, keysInWords, keyStoreAt, listKeys, useKey } from '../lib/operator/keys.ts';
import { moveDeadLetters } from '../lib/operator/move-dead-letters.ts';
import { readStatus, statusInWords } from '../lib/operator/status.ts';
import { queueNames, type QueueName } from '../lib/local/queues.ts';

/** The command line: arguments in, words out. What the operator's commands do is in lib/operator, the author's in lib/content. */

interface Where {
  stage?: string;
  data: string;
  json?: true;
}

const program = new Command('weekwise')
  .description(
    'Operates a Weekwise service: the one on this machine, or with --stage one in the cloud; and makes new series.',
  )
  .option('--stage <name>', 'a deployed stage, with the credentials and region of the AWS SDK')
  .option('--data <folder>', 'data folder of the service on this machine', process.env['WEEKWISE_DATA'] || '.weekwise')
  .option('--json', 'machine-readable output')
  .showHelpAfterError()
  .addHelpText(
    'after',
    `
Examples:
  npx weekwise status
  npx weekwise --stage production halt "SES asked us to look at last night’s bounces"
  npx weekwise --stage production audit --days 30
  npx weekwise new-series tea-breaks`,
  );

program
  .command('status')
  .description('may mail go out, does the planner keep up, who is there, what waits, what was set aside')
  .action(() =>
    withHome(async (home, say) => {
      const status = await readStatus(home);
      say(status, statusInWords(status));
    }),
  );

program
  .command('doctor')
  .description(
    'asks SES, DNS and the table whether a stage can send; each ✗ comes with what to do; exit code 1 if there is any',
  )
  .action(() =>
    withHome(async (home, say) => {
      const { mail, dynamo, table, keyring } = home;
      if (mail === undefined) throw new HomeError('The doctor looks at stages in the cloud: name one with --stage.');
      const ses = new SESv2Client({});
      const patient = { ...mail, tableName: table.name, ses, dynamo, resolver: systemResolver, keyring };
      const lines = diagnose(await gatherFacts(patient));
      ses.destroy();
      say({ lines }, diagnosisInWords(lines));
      if (lines.some(({ ok }) => !ok)) process.exitCode = 1;
    }),
  );

program
  .command('halt')
  .description('stops all mail within one batch; nothing is lost, it waits')
  .argument('<why>', 'for whoever looks at the status next')
  .action((why: string) =>
    withHome(async (home, say) => {
      const halted = { why, at: isoInstant(home.clock.now()) };
      await home.control.halt(halted);
      say({ halted }, `Mail of ${home.name} is halted: ${why}\nNext: weekwise go`);
    }),
  );

program
  .command('go')
  .description('lets mail out again; with --after-restore accepts a table that was restored from a backup')
  .option('--after-restore', 'show whom a restored table would mail, or with --yes accept it')
  .option(
    '--from <instant>',
    'with --after-restore: mail goes out again from here on (default: the next tick)',
    readInstant,
  )
  .option('--yes', 'with --after-restore: do it')
  .action(({ afterRestore, from, yes }: { afterRestore?: true; from?: Temporal.Instant; yes?: true }) =>
    withHome(async (home, say) => {
      if (afterRestore) {
        const start = from ?? nextTickFrom(home.clock.now());
        const report = await (yes ? goAfterRestore(home, start) : planAfterRestore(home, start));
        say(report, afterRestoreInWords(report, yes === true));
        return;
      }
      await home.control.goOn();
      say({ halted: null }, `Mail of ${home.name} goes out again. What waited comes within 15 minutes.`);
    }),
  );

program
  .command('redrive')
  .description('puts messages that were set aside back on their queue; run it again if it was interrupted')
  .argument('[queue]', `one of ${queueNames.join(', ')}; all of them by default`, readQueue)
  .action((queue: QueueName | undefined) =>
    withHome(async (home, say) => {
      const moved: Partial<Record<QueueName, number>> = {};
      for (const name of queue === undefined ? queueNames : [queue]) {
        const { url, deadLetterUrl } = home.queues[name];
        moved[name] = await moveDeadLetters({ from: deadLetterUrl, to: url }, home.sqs, (count) =>
          progress(`${name}: ${count}`),
        );
      }
      const words = Object.entries(moved).map(([name, count]) => `${name.padEnd(9)} ${count} put back`);
      say({ moved }, words.join('\n'));
    }),
  );

program
  .command('audit')
  .description(
    'checks that every lesson owed is confirmed, excluded with a reason, in doubt or waiting; exit code 1 if not',
  )
  .option('--days <number>', 'how far back', readDays, 14)
  .action(({ days }: { days: number }) =>
    withHome(async (home, say) => {
      const report = await audit(home, days);
      say(report, auditInWords(report));
      if (report.states.unaccounted > 0) process.exitCode = 1;
    }),
  );

const subscriber = program
  .command('subscriber')
  .description('one person, named by address or id: how they stand and why, and what they may ask you to do for them')
  .addHelpText(
    'after',
    '\nExamples:\n  npx weekwise subscriber show ann@example.org\n  npx weekwise --stage production subscriber pause ann@example.org 2027-01-11',
  );

subscriber
  .command('show')
  .description(
    'did they get week 3, and why not? What was owed, sent, skipped and by which rule, what bounced, what comes next',
  )
  .argument('<who>', 'an address or a subscriber id')
  .action((who: string) =>
    withHome(async (home, say) => {
      const known = await knownOf(await idOfWho(who, home), home);
      const explanation = explain(known, home.series, home.clock.now());
      say(explanation, explanationInWords(explanation));
    }),
  );

act('pause', 'no mail before a day; it may come again on that day', 'Paused until', '<until>');
act('resume', 'ends a pause now', 'Mail goes on for');
act('unsubscribe', 'ends all mail for good', 'Unsubscribed');
act('erase', 'erases everything that is known of them, now', 'Erased');
act('link', 'mails them the link to their settings', 'A link is on its way to');

const keys = program.command('keys').description('the keys that sign links in mails: names, never secrets');

keys
  .command('list')
  .description('which key signs, which verify')
  .action(() =>
    withHome(async (home, say) => {
      const names = await listKeys(keyStoreAt(home.keyringAt));
      say(names, keysInWords(names));
    }),
  );

keys
  .command('add')
  .description('makes a new key that verifies; use it a day later, when every function knows it')
  .action(() =>
    withHome(async (home, say) => {
      const added = await addKey(keyStoreAt(home.keyringAt));
      say({ added }, `Added ${added}. Functions learn it within the hour. Next, tomorrow: weekwise keys use ${added}`);
    }),
  );

keys
  .command('use')
  .description('lets a key sign new links; older links go on working')
  .argument('<name>', 'see keys list')
  .action((name: string) =>
    withHome(async (home, say) => {
      await useKey(name, keyStoreAt(home.keyringAt));
      say({ current: name }, `New links are signed with ${name}. Older links go on working.`);
    }),
  );

program
  .command('import')
  .description('takes people over from a CSV file with their consent; never revives who left, complained or bounced')
  .argument('<file>', `CSV whose first line names the columns: ${columns.join(', ')}`)
  .option('--dry-run', 'say what would be done')
  .action((file: string, { dryRun = false }: { dryRun?: boolean }) =>
    withHome(async (home, say) => {
      if (!existsSync(file)) throw new HomeError(`There is no file ${file}.`);
      const world = { ...home, keyring: await home.keyring(), series: home.series.id };
      const report = await importPeople(createReadStream(file), world, { dryRun });
      say(report, importInWords(report, dryRun));
      if (report.refused.length > 0) process.exitCode = 1;
    }),
  );

program
  .command('new-series')
  .description('makes a small series that works, in templates/series/<name>/, to change into your own')
  .argument('<name>', 'its id for ever, such as tea-breaks')
  .action(async (name: string) => {
    try {
      const files = await makeSeries(join(import.meta.dirname, '..'), name);
      const words = `${files.join('\n')}\n\n${nextSteps(name)}`;
      console.log(program.opts<Where>().json ? JSON.stringify({ series: name, files }, undefined, 2) : words);
    } catch (error) {
      if (!(error instanceof SeriesNameError)) throw error;
      console.error(error.message);
      process.exitCode = 2;
    }
  });

await program.parseAsync();

/** A command that does for a person what they could do by their own link. */
function act(name: keyof typeof actions, description: string, done: string, argument?: '<until>'): void {
  const command = subscriber.command(name).description(description).argument('<who>', 'an address or a subscriber id');
  if (argument !== undefined) command.argument(argument, 'a local date of theirs, such as 2027-01-11');
  command.action((who: string, until: string | object) =>
    withHome(async (home, say) => {
      const id = await idOfWho(who, home);
      const day = typeof until === 'string' ? until : '';
      const isDone = await actions[name](id, home, day);
      if (!isDone) throw new HomeError(`Nothing was changed. Next: weekwise subscriber show ${id}`);
      say({ subscriber: id, done: name }, `${[done, day, id].filter(Boolean).join(' ')}`);
    }),
  );
}

async function withHome(
  work: (home: Home, say: (data: object, words: string) => void) => Promise<void>,
): Promise<void> {
  const { stage, data, json } = program.opts<Where>();
  // It reads the compiled series, and a new series is made where there may be none yet.
  const { openLocalHome, openStage } = await import('../lib/operator/home.ts');
  let home: Home | undefined;
  try {
    home = stage === undefined ? openLocalHome(data) : await openStage(stage);
    await work(home, (report, words) => console.log(json ? JSON.stringify(report, undefined, 2) : words));
  } catch (error) {
    if (!(error instanceof HomeError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  } finally {
    home?.close();
  }
}

/** One line that writes over itself, on a terminal only. */
function progress(words: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${words} `);
}

function readQueue(name: string): QueueName {
  const queue = queueNames.find((one) => one === name);
  if (queue === undefined) throw new InvalidArgumentError(`Queues are ${queueNames.join(', ')}.`);
  return queue;
}

function readDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 400) throw new InvalidArgumentError('A number from 1 to 400.');
  return days;
}

function readInstant(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new InvalidArgumentError('An instant such as 2026-12-01T06:00:00Z.');
  }
}
