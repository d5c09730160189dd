import { expect, test } from '@jest/globals';
import Handlebars from 'handlebars';
import { mail } from '../../lib/templates/fill.ts';
import { someFields } from './compiled-mails.ts';

const filled = (text: string) => mail({ subject: () => '', html: () => '', text: () => text }).text(someFields());

test('steps hang under their number when they wrap', () => {
  const step = 'word '.repeat(20).trim();
  expect(filled(`Steps\n\n 1. ${step}`)).toBe(
    `Steps\n\n 1. ${'word '.repeat(13).trim()}\n    ${'word '.repeat(7).trim()}\n`,
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
  const sender = { name: 'Clinic', postalAddress: '1 Sample Street\r\nSpringfield\n' };
  expect(text(someFields({ sender }))).toBe('1 Sample Street, Springfield\n');
});
