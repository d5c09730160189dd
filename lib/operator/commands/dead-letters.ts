import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { everyQueueName, namesOf, type AnyQueueName } from '../../local/queues.ts';
import { OperatorError } from '../home-error.ts';
import type { Home } from '../home.ts';
import type { Terminal } from './terminal.ts';

/** Messages that failed ten times. */
export function deadLettersCommands(program: Command, terminal: Terminal): void {
  const letters = program
    .command('dead-letters')
    .description('messages that failed ten times and were set aside, from every queue');

  letters
    .command('list')
    .description('shows each with its queue, id, age, kind and the ids of the people it concerns; never an address')
    .argument('[queue]', `one of ${everyQueueName.join(', ')}; all of them by default`, readQueue)
    .action((queue: AnyQueueName | undefined) =>
      terminal.withService(async (home, say) => {
        const { holdLetters } = await import('../dead-letters/hold.ts');
        const { lettersInWords } = await import('../dead-letters/words.ts');
        const found = await holdLetters(home, queuesOf(home, queue), async (held) => held.letters);
        say({ letters: found }, lettersInWords(found, home.clock.now()));
      }),
    );

  letters
    .command('show')
    .description('shows one: what it asks for or tells, without anything personal')
    .argument('<id>', 'as list tells it')
    .action((id: string) =>
      terminal.withService(async (home, say) => {
        const { holdLetters } = await import('../dead-letters/hold.ts');
        const { letterInWords } = await import('../dead-letters/words.ts');
        const found = await holdLetters(home, undefined, async (held) => held.letters.find((one) => one.id === id));
        if (found === undefined) throw noSuchLetter(id);
        say(found, letterInWords(found, home.clock.now()));
      }),
    );

  letters
    .command('drop')
    .description(
      'deletes messages for good, and records it with each person concerned: see subscriber show; shows them first, and deletes with --yes',
    )
    .argument('<ids...>', 'as list tells them')
    .option('--yes', 'do it; without it nothing is changed')
    .action((ids: string[], { yes = false }: { yes?: true | false }) =>
      terminal.withService(async (home, say) => {
        const { dropLetters } = await import('../dead-letters/drop.ts');
        const { droppedInWords } = await import('../dead-letters/words.ts');
        const { missing, letters: found } = await dropLetters(home, ids, yes);
        if (missing.length > 0) throw noSuchLetter(missing.join(', '));
        say({ dropped: yes, letters: found }, droppedInWords(found, yes, home.clock.now()));
      }),
    );

  letters
    .command('redrive')
    .description('puts messages back on their queue; run it again if it was interrupted')
    .argument('[queue]', `one of ${everyQueueName.join(', ')}; all of them by default`, readQueue)
    .action((queue: AnyQueueName | undefined) =>
      terminal.withService(async (home, say) => {
        const { moveDeadLetters } = await import('../move-dead-letters.ts');
        const moved: Partial<Record<AnyQueueName, number>> = {};
        for (const name of queuesOf(home, queue)) {
          const { url, deadLetterUrl } = home.queues[name]!;
          moved[name] = await moveDeadLetters({ from: deadLetterUrl, to: url }, home.sqs, (count) =>
            terminal.progress(`${name}: ${count}`),
          );
        }
        const words = Object.entries(moved).map(([name, count]) => `${name.padEnd(9)} ${count} put back`);
        say({ moved }, words.join('\n'));
      }),
    );
}

/** @throws OperatorError for a queue that is not there */
function queuesOf({ queues, name }: Pick<Home, 'queues' | 'name'>, wanted: AnyQueueName | undefined): AnyQueueName[] {
  if (wanted === undefined) return namesOf(queues);
  if (queues[wanted] !== undefined) return [wanted];
  throw new OperatorError(`There is no queue ${wanted} at ${name}: nothing is configured that needs it.`);
}

function noSuchLetter(id: string): OperatorError {
  return new OperatorError(`No dead letter ${id}. Nothing was changed. List them with weekwise dead-letters list.`);
}

function readQueue(name: string): AnyQueueName {
  const queue = everyQueueName.find((one) => one === name);
  if (queue === undefined) throw new InvalidArgumentError(`Queues are ${everyQueueName.join(', ')}.`);
  return queue;
}
