import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';

/*
 * What people read on the site comes from the catalogue, templates/words: text between tags, attributes that are shown or read aloud, and texts that read
 * as prose. There are no exceptions; what programs and browsers read is not looked at.
 */

const site = join(import.meta.dirname, '../../../lambdas/site');

/** Scripts, styles and files for machines; and answers to other programs, which are English as their reference is. */
const notForPeople = /^(kit\/assets(\/|\.ts)|api\/)/;

const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !notForPeople.test(name),
);

/** Attributes and properties of parts whose texts nobody reads. Whatever else has words in it is shown. */
const technical = new Set(
  (
    'action aria-controls aria-current aria-describedby aria-haspopup aria-hidden aria-labelledby aria-live autocomplete charset class content current ' +
    'enctype fill for form formaction height href hreflang id inputmode kind lang look loading method name points property rel role scope score size spellcheck src ' +
    'stroke stroke-linecap stroke-linejoin style task text-anchor tone type value viewBox width wrap d transform preserveAspectRatio'
  ).split(' '),
);

/** Properties that hold what is shown, even if it is one word. */
const shown = /^(title|heading|lede|label|hint|about|description|text|says)$/;

/** What is merged into a text: a word, for all that one can see. */
const merged = '§';
/** Two words side by side, at least one of them ours; and no code, such as `max-age=300` or `text/html`. */
const prose =
  /(?<![^\s“(‘])(?:\p{L}[\p{L}’'-]*[,.:?!…]?\s+(?:§|\p{L}[\p{L}’'-]*(?![^\s,.:?!…”)]))|§[,.:?!…]?\s+\p{L}[\p{L}’'-]*(?![^\s,.:?!…”)]))/u;
const letter = /\p{L}/u;

interface Node {
  type?: string;
  value?: unknown;
  quasis?: { cooked: string }[];
  name?: { value: string; namespace?: { value: string }; name?: { value: string } };
  key?: { value?: unknown };
}

/** The words of a program that people would read. */
function wordsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(wordsIn);
  const { type, value, quasis, name, key } = node as Node;
  const inner = () => Object.values(node).flatMap(wordsIn);
  switch (type) {
    case 'ImportDeclaration':
    case 'ThrowStatement':
    case 'TsLiteralType':
      return [];
    case 'JSXText':
      return letter.test(String(value)) ? [String(value).trim()] : [];
    case 'JSXAttribute':
      if (technical.has(name!.value)) return [];
      return isText(value) && letter.test(value.value) && !name!.value.startsWith('data-') ? [value.value] : inner();
    case 'KeyValueProperty':
      if (key?.value === 'class') return [];
      return isText(value) && shown.test(String(key?.value)) && letter.test(value.value) ? [value.value] : inner();
    case 'StringLiteral':
      return prose.test(String(value)) ? [String(value)] : [];
    case 'TemplateLiteral': {
      // Tags of html are code.
      const text = (quasis ?? []).map(({ cooked }) => cooked).join(merged);
      return prose.test(text.replaceAll(/<[^<>]*>/g, '\n<>\n')) ? [text] : inner();
    }
    case undefined:
    default:
      return inner();
  }
}

function isText(node: unknown): node is { value: string } {
  return (node as Node | undefined)?.type === 'StringLiteral';
}

const parsed = (code: string, tsx: boolean) => parseSync(code, { syntax: 'typescript', tsx });

test('no file of the site has words for people in it', () => {
  expect(files.length).toBeGreaterThan(90);
  const found = files.flatMap((name) =>
    wordsIn(parsed(readFileSync(join(site, name), 'utf8'), name.endsWith('x'))).map((text) => `${name}: ${text}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['text between tags', '<p>Saved</p>', ['Saved']],
  ['a label', '<nav aria-label="help" class="two words" />', ['help']],
  ['a property of a part', '<Sheet heading="Saved" tone="good" />', ['Saved']],
  ['a choice', '<p>{ok ? "It is saved." : lost}</p>', ['It is saved.']],
  ['a title', 'respond(c, { title: "Saved", status: 200 })', ['Saved']],
  ['a sentence with a value in it', 'f(`You have ${n} lessons`)', ['You have § lessons']],
  ['words from the catalogue', '<p title={says.title}>{says.saved({ n })} · {n}</p>', []],
  ['a word between values', 'f(`${a} at ${b}`)', ['§ at §']],
  ['code', 'f(`${a}, ${b}`, "text/html; charset=utf-8", "site.failed", `<b class="one two">${n}</b>`)', []],
])('%s: looks at it as people do', (_, code, words) => {
  expect(wordsIn(parsed(code, true))).toEqual(words);
});
