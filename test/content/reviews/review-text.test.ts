import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blocksOf } from '../../../lib/templates/reviews/blocks.ts';
import { lessonText } from '../../../lib/templates/reviews/lesson-review-text.ts';
import { hashOfWords, partsOf } from '../../../lib/templates/reviews/review-text.ts';
import { lessonFrontMatter } from '../../../lib/templates/front-matter-schema.ts';
import type { Picture } from '../../../lib/templates/pictures.ts';
import { placed, TemplateFolder } from '../../../lib/templates/template-folder.ts';

/* What a signature is under: every word that a person reads, and nothing else. */

const word = fc.stringMatching(/^[a-z]{3,8}$/);
const sentence = fc.array(word, { minLength: 2, maxLength: 6 }).map((words) => `${words.join(' ')}.`);
const subject = fc.stringMatching(/^[a-z]{4} [a-z]{30}$/);
const preheader = fc.stringMatching(/^[a-z]{4} [a-z]{40}$/);
const list = fc.array(sentence, { minLength: 1, maxLength: 3 });

/** Front matter of a lesson with every text that there can be. */
const matter = fc.record({
  id: fc.constant('a-lesson'),
  title: sentence,
  subject,
  preheader,
  promise: sentence,
  minutes: fc.integer({ min: 2, max: 10 }),
  certainty: sentence,
  plans: fc.tuple(word, word, word).map((words) => words.map((one) => `When ${one}, I will ${one}.`)),
  snag: sentence,
  short: sentence,
  care: list,
  more: sentence,
  sources: fc.array(
    fc.record({ authors: word, year: fc.integer({ min: 1950, max: 2100 }), title: sentence, finding: sentence }),
    { minLength: 1, maxLength: 2 },
  ),
  reminders: fc.array(fc.record({ subject, preheader, steps: list, closing: sentence }), {
    minLength: 1,
    maxLength: 2,
  }),
});
const paragraphs = fc.array(fc.record({ as: fc.constantFrom('p', 'li', 'h2'), text: sentence }), {
  minLength: 1,
  maxLength: 5,
});

type Matter = typeof matter extends fc.Arbitrary<infer T> ? T : never;
type Paragraphs = typeof paragraphs extends fc.Arbitrary<infer T> ? T : never;

const schema = lessonFrontMatter(undefined, 'en');
/** Nothing in these lessons is included from it. */
const folder = new TemplateFolder('/nowhere');
const bodyOf = (blocks: Paragraphs) => blocks.map(({ as, text }) => `<${as}>${text}</${as}>`).join('');
const textOf = (front: object, body: string, pictures: Picture[] = []) => {
  const template = {
    value: schema.parse(front),
    body: placed(body, 'a.mjml'),
    file: 'a.mjml',
    placeOf: () => ({ file: 'a.mjml', line: 1 }),
  };
  return lessonText(template, pictures, folder);
};
const hashOf = async (front: Matter, body: string) => {
  const { reminders } = schema.parse(front);
  return [hashOfWords(await textOf(front, body)), hashOfWords({ parts: partsOf({ reminders }) })].join();
};

/** Every place of a text or a number in a value. */
function leaves(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The value with one letter, or one number, changed. */
function changedAt(value: Matter, path: (string | number)[]): Matter {
  const copy = structuredClone(value) as never;
  const owner = path.slice(0, -1).reduce<Record<string | number, unknown>>((inner, key) => inner[key] as never, copy);
  const key = path.at(-1)!;
  const was = owner[key];
  // The last letter, so that the shape of a plan stays.
  owner[key] =
    typeof was === 'number'
      ? was === 2 || was === 1950
        ? was + 1
        : was - 1
      : String(was).replace(/.(?=\.?$)/, (letter) => (letter === 'q' ? 'z' : 'q'));
  return copy;
}

test('a change of one letter or number anywhere in what an author writes changes the hash', async () => {
  await fc.assert(
    fc.asyncProperty(matter, paragraphs, fc.nat(), async (front, body, which) => {
      const places = leaves(front).filter(([first]) => first !== 'id');
      const place = places[which % places.length]!;
      expect(await hashOf(changedAt(front, place), bodyOf(body))).not.toBe(await hashOf(front, bodyOf(body)));
      const at = which % body.length;
      const other = body.map((one, index) => (index === at ? { ...one, text: `not ${one.text}` } : one));
      expect(await hashOf(front, bodyOf(other))).not.toBe(await hashOf(front, bodyOf(body)));
    }),
    { numRuns: 150 },
  );
});

test('no change of whitespace, of markup or of the spelling of a mark changes it', async () => {
  const space = fc.constantFrom(' ', '\n', '  \n\t', '&nbsp;', '&#160;');
  await fc.assert(
    fc.asyncProperty(matter, paragraphs, space, fc.boolean(), async (front, body, gap, strong) => {
      const other = body
        .map(({ text }, index) => {
          const words = text.split(' ');
          const first = strong ? `<strong class="x">${words[0]!}</strong>` : words[0]!;
          return `<!-- ${index} -->\n<mj-text mj-class="y">\n  <p style="color:red">${[first, ...words.slice(1)].join(gap)}</p></mj-text>`;
        })
        .join('\n\n');
      const spaced = { ...front, snag: `  ${front.snag.replaceAll(' ', '\n  ')} `, reviewed: '2026-11-28' };
      expect(await hashOf(spaced, other)).toBe(await hashOf(front, bodyOf(body)));
    }),
    { numRuns: 100 },
  );
});

describe('words of markup', () => {
  test.each([
    ['quotation marks', '<p>“Do not hold it”, it’s said.</p>', '<p>"Do not hold it", it\'s said.</p>'],
    ['entities', '<p>Rest &amp; move &lt; 5</p>', '<p>Rest &#38; move &#x3C; 5</p>'],
    [
      'conditions',
      '<p>Go on.{{#if a}} Rest.{{else}} Stop.{{/if}}</p>',
      '<p>Go on. {{ #if a }}Rest. {{else}}\nStop.\n{{/if}}</p>',
    ],
    ['where a paragraph ends', '<p>One. Two.</p>', '<ul><li>One.</li><li>Two.</li></ul>'],
  ])('are the same whatever the spelling of %s', (_, one, other) => {
    const hash = (markup: string) => hashOfWords({ parts: [{ name: 'body', blocks: blocksOf(markup) }] });
    expect(hash(one)).toBe(hash(other));
  });

  test('come in blocks: steps, items, headings, what is said for a picture', () => {
    expect(
      blocksOf(
        '<h2>Try it</h2><ol><li>Sit <b>down</b>.</li><li>Rest.</li></ol><ul><li>A cup</li></ul><img src="x" alt="A dog" /> End',
      ),
    ).toEqual([
      { kind: 'heading', text: 'Try it' },
      { kind: 'step', text: 'Sit down.' },
      { kind: 'step', text: 'Rest.' },
      { kind: 'item', text: 'A cup' },
      { kind: 'text', text: 'A dog' },
      { kind: 'text', text: 'End' },
    ]);
  });
});

test('the words of a drawing are words of the lesson, however it is put in', async () => {
  const drawn = (text: string): Picture => ({
    name: 'loop.diagram',
    svg: `<svg viewBox="0 0 560 280"><title>A loop</title><text x="1">${text}</text></svg>`,
    alt: 'A loop',
    width: 560,
    height: 280,
    file: `loop.diagram.${text.length}.png`,
  });
  const front = fc.sample(matter, { numRuns: 1, seed: 1 })[0]!;
  const hash = async (body: string, picture: Picture) => hashOfWords(await textOf(front, body, [picture]));
  const asSlot = await hash('<p>See.</p>\n[[diagram.loop]]', drawn('Rest'));
  const asImage =
    '<p>See.</p><img src="{{link.pictures}}[[picture.loop.diagram.file]]" alt="[[picture.loop.diagram.alt]]" />';
  expect(await hash(asImage, drawn('Rest'))).toBe(asSlot);
  expect(await hash('<p>See.</p>\n[[diagram.loop]]', drawn('Move'))).not.toBe(asSlot);
});
