import { Option, type Command } from 'commander';
import type { Action, PersonActions } from '../../../lambdas/core/actions/actions.ts';
import { OperatorError } from '../operator-error.ts';
import { listedStatuses, listOrders } from '../subscriber/choices.ts';
import { setExamples } from './examples.ts';
import { readCameFrom, readDay, readLate } from './read-late.ts';
import type { Terminal } from './terminal.ts';

/** People that a list looks at: some 300 bytes of memory each. */
const listedMax = 100_000;

/** One person: what happened, and what they may ask for. */
export function subscriberCommands(program: Command, terminal: Terminal, actions: PersonActions): void {
  const subscriber = program
    .command('subscriber')
    .description('shows one person, by address or id, and does what they ask you to do');

  subscriber
    .command('show')
    .description(
      'shows who they are, what was owed, sent or skipped and why, what bounced, and what comes next; ' +
        'exit code 1 if nothing is stored about them',
    )
    .argument('<who>', 'an address or a subscriber id')
    .action((who: string) =>
      terminal.withService(async (connection, say) => {
        const { explain } = await import('../subscriber/explain.ts');
        const { formatExplanation } = await import('../subscriber/format-explanation.ts');
        const { idOfWho, knownOf } = await import('../subscriber/find.ts');
        const known = await knownOf(await idOfWho(who, connection), connection);
        const explanation = explain(known, connection.series, connection.clock.now());
        say('subscriber show', explanation, formatExplanation(explanation));
        if (known.person === undefined && known.signUp === undefined) process.exitCode = 1;
      }),
    );

  subscriber
    .command('find')
    .description('lists the first 20 people whose address or first name contains a text; exit code 1 if there are none')
    .argument('<text>', 'part of it, in upper or lower case')
    .action((text: string) =>
      terminal.withService(async (connection, say) => {
        const { lookUp, formatLookUp } = await import('../subscriber/look-up.ts');
        const result = await lookUp(text, connection);
        say('subscriber find', result, formatLookUp(result));
        if (result.found.length === 0) process.exitCode = 1;
      }),
    );

  subscriber
    .command('list')
    .description(
      'lists people with name, address, status, latest lesson, where from and note; exit code 1 if nobody fits',
    )
    .addOption(new Option('--status <status>', 'only people of this status').choices(listedStatuses))
    .option('--series <id>', 'only people in this series')
    .option('--lesson <id>', 'only people whose latest lesson is this one')
    .option('--since <date>', 'only people who joined on this day (UTC) or later, such as 2026-11-02')
    .option('--from <name>', 'only people who came by this name, such as clinic-north')
    .option('--contains <text>', 'only people whose address or first name contains it')
    .option('--note <text>', 'only people whose note contains it')
    .addOption(new Option('--sort <order>', 'order of the list').choices(listOrders).default('name'))
    .hook('preAction', readLate({ since: readDay, from: readCameFrom }))
    .action((flags: object) =>
      terminal.withService(async (connection, say) => {
        const { formatList, listPeople, PeopleFilter } = await import('../subscriber/list.ts');
        const list = await listPeople(PeopleFilter.parse(flags), connection, listedMax);
        say('subscriber list', list, formatList(list));
        if (list.people.length === 0) process.exitCode = 1;
      }),
    );

  for (const [name, action] of Object.entries(actions)) if (action.by.operator) act(name, action);

  /** A command that does for a person what they could do by their own link. */
  function act(name: string, action: Action): void {
    const { description, input, sure, done } = action;
    const command = subscriber
      .command(name)
      .description(description)
      .argument('<who>', 'an address or a subscriber id');
    if (input !== undefined) command.argument(`<${input.name}>`, input.description);
    if (sure !== undefined) command.option('--yes', `${sure}; without it nothing changes`);
    const typed = ['subscriber', name, 'ann@example.org', input?.example, sure && '--yes'];
    setExamples(command, [`--stage production ${typed.filter(Boolean).join(' ')}`]);
    command.action((who: string) =>
      terminal.withService(async (connection, say) => {
        const { act: take } = await import('../subscriber/act.ts');
        const { idOfWho } = await import('../subscriber/find.ts');
        const id = await idOfWho(who, connection);
        const said = { typed: command.args[1], sure: command.opts()['yes'] === true };
        const acted = await take(action, id, said, connection, (sentence) => `--yes says that ${sentence}`);
        if (acted.outcome === 'wrong') throw new OperatorError(acted.why, { code: 'usage' });
        if (acted.outcome === 'nothing') throw new OperatorError(`${acted.why}\nNext: weekwise subscriber show ${id}`);
        say('subscriber (action)', { subscriber: id, done: name }, `${id}: ${done}`);
      }),
    );
  }
}
