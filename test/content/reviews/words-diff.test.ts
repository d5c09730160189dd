import { expect, test } from '@jest/globals';
import type { Block } from '../../../lib/templates/reviews/blocks.ts';
import type { ReviewText } from '../../../lib/templates/reviews/review-text.ts';
import { diffTexts, formatTextChanges, labelOf } from '../../../lib/content/reviews/words-diff.ts';

const blocks = (kind: Block['kind'], ...texts: string[]) => texts.map((text) => ({ kind, text }));
const lesson = (parts: Record<string, Block[]>): ReviewText => ({
  id: 'slow-breathing',
  title: 'Slow breathing',
  parts: Object.entries(parts).map(([name, own]) => ({ name, blocks: own })),
});

const before = lesson({
  subject: blocks('text', 'One longer breath'),
  care: blocks('text', 'If you feel dizzy, stop.', 'Keep it gentle.'),
  sources: blocks('text', 'Fincham (2023). A trial. It eased stress a little.'),
  body: [
    ...blocks('heading', 'Try it: 5 minutes'),
    ...blocks('step', 'Sit.', 'Breathe in.', 'Stand up.'),
    ...blocks('text', 'Nobody calms down on command.'),
  ],
});
const after = lesson({
  subject: blocks('text', 'Two longer breaths'),
  care: blocks('text', 'If you feel dizzy, stop.', 'Never hold your breath.', 'Keep it gentle.'),
  sources: blocks('text', 'Fincham (2023). A trial. It may ease stress a little.'),
  body: [
    ...blocks('heading', 'Try it: 5 minutes'),
    ...blocks('step', 'Sit.', 'Breathe in.', 'Do not hold.{{#if first}} Stop if dizzy.{{/if}}', 'Stand up.'),
  ],
});

test('a change is said as a reader sees it, with the signature that it costs', () => {
  expect(formatTextChanges(diffTexts([before], [after]), new Set([before.id]), 'v1')).toBe(
    [
      'Slow breathing (slow-breathing)',
      '  Subject: was “One longer breath”, now “Two longer breaths”',
      '  Take care 2 is new: “Never hold your breath.”',
      '  Source: was “Fincham (2023). A trial. It eased stress a little.”, now “Fincham (2023). A trial. It may ease stress a little.”',
      '  Step 3 is new: “Do not hold. Stop if dizzy.”',
      '  Text is gone: “Nobody calms down on command.”',
      '  Its signature is lost: it has to be reviewed again.',
    ].join('\n'),
  );
});

test('of a long text only what differs is said, with a few words around it', () => {
  const with5 =
    'Sit, lie or lean, with your shoulders loose, and go on for 5 minutes. When your mind wanders, come back.';
  const [one, other] = [with5, with5.replace('5', '10')].map((words) => lesson({ short: blocks('text', words) }));
  expect(diffTexts([one!], [other!])[0]!.lines).toEqual([
    'Two-minute version: was “… and go on for 5 minutes. When your mind …”, now “… and go on for 10 minutes. When your mind …”',
  ]);
});

test('texts that came or went are named, and nothing is said of the others', () => {
  const other = { ...before, id: 'walk', title: 'Walk' };
  expect(formatTextChanges(diffTexts([before, other], [before]), new Set(['walk']), 'v1')).toBe('Walk (walk) is gone');
  expect(formatTextChanges(diffTexts([before], [before, other]), new Set(), 'v1')).toBe('Walk (walk) is new');
  expect(formatTextChanges(diffTexts([before], [before]), new Set(), 'v1')).toBe('No words have changed since v1.');
});

test.each([
  ['reminders.1.steps', 'Reminder 2, step'],
  ['certainty', 'How sure we say we are'],
  ['landing.sample.limit', 'Landing, sample, limit'],
  ['timer.minutes', 'Timer, minutes'],
])('the part %s is called %s', (name, label) => {
  expect(labelOf(name)).toBe(label);
});
