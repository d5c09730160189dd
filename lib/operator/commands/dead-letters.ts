import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { everyQueueName, namesOf, type AnyQueueName } from '../../local/queues.ts';
import { OperatorError } from '../operator-error.ts';
import type { ServiceConnection } from '../connection.ts';
import type { Terminal } from './terminal.ts';

/** Messages that failed ten times. */
export function deadLettersCommands(program: Command, terminal: Terminal): void {
  const letters = program
    .command('dead-letters')
    .description('handles messages that failed ten times, in the dead-letter queue of every queue');

  letters
    .command('list')
    .description('shows each with its queue, id, age, kind and the ids of the people it concerns; never an address')
    .argument('[queue]', `one of ${everyQueueName.join(', ')}; all of them by default`, readQueue)
    .action((queue: AnyQueueName | undefined) =>
      terminal.withService(async (connection, say) => {
        const { holdLetters } = await import('../dead-letters/hold.ts');
        const { formatLetters } = await import('../dead-letters/format.ts');
        const found = await holdLetters(connection, queuesOf(connection, queue), async (held) => held.letters);
        say('dead-letters list', { letters: found }, formatLetters(found, connection.clock.now()));
      }),
    );

  letters
    .command('show')
    .description('shows one message and what it asks for, without personal data')
    .argument('<id>', 'as list shows it')
    .action((id: string) =>
      terminal.withService(async (connection, say) => {
        const { holdLetters } = await import('../dead-letters/hold.ts');
        const { formatLetter } = await import('../dead-letters/format.ts');
        const found = await holdLetters(connection, undefined, async (held) =>
          held.letters.find((one) => one.id === id),
        );
        if (found === undefined) throw noSuchLetter(id);
        say('dead-letters show', found, formatLetter(found, connection.clock.now()));
      }),
    );

  letters
    .command('drop')
    .description(
      'deletes messages for good, and records it with each person concerned: see subscriber show; shows them first, and deletes with --yes',
    )
    .argument('<ids...>', 'as list shows them')
    .option('--yes', 'applies it; without it nothing changes')
    .action((ids: string[], { yes = false }: { yes?: true | false }) =>
      terminal.withService(async (connection, say) => {
        const { dropLetters } = await import('../dead-letters/drop.ts');
        const { formatDropped } = await import('../dead-letters/format.ts');
        const { missing, letters: found } = await dropLetters(connection, ids, yes);
        if (missing.length > 0) throw noSuchLetter(missing.join(', '));
        say('dead-letters drop', { dropped: yes, letters: found }, formatDropped(found, yes, connection.clock.now()));
      }),
    );

  letters
    .command('redrive')
    .description('returns messages to their queue; run it again if it was interrupted')
    .argument('[queue]', `one of ${everyQueueName.join(', ')}; all of them by default`, readQueue)
    .action((queue: AnyQueueName | undefined) =>
      terminal.withService(async (connection, say) => {
        const { moveDeadLetters } = await import('../move-dead-letters.ts');
        const moved: Partial<Record<AnyQueueName, number>> = {};
        for (const name of queuesOf(connection, queue)) {
          const { url, deadLetterUrl } = connection.queues[name]!;
          const way = { from: deadLetterUrl, to: url, waitSeconds: connection.lookSeconds };
          moved[name] = await moveDeadLetters(way, connection.sqs, (count) => terminal.progress(`${name}: ${count}`));
        }
        const words = Object.entries(moved).map(([name, count]) => `${name.padEnd(9)} ${count} put back`);
        say('dead-letters redrive', { moved }, words.join('\n'));
      }),
    );
}

/** @throws OperatorError for a queue that is not there */
function queuesOf(
  { queues, name }: Pick<ServiceConnection, 'queues' | 'name'>,
  wanted: AnyQueueName | undefined,
): AnyQueueName[] {
  if (wanted === undefined) return namesOf(queues);
  if (queues[wanted] !== undefined) return [wanted];
  throw new OperatorError(`No queue ${wanted} at ${name}: nothing configured needs it.`, { code: 'not-found' });
}

function noSuchLetter(id: string): OperatorError {
  return new OperatorError(`No dead letter ${id}. Nothing changed. List them with weekwise dead-letters list.`, {
    code: 'not-found',
  });
}

function readQueue(name: string): AnyQueueName {
  const queue = everyQueueName.find((one) => one === name);
  if (queue === undefined) throw new InvalidArgumentError(`Queues are ${everyQueueName.join(', ')}.`);
  return queue;
}
