import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { engineFile } from '../../lib/roots.ts';
import { compileHtml } from '../../lib/templates/compile-html.ts';
import { readFrontMatter } from '../../lib/templates/front-matter.ts';
import { lessonFrontMatter } from '../../lib/templates/front-matter-schema.ts';
import { checkMergeFields } from '../../lib/templates/merge-fields.ts';
import { placed } from '../../lib/templates/template-folder.ts';

/** What an author reads when something is wrong: the place, what it is, and what to write instead; no library's own sentence. */

const lesson = /```markdown\n---\n([\s\S]*?)---\n/.exec(readFileSync(engineFile('docs/authoring.md'), 'utf8'))![1]!;
const read = (yaml: string) => readFrontMatter(yaml, lessonFrontMatter(undefined, 'en'), { file: 'a.md', line: 2 });
const whyNot = (yaml: string): string => {
  try {
    read(yaml);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
};
const lineOf = (yaml: string, text: string) => yaml.split('\n').findIndex((line) => line.includes(text)) + 2;

const edited = (from: string, to: string) => {
  if (!lesson.includes(from)) throw new Error(`the example does not contain "${from}"`);
  return lesson.replace(from, () => to);
};

describe('front matter', () => {
  it.each([
    ['a key that is missing', 'minutes: 2\n', '', 'minutes: is missing. Write minutes: 2'],
    [
      'a list that is missing',
      /plans:\n(?: {2}- .*\n){3}/.exec(lesson)![0],
      '',
      'plans: is missing. Write plans:, and below it three',
    ],
    ['a key without a value', 'minutes: 2', 'minutes:', 'minutes: is empty. Write minutes: 2'],
    ['words for a number', 'minutes: 2', 'minutes: two', 'minutes: must be a number, without quotation marks or words'],
    [
      'a number for words',
      'title: The first sip',
      'title: 2026',
      'title: must be words: put quotation marks around it, "2026"',
    ],
    ['a number out of its range', 'minutes: 2', 'minutes: 45', 'minutes: must be 10 or less'],
    ['a part of a minute', 'minutes: 2', 'minutes: 2.5', 'minutes: must be a whole number'],
    [
      'a day that is none',
      'finding: Breaks',
      'changed: 2026-11-31\n    finding: Breaks',
      'sources 1, changed: must be a day that there is, such as 2026-11-23',
    ],
    [
      'a key with a typing error',
      'certainty:',
      'certanty:',
      'certanty: is not a key that is known here (did you mean certainty?)',
    ],
    [
      'a colon in an item',
      '  - When the kettle clicks off,',
      '  - So: when the kettle clicks off,',
      'plans 1: must be words, and a colon makes two things',
    ],
    [
      'a plan in other words',
      '  - When the kettle clicks off, I will',
      '  - I will',
      'plans 1: must read "When …, I will …."',
    ],
    ['a plan too few', /plans:\n( {2}- .*\n)/.exec(lesson)![1]!, '', 'plans: must have at least 3 items, and has 2'],
    [
      'a list that is none',
      /care:\n {2}- .*\n/.exec(lesson)![0],
      'care: Let it cool.\n',
      'care: must be a list: one item a line below it',
    ],
    [
      'an id with capitals',
      'id: first-sip',
      'id: First sip',
      'id: must be small letters and digits with hyphens between them',
    ],
    [
      'an address without https',
      'url: https://',
      'url: http://',
      'sources 1, url: must be an address that begins with https://',
    ],
    [
      'a colon in words',
      'promise: Two',
      'promise: Now: two',
      'a colon with a space after it needs quotation marks around the whole value: write promise: "Now: two',
    ],
    [
      'words behind a quotation',
      'title: The first',
      'title: "The" first',
      'what begins with a quotation mark must end with it: write title: "The first sip"',
    ],
    ['a key twice', 'minutes: 2', 'minutes: 2\nminutes: 3', 'this key stands here twice'],
    ['a tab', '  - Let it', '\t- Let it', 'the line begins with a tab: use spaces'],
  ])('says of %s what to write', (_, from, to, why) => {
    expect(whyNot(edited(from, to))).toMatch(
      new RegExp(`^a\\.md:\\d+: ${why.replaceAll(/[()"/.?[\]]/g, '\\$&')}`, 'm'),
    );
  });

  it('names the line', () => {
    const wrong = edited('closing: Once today is enough.', 'closing: [Once]');
    expect(whyNot(wrong)).toBe(
      `a.md:${lineOf(wrong, '[Once]')}: reminders 2, closing: must be words, not a list. Write closing: Once today is enough.`,
    );
  });

  it('speaks in no library’s words, whatever is wrong with a value', () => {
    const keys = [...lesson.matchAll(/^ *(?:- )?(\w+):/gm)].map(([line]) => line);
    const value = fc.constantFrom(
      '',
      ' 1',
      ' -3.5',
      ' true',
      ' null',
      ' ""',
      ' []',
      ' {}',
      ' [1]',
      ' a: b',
      ' "a" b',
      ' @a',
      ' *a',
      ' "\\q"',
      ' |',
      ' 9999999',
    );
    fc.assert(
      fc.property(fc.constantFrom(...keys), value, (key, wrong) => {
        const message = whyNot(lesson.replace(new RegExp(`^${key}.*`, 'm'), () => key + wrong));
        expect(message).not.toMatch(
          /Invalid|expected|received|Too (?:small|big)|Unrecognized|undefined|NaN|mapping|scalar|implicit|flow/i,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('merge fields', () => {
  const why = (text: string): string => {
    try {
      checkMergeFields(placed(text, 'a.md'), new Set(['firstName', 'link.help']));
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing';
  };

  it.each([
    ['a typing error', 'x\n{{fristName}}', 'a.md:2: "fristName" is not a merge field (did you mean firstName?)'],
    ['one unlike any', '{{colour}}', 'a.md:1: "colour" is not a merge field. Fields are firstName, link.help'],
    [
      'a bracket too few',
      'x\n{{firstName}\ny',
      'a.md:2: "{{firstName" is not closed: write }} behind the name of the field',
    ],
    ['no end', 'x\n{{#if firstName}}\ny', 'a.md:2: {{#if firstName}} is not closed: write {{/if}} where it ends'],
    [
      'another end',
      '{{#if firstName}}\n{{/unless}}',
      'a.md:1: {{#if firstName}} is not closed: write {{/if}} where it ends',
    ],
    ['an end of nothing', 'x\n{{/if}}', 'a.md:2: {{/if}} ends nothing'],
    ['signs that are none', 'x {{first name!}}', 'a.md:1: merge fields cannot be read here: write {{firstName}}'],
  ])('of which there is %s are told by line', (_, text, message) => {
    expect(why(text).startsWith(message)).toBe(true);
  });
});

describe('MJML', () => {
  const compile = (...inner: string[]) => {
    const [head, foot] = [
      ['<mjml>', '<mj-body>'],
      ['</mj-body>', '</mjml>'],
    ];
    return compileHtml(placed([...head, ...inner, ...foot].join('\n'), 'a.mjml'));
  };
  const text = (inner: string) => [
    '<mj-section>',
    '<mj-column>',
    '<mj-text>',
    inner,
    '</mj-text>',
    '</mj-column>',
    '</mj-section>',
  ];

  it.each([
    [
      'an element that is not closed',
      text('x').slice(0, -1),
      3,
      '<mj-section> is not closed: write </mj-section> where it ends',
    ],
    ['the end of nothing', [...text('x'), '</mj-column>'], 10, '</mj-column> closes nothing'],
    ['an element that there is not', ['<mj-sektion>', '</mj-sektion>'], 3, '<mj-sektion> is not an element of MJML'],
    [
      'an element in the wrong place',
      ['<mj-text>', 'x', '</mj-text>'],
      3,
      '<mj-text> cannot stand in <mj-body>: put it into',
    ],
    [
      'an attribute that there is not',
      ['<mj-section colour="red">', '</mj-section>'],
      3,
      '<mj-section> has no attribute colour',
    ],
    [
      'a value that cannot be',
      ['<mj-section padding="much">', '</mj-section>'],
      3,
      'padding="much" of <mj-section> has a value',
    ],
    [
      'a link elsewhere',
      text('<a href="https://x.example/">x</a>'),
      6,
      'emails link to the site only, and this leads to "https://x.example/"',
    ],
    [
      'a picture that is not there',
      text('<img src="lungs.png" alt="Lungs" />'),
      6,
      '"lungs.png" is not there: emails show drawings of their series only',
    ],
    ['words between elements', ['x', ...text('y')], 3, '"x" does not reach the mail'],
  ])('says of %s what to do, by file and line', async (_, inner, line, why) => {
    await expect(compile(...inner)).rejects.toThrow(`a.mjml:${line}: ${why}`);
  });
});
