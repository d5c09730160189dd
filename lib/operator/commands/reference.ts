import type { Command } from 'commander';
import { examplesOf } from './examples.ts';

/** The command reference, docs/commands.md, in the words of the commands themselves. */
export function commandReference(program: Command): string {
  return [
    '# Commands of `npx weekwise`',
    '',
    'Made from the commands by `npm run docs:commands`; do not edit.',
    '',
    program.description(),
    '',
    'Options of every command:',
    '',
    ...optionLines(program),
    '',
    'Exit codes: 0 all is well; 1 something was found that needs you, or nothing was found; 2 the command could not do its work, and says why.',
    '',
    'With `--json` every command, and every error, is one JSON document in a shape that is promised: [json.md](json.md).',
    '',
    ...program.commands.flatMap((command) => sections(command, [])),
  ].join('\n');
}

function sections(command: Command, above: readonly string[]): string[] {
  const path = [...above, command.name()];
  const below = command.commands.flatMap((one) => sections(one, path));
  if (below.length > 0 && command.registeredArguments.length === 0) {
    return [`## \`${path.join(' ')}\``, '', sentence(command.description()), '', ...below];
  }
  const usage = ['npx weekwise', ...path, command.usage().replace(/^\[options\] ?(\[command\] ?)?/, '')]
    .join(' ')
    .trim();
  const details = [
    ...command.registeredArguments.map((argument) => `- \`${argument.name()}\`: ${argument.description}`),
    ...optionLines(command),
  ];
  return [
    `${above.length === 0 ? '##' : '###'} \`${path.join(' ')}\``,
    '',
    `\`${usage}\``,
    '',
    sentence(command.description()),
    '',
    ...(details.length > 0 ? [...details, ''] : []),
    '```',
    ...examplesOf(command),
    '```',
    '',
    ...below,
  ];
}

function optionLines(command: Command): string[] {
  return command.options.map(({ flags, description, defaultValue }) => {
    const otherwise = typeof defaultValue === 'string' || typeof defaultValue === 'number' ? defaultValue : undefined;
    return `- \`${flags}\`: ${description}${otherwise === undefined ? '' : ` (default: ${otherwise})`}`;
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
}
