import type { Command } from 'commander';
import { OperatorError } from '../home-error.ts';
import type { actions } from '../subscriber/act.ts';
import type { Terminal } from './terminal.ts';

/** One person: what happened, and what they may ask for. */
export function subscriberCommands(program: Command, terminal: Terminal): void {
  const subscriber = program
    .command('subscriber')
    .description(
      'one person, named by address or id: how they stand and why, and what they may ask you to do for them',
    );

  subscriber
    .command('show')
    .description(
      'did they get week 3, and why not? What was owed, sent, skipped and by which rule, what bounced, what comes next; ' +
        'exit code 1 if nothing is known of them',
    )
    .argument('<who>', 'an address or a subscriber id')
    .action((who: string) =>
      terminal.withService(async (home, say) => {
        const { explain } = await import('../subscriber/explain.ts');
        const { explanationInWords } = await import('../subscriber/explanation-words.ts');
        const { idOfWho, knownOf } = await import('../subscriber/find.ts');
        const known = await knownOf(await idOfWho(who, home), home);
        const explanation = explain(known, home.series, home.clock.now());
        say(explanation, explanationInWords(explanation));
        if (known.person === undefined && known.signUp === undefined) process.exitCode = 1;
      }),
    );

  subscriber
    .command('find')
    .description(
      'ids and standing of people whose address or first name has a text in it: the first 20; exit code 1 if there are none',
    )
    .argument('<text>', 'some of it, in upper or lower case')
    .action((text: string) =>
      terminal.withService(async (home, say) => {
        const { lookUp, lookUpInWords } = await import('../subscriber/look-up.ts');
        const result = await lookUp(text, home);
        say(result, lookUpInWords(result));
        if (result.found.length === 0) process.exitCode = 1;
      }),
    );

  act('pause', 'no mail before a day; it may come again on that day', 'Paused until', {
    name: '<until>',
    description: 'a local date of theirs, such as 2027-01-11',
  });
  act('resume', 'ends a pause now', 'Mail goes on for');
  act(
    'move',
    'asks a new address of theirs to confirm; their course moves along when it does',
    'Asked the new address of',
    {
      name: '<address>',
      description: 'the new one',
    },
  );
  act(
    'change-series',
    'takes them over to another series; lessons that they have had stay had',
    'Changed the series of',
    {
      name: '<series>',
      description: 'its id, as series list tells it',
    },
  );
  act('unsubscribe', 'ends all mail for good', 'Unsubscribed');
  act('erase', 'erases everything that is known of them, now', 'Erased');
  act('link', 'mails them the link to their settings', 'A link is on its way to');

  /** A command that does for a person what they could do by their own link. */
  function act(
    name: keyof typeof actions,
    description: string,
    done: string,
    argument?: { name: string; description: string },
  ): void {
    const command = subscriber
      .command(name)
      .description(description)
      .argument('<who>', 'an address or a subscriber id');
    if (argument !== undefined) command.argument(argument.name, argument.description);
    command.action((who: string, given: string | object) =>
      terminal.withService(async (home, say) => {
        const { actions, conditions } = await import('../subscriber/act.ts');
        const { explain } = await import('../subscriber/explain.ts');
        const { idOfWho, knownOf } = await import('../subscriber/find.ts');
        const id = await idOfWho(who, home);
        const value = typeof given === 'string' ? given : '';
        const isDone = await actions[name](id, home, value);
        if (!isDone) {
          const { standing } = explain(await knownOf(id, home), home.series, home.clock.now());
          throw new OperatorError(
            `Nothing was changed: ${conditions[name]}. ${standing}\nNext: weekwise subscriber show ${id}`,
          );
        }
        say({ subscriber: id, done: name }, [done, name === 'pause' ? value : '', id].filter(Boolean).join(' '));
      }),
    );
  }
}
