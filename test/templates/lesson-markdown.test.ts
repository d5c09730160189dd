import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lessonBody } from '../../lib/templates/lesson-markdown.ts';
import { checkLooseText } from '../../lib/templates/stray-text.ts';
import { TemplateError } from '../../lib/templates/source-location.ts';
import { placed } from '../../lib/templates/template-folder.ts';

const read = (text: string) => lessonBody(placed(text, 'a.md'));
/** The MJML of a text, without its indentation. */
const mjml = (text: string) => read(text).body.map((line) => line.text.trim());

const practice = '::: practice\n## Try it: 5 minutes\n1. Sit.\n2. Get up.\n:::\n';
/** The line below it. */
const below = 6;
/** What stands in a lesson after its practice. */
const after = (text: string) => mjml(practice + text).slice(mjml(practice).length);

/** A section of text, or a box. */
const section = (inner: string[], box = '') => [
  '<mj-section>',
  box === '' ? '<mj-column>' : `<mj-column mj-class="${box}">`,
  '<mj-text>',
  ...inner,
  '</mj-text>',
  '</mj-column>',
  '</mj-section>',
];

describe('the body of a lesson in Markdown', () => {
  it('has its practice in a panel, and each part in a section', () => {
    const text = `${practice}\n## Why it may help\nOne\nline.\n\nAnother.\n\n## More\n- a\n- b\n`;
    expect(mjml(text)).toEqual([
      ...section(['<h2>Try it: 5 minutes</h2>', '<ol>', '<li>Sit.</li>', '<li>Get up.</li>', '</ol>'], 'practice'),
      ...section(['<h2>Why it may help</h2>', '<p>One line.</p>', '<p>Another.</p>']),
      ...section(['<h2>More</h2>', '<ul>', '<li>a</li>', '<li>b</li>', '</ul>']),
    ]);
  });

  it('knows where each of its lines was written', () => {
    const { body } = read(`${practice}\n## Why\nOne\nline.\n\nAnother.\n`);
    const places = Object.fromEntries(body.map(({ text, place }) => [text.trim(), place.line]));
    expect(places).toMatchObject({
      '<h2>Try it: 5 minutes</h2>': 2,
      '<li>Get up.</li>': 4,
      '<h2>Why</h2>': 7,
      '<p>One line.</p>': 8,
      '<p>Another.</p>': 11,
    });
  });

  it('has strong and stressed words, links by a field, and signs of html as words', () => {
    expect(after('a  \nb')).toContain('<p>a b</p>');
    expect(after('**a** *b* [c]({{link.sources}}#d) "e" 1 < 2 & 3, {{firstName}}')).toContain(
      '<p><strong>a</strong> <em>b</em> <a href="{{link.sources}}#d">c</a> &quot;e&quot; 1 &lt; 2 &amp; 3, {{firstName}}</p>',
    );
  });

  it('shows a drawing alone on a line, even where no empty line is around it', () => {
    expect(after('One.\n[[diagram.loop]]\nTwo.')).toEqual([
      ...section(['<p>One.</p>']),
      '[[diagram.loop]]',
      ...section(['<p>Two.</p>']),
    ]);
    const [line] = after('![A "loop"](pictures/loop.diagram.svg)');
    expect(line).toContain('[[picture.loop.diagram.file]]" alt="A &quot;loop&quot;"');
    expect(after('![](pictures/loop.svg)')[0]).toContain('alt="[[picture.loop.alt]]"');
  });

  it('says for some readers what stands between conditions', () => {
    expect(after('One.\n{{#if whole}}\n## Two\nThree.\n{{/if}}')).toEqual(
      section(['<p>One.</p>', '{{#if whole}}', '<h2>Two</h2>', '<p>Three.</p>', '{{/if}}']),
    );
    expect(after('::: example\nOne.\n{{#if whole}}\nTwo.\n{{/if}}\n:::')).toEqual(
      section(['<p>One.</p>', '{{#if whole}}', '<p>Two.</p>', '{{/if}}'], 'example'),
    );
  });

  it('has boxes for a rung and an example', () => {
    expect(after('::: ladder\nTwo rounds.\n:::')).toEqual(
      section(['<mj-include path="partials/ladder.mjml" />', '<p>Two rounds.</p>'], 'ladder'),
    );
    expect(after('::: ladder\n## Your rung\nTwo rounds.\n:::')).toContain('<h3>Your rung</h3>');
    expect(after('::: example\nAnn walks.\n:::')).toEqual(section(['<p>Ann walks.</p>'], 'example'));
  });

  it('may say plans and snag', () => {
    const { body, values } = read(
      `${practice}::: plan\n- When a, I will b.\n- When c, I will d.\n:::\n::: snag\n“I\ncannot.”\n:::`,
    );
    expect(body).toEqual(read(practice).body);
    expect(values['plans']?.value).toEqual(['When a, I will b.', 'When c, I will d.']);
    expect([values['plans']?.placeOf(1).line, values['plans']?.placeOf().line]).toEqual([8, 6]);
    expect([values['snag']?.value, values['snag']?.placeOf().line]).toEqual(['“I cannot.”', 10]);
  });

  it.each([
    ['a lesson without a practice', '## Why\nx', 1, 'a lesson begins with its practice'],
    ['a lesson without a word', '', 1, 'a lesson begins with its practice'],
    ['a drawing above the practice', `[[diagram.a]]\n${practice}`, 1, 'a lesson begins with its practice'],
    [
      'a practice without steps',
      '::: practice\n## Try it: 5 minutes\nSit.\n:::',
      1,
      'needs a heading that says how long',
    ],
    ['a practice without a heading', '::: practice\n1. Sit.\n:::', 1, 'needs a heading that says how long'],
    ['a second practice', practice + practice, below, 'a lesson has one "::: practice"'],
    ['a block that is not closed', '\n::: practice\n1. Sit.', 2, '"::: practice" is not closed'],
    [
      'a block in another',
      `::: practice\n1. Sit.\n::: plan\n- x\n:::`,
      1,
      '"::: practice" is not closed: put a line ":::" before line 3, where "::: plan" begins',
    ],
    ['a block that is not known', '::: practise\n:::', 1, '"::: practise" is not a block (did you mean practice?)'],
    ['a block with words beside its name', '::: practice now\n:::', 1, 'alone on its line'],
    ['the end of no block', `${practice}:::`, below, 'none is open here'],
    ['an empty box', `${practice}::: example\n:::`, below, '"::: example" is empty'],
    ['html', `${practice}a\n<b>c</b>`, below + 1, '"<b>" is html'],
    ['a comment', `${practice}<!-- c -->`, below, 'is html'],
    ['a link elsewhere', `${practice}a\nb [c](https://x.example/)`, below + 1, 'emails link to the site only'],
    ['an address', `${practice}See https://x.example/`, below, 'emails link to the site only'],
    ['a table', `${practice}\n| a | b |\n|---|---|\n| c | d |`, below + 1, 'is a table: write a list'],
    ['code', `${practice}\n    a`, below + 1, 'is code: begin the line without'],
    ['a picture of somebody else', `${practice}![a](https://x.example/a.png)`, below, 'is no drawing of the series'],
    ['a picture within words', `${practice}a ![a](pictures/a.svg)`, below, 'is a picture within words'],
    ['a diagram within words', `${practice}a [[diagram.a]]`, below, '[[diagram.a]] stands alone on a line'],
    ['a drawing in a box', `${practice}::: example\na\n[[diagram.a]]\n:::`, below + 2, 'stands between blocks'],
    ['a title', `${practice}# a`, below, 'the title stands in front matter'],
    ['a list that goes on', `${practice}2. a`, below, 'the list begins with 2'],
    ['a list in a list', `${practice}- a\n- b\n  - c`, below + 1, 'an item of a list is one paragraph'],
    ['a condition without an end', `${practice}{{#if whole}}\na`, below, 'has no end'],
    ['the end of no condition', `${practice}a\n{{/if}}`, below + 1, 'ends nothing'],
    ['a box for some readers', `${practice}{{#if whole}}\n::: example\na\n:::\n{{/if}}`, below, 'before line 7'],
    ['plans that are no list', `${practice}::: plan\nx\n:::`, below, '"::: plan" is a list'],
    ['a snag with markup', `${practice}::: snag\na **b**\n:::`, below + 1, 'only plain words'],
  ])('refuses %s, by file and line', (_, text, line, why) => {
    expect(() => read(text)).toThrow(new RegExp(`^a\\.md:${line}: .*${why.replaceAll(/[()"/.?[\]]/g, '\\$&')}`));
  });

  it('lets no html through and closes everything, whatever is written', () => {
    const word = fc.constantFrom(
      '<b>',
      '</mj-text>',
      '<',
      '>',
      '"',
      '&',
      '[x](',
      ')',
      '**',
      '_',
      '`',
      'a',
      '!',
      '](javascript:x)',
    );
    const line = fc.oneof(
      fc.constantFrom('', '', ':::', '::: example', '::: ladder', '{{#if whole}}', '{{/if}}', '[[diagram.a]]', '## a'),
      fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
      fc.tuple(fc.constantFrom('- ', '1. ', '> ', '    ', '| '), word).map(([mark, text]) => mark + text),
    );
    let compiled = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        let body: string;
        try {
          body = mjml(practice + lines.join('\n')).join('\n');
        } catch (error) {
          if (error instanceof TemplateError) return;
          throw error;
        }
        compiled += 1;
        const tags: string[] = [];
        const left = body.replaceAll(
          /<(\/?(?:mj-section|mj-column|mj-text|h2|h3|p|ul|ol|li|strong|em))(?: mj-class="\w+")?>|<mj-include path="partials\/ladder\.mjml" \/>/g,
          (_, tag: string | undefined) => {
            if (tag === undefined) return '';
            if (tag === `/${tags.at(-1)}`) tags.pop();
            else tags.push(tag);
            return '';
          },
        );
        expect(tags).toEqual([]);
        expect(left).not.toMatch(/[<>]/);
        checkLooseText(body.replaceAll('[[diagram.a]]', ''), () => ({ file: 'a.md', line: 1 }));
      }),
      { numRuns: 400 },
    );
    expect(compiled).toBeGreaterThan(20);
  });
});
