import { fieldNames, fields, transitions, type Transition } from '../../lambdas/core/person/fields.ts';
import { undoDays } from '../../lambdas/core/actions/unsubscribing.ts';
import { passingKinds, personItemKinds } from '../../lambdas/core/kit/table-keys.ts';
import { recordFields } from '../../lambdas/core/person/records.ts';
import { initialFields } from '../../lambdas/core/person/transitions.ts';

const headings: Record<Transition, string> = {
  signUpAgain: 'signs up again',
  startOver: 'starts over',
  keepMonthly: 'keeps monthly',
  changeSeries: 'changes series',
  leave: 'leaves',
  undoUnsubscribe: 'undoes leaving',
  erase: 'is erased',
};

/** docs/stored-data.md: what is stored about a person, from the tables that the code follows. */
export function storedDataReference(): string {
  const heads = ['field', 'written by', 'new address', ...transitions.map((one) => headings[one]), 'when gone'];
  const rows = fieldNames.map((name) => {
    const { by, moves, on, stays } = fields[name];
    const effects = transitions.map((one) => (on[one] === 'keep' ? '·' : on[one]));
    return [`\`${name}\``, by.join(', '), moves ? 'carried over' : '·', ...effects, stays ? 'stays' : 'goes'];
  });
  return [
    '# What is stored about a person',
    '',
    'Made from `lambdas/core/person/fields.ts` and `lambdas/core/person/records.ts` by `npm run docs:data`; do not edit. The code follows the same tables.',
    '',
    '## The profile',
    '',
    'A dot means: stays as it is stored. *drop* removes the field, *set* writes a new value. *carried over* means that a change of address takes it along.',
    '*goes* means that it is deleted when the person is gone: erased, or gone for longer than the terms below.',
    '',
    ...table(heads, rows),
    '',
    `Stored empty from the beginning: ${Object.keys(initialFields())
      .map((name) => `\`${name}\``)
      .join(', ')}.`,
    '',
    '## How long it stays',
    '',
    '| of whom | everything | afterwards |',
    '| --- | --- | --- |',
    '| active, paused, one lesson a month | as long as they are | |',
    ...['left', 'bounced', 'complained'].map(
      (who) => `| ${who} | ${undoDays} days | fields that stay, and items that stay |`,
    ),
    '| had every lesson | `keepCompletedMonths` of the stage after their last email (12 months) | fields that stay, and items that stay |',
    '| erased | not at all | what *is erased* leaves, and nothing else |',
    '| never confirmed | two weeks | nothing |',
    '',
    `Items that stay: ${personItemKinds.filter((kind) => !passingKinds.includes(kind) && kind !== 'profile').join(', ')} (a sign-up only until it expires).`,
    `Items that go: ${passingKinds.join(', ')}. A nightly run sees to it (\`lambdas/core/counting/retention.ts\`).`,
    '',
    ...Object.entries(recordFields).flatMap(([kind, record]) => [
      `## ${kind[0]!.toUpperCase()}${kind.slice(1)}`,
      '',
      ...Object.keys(record).map((name) => `- \`${name}\``),
      '',
    ]),
  ].join('\n');
}

function table(heads: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)];
}
