import type { Command } from 'commander';
import type { Action, PersonActions } from '../../../lambdas/core/actions/actions.ts';
import { OperatorError } from '../operator-error.ts';
import { setExamples } from './examples.ts';
import type { Terminal } from './terminal.ts';

/** One person: what happened, and what they may ask for. */
export function subscriberCommands(program: Command, terminal: Terminal, actions: PersonActions): void {
  const subscriber = program
    .command('subscriber')
    .description('shows one person, by address or id, and does what they ask you to do');

  subscriber
    .command('show')
    .description(
      'shows what was owed, sent or skipped and why, what bounced, and what comes next; ' +
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
        say(explanation, formatExplanation(explanation));
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
        say(result, formatLookUp(result));
        if (result.found.length === 0) process.exitCode = 1;
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
        if (acted.outcome === 'wrong') throw new OperatorError(acted.why);
        if (acted.outcome === 'nothing') throw new OperatorError(`${acted.why}\nNext: weekwise subscriber show ${id}`);
        say({ subscriber: id, done: name }, `${id}: ${done}`);
      }),
    );
  }
}
