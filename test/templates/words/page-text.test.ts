import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beforeStop } from '../../../lambdas/core/kit/full-stop.ts';
import { TemplateError } from '../../../lib/templates/source-location.ts';
import { placed } from '../../../lib/templates/template-folder.ts';
import { count, plural } from '../../../lib/templates/words/counting.ts';
import { listOf } from '../../../lib/templates/words/message.ts';
import { compilePageText } from '../../../lib/templates/words/page-text.ts';

/** What code of a page finds around it: nothing but what makes words. */
const around = createContext({ raw: (html: string) => ({ html }), plural, count, beforeStop });

/** The page as a reader's browser gets it; values stand in it between « and ». */
function page(text: string, v: Record<string, unknown> = {}): string {
  const { pieces } = compilePageText(placed(text, 'page.md'), 'en');
  const code = listOf(pieces, (words) => `raw(${JSON.stringify(words)})`);
  const say = runInContext(`(v) => ${code}`, around) as (values: object) => (string | { html: string })[];
  return say(v)
    .map((piece) => (typeof piece === 'string' ? `«${piece}»` : piece.html))
    .join('');
}

/** The page, or '' where the build stops over it. */
function outcome(text: string): string {
  try {
    return page(text, { A: 'A' });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return '';
  }
}

describe('a page', () => {
  it('has headings, paragraphs, lists, terms, strong words and links', () => {
    expect(
      page(
        '# A “page” & more\n\nFirst,\nand on.\n\n## Part {#part}\n\n- one\n- **two**, it’s [here](#part)\n\n1. x\n2. y',
      ),
    ).toBe(
      '<h1>A “page” &amp; more</h1><p class="lede">First, and on.</p><h2 id="part">Part</h2>' +
        '<ul><li>one</li><li><strong>two</strong>, it’s <a href="#part">here</a></li></ul><ol><li>x</li><li>y</li></ol>',
    );
    expect(page('Term\n: said of it,\n  and more\n\nOther\n: again\n\nEnd')).toBe(
      '<dl><dt>Term</dt><dd>said of it, and more</dd><dt>Other</dt><dd>again</dd></dl><p>End</p>',
    );
  });

  it('has sections with a look, a first word and a heading', () => {
    expect(page('# T\n\n::: urgent Now\n## Call {#call}\n\nNow.\n:::\n\n::: plain\n## Rest {#rest}\n:::')).toBe(
      '<div class="intro"><h1>T</h1></div>' +
        '<section class="card urgent" aria-labelledby="call"><p class="kind">Now</p><h2 id="call">Call</h2><p>Now.</p></section>' +
        '<section aria-labelledby="rest"><h2 id="rest">Rest</h2></section>',
    );
  });

  it('takes values as text, as addresses, and as parts that stand alone', () => {
    expect(page('See [help]({help}), {name}.\n\n{Part}', { help: '/help', name: 'Ann', Part: 'P' })).toBe(
      '<p>See <a href="«/help»">help</a>, «Ann».</p>«P»',
    );
    expect(page("It's {days, plural, one {a **day**} other {# days}}", { days: 1 })).toBe(
      '<p>It&#39;s a <strong>day</strong></p>',
    );
  });

  it.each([
    ['html', '# T\n\n<script>x</script>', 3, 'html has no place in a page'],
    ['html within words', '# T\n\n- a\n- b <b>c</b>', 4, 'html has no place in a page'],
    ['a picture', 'x\n\n![a](https://example.org/a.png)', 3, 'image has no place in a page'],
    ['code', 'x\n\n`a`', 3, 'codespan has no place in a page'],
    ['a table', 'x\n\n| a | b |\n|---|---|\n| c | d |', 3, 'table has no place in a page'],
    ['a script in a link', '[x](javascript:alert)', 1, '"javascript:alert" is no link'],
    ['a page by its path', '[x](/help)', 1, '"/help" is no link'],
    ['a second title', '# a\n\n# b', 3, 'one heading of the first depth'],
    ['a list in a list', '- a\n- b\n  - c', 2, 'an item of a list is one paragraph'],
    ['a section without a heading', '# T\n\n::: calm\ntext\n:::', 3, 'a section needs a heading with an id'],
    ['a look that is none', '::: loud\n## A {#a}\n:::', 1, '"loud" is no look of a section'],
    ['a section without an end', '# T\n::: calm\n## A {#a}', 2, '"::: calm" is not closed'],
    ['an end without a section', 'x\n:::', 2, 'none is open'],
    ['a message that cannot be read', '# T\n\nx\n\nTerm\n: {oops', 6, 'the message cannot be read'],
  ])('refuses %s by file and line', (_, text, line, why) => {
    expect(() => page(text)).toThrow(new RegExp(`^page\\.md:${line}: .*${why.replaceAll(/[()"/.]/g, '\\$&')}`));
  });

  it('holds no html but its own, whatever is written', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '[x](',
      ')',
      '**',
      '_',
      '\n',
      '\n\n',
      '- ',
      '# ',
      '!',
      '`',
      'a',
      ': ',
      '{A}',
    );
    const known =
      /<\/?(?:h[123]|p|ul|ol|li|dl|dt|dd|strong|em|div|section)(?: (?:class|id|aria-labelledby)="[\w -]*")?>|<a href="(?:#[\w-]+|https:\/\/[^"<>]+)"(?: rel="noreferrer")?>|<\/a>/g;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(outcome(pieces.join('')).replaceAll(known, '')).not.toMatch(/[<>]/);
      }),
      { numRuns: 300 },
    );
  });
});
