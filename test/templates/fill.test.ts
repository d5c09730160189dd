import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { mail } from '../../lib/templates/fill.ts';
import { someFields } from './compiled-mails.ts';

const filled = (text: string) => mail({ subject: () => '', html: () => '', text: () => text }).text(someFields());

/** What a program that knows `format=flowed` makes of it (RFC 3676 §4.1): paragraphs of one line each. */
function unflowed(text: string): string[] {
  const paragraphs: string[] = [];
  let flows = false;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const own = line.replace(/^ /, '');
    if (flows) paragraphs.push(`${paragraphs.pop()}${own}`);
    else paragraphs.push(own);
    flows = own.endsWith(' ') && own !== '-- ';
  }
  return paragraphs;
}

test('a paragraph flows: its lines are short, and a program that knows how puts it together again', () => {
  const step = `1. ${'word '.repeat(20).trim()}`;
  expect(filled(`Steps\n\n ${step}`)).toBe(`Steps\n\n1. ${'word '.repeat(13)}\n${'word '.repeat(7).trim()}\n`);
  const words = fc.array(
    fc.oneof(fc.constantFrom('From', '>', '--', '-- ', 'a', '=', 'Ann'), fc.stringMatching(/^[!-~]{1,90}$/)),
    {
      minLength: 1,
      maxLength: 40,
    },
  );
  // Marks of headings and of the foot are the build's own.
  const paragraph = words
    .map((all) => all.join(' ').replaceAll(/ +/g, ' ').trim())
    .filter((all) => !/^(?:-+|===)$/.test(all));
  fc.assert(
    fc.property(fc.array(paragraph, { minLength: 1, maxLength: 4 }), (paragraphs) => {
      const text = filled(paragraphs.join('\n\n'));
      expect(unflowed(text).filter(Boolean)).toEqual(paragraphs);
      const lines = text.split('\n');
      expect(lines.filter((line) => line.length > 78 && line.trim().includes(' '))).toEqual([]);
      expect(lines.filter((line) => /^(?:>|From |-- $)/.test(line))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('an address longer than a line stays whole', () => {
  const address = `https://site.example/${'a'.repeat(120)}`;
  expect(filled(`Open your settings:\n${address}`)).toBe(`Open your settings:\n${address}\n`);
});

test('a telephone number is not said twice', () => {
  const words = 'Call 999:\ntel:999\n\nText us:\nsms:85258\n\nSee the page:\nhttps://site.example/help';
  expect(filled(words)).toBe('Call 999\n\nText us\n\nSee the page:\nhttps://site.example/help\n');
});

test('a heading is underlined to its own length', () => {
  expect(filled('Spot the loop\n===')).toBe('Spot the loop\n=============\n');
});

test('the mark of the foot keeps its space', () => {
  expect(filled('above\n\n-- \nbelow')).toBe('above\n\n-- \nbelow\n');
});

test('an equals sign stands as it is, in addresses and in text, and what was typed stays escaped', () => {
  const html = Handlebars.compile('<a href="{{link.help}}">{{firstName}}</a>');
  const filledIn = mail({ subject: () => '', text: () => '', html }).html(
    someFields({
      firstName: '"&#x3D;=<',
      link: { ...someFields().link, help: 'https://site.example/help?zone=Europe%2FBerlin' },
    }),
  );
  expect(filledIn).toBe('<a href="https://site.example/help?zone=Europe%2FBerlin">&quot;&amp;#x3D;=&lt;</a>');
});

test('a postal address of several lines becomes one', () => {
  const { text } = mail({ subject: () => '', html: () => '', text: ({ sender }) => sender.postalAddress });
  const sender = { name: 'Clinic', postalAddress: '1 Sample Street\r\nSpringfield\n', address: '' };
  expect(text(someFields({ sender }))).toBe('1 Sample Street, Springfield\n');
});
