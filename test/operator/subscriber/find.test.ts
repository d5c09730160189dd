import { expect, test } from '@jest/globals';
import { personActions } from '../../../lambdas/core/actions/actions.ts';
import { weekwiseProgram } from '../../../lib/operator/commands/program.ts';
import { idOfWho } from '../../../lib/operator/subscriber/find.ts';
import { withIdsMarked } from '../../../lib/operator/subscriber/marked-ids.ts';

const connection = { keyring: () => Promise.reject(new Error('An id needs no key.')) };

test('an id that begins with a dash is an argument, not an option', async () => {
  for (const id of ['-JujhmSo407RNTQvTbuT9A', '--ujhmSo407RNTQvTbuT9A', 'aJujhmSo407RNTQvTbuT9A']) {
    const program = weekwiseProgram(personActions).exitOverride();
    let who = '';
    const show = program.commands
      .find((command) => command.name() === 'subscriber')!
      .commands.find((command) => command.name() === 'show')!
      .action((given: string) => void (who = given));
    show.exitOverride();
    await program.parseAsync(withIdsMarked(['subscriber', 'show', id]), { from: 'user' });
    expect(await idOfWho(who, connection)).toBe(id);
  }
});

test('options stay options', () => {
  const words = ['status', '--json', '--data', 'a-folder', '--after-restore'];
  expect(withIdsMarked(words)).toEqual(words);
});
