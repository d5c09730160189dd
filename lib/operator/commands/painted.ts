import { styleText } from 'node:util';

/** Colours say nothing that the words do not: what needs a hand is in capitals, and ✓ and ✗ differ. */
const paints: readonly (readonly [RegExp, Parameters<typeof styleText>[0]])[] = [
  [/^✓/gm, 'green'],
  [/^✗/gm, ['red', 'bold']],
  [
    /\b(?:HALTED|FENCED|REFUSED BY SES|\d+ LATE|\d+ minutes BEHIND|\d+ DEAD LETTERS|UNACCOUNTED|IS NOT OFFERED|NOT OFFERED any more)\b/g,
    ['red', 'bold'],
  ],
  [/^(?:Lessons before|Slots of the last \d+ weeks|Problems|Next)$/gm, 'bold'],
];

/** The words in colours, where `stream` is a terminal that shows some, and NO_COLOR is not set (https://no-color.org). */
export function highlight(words: string, stream: NodeJS.WriteStream): string {
  if (!stream.isTTY || process.env['NO_COLOR']) return words;
  return paints.reduce((text, [what, how]) => text.replace(what, (found) => styleText(how, found, { stream })), words);
}
