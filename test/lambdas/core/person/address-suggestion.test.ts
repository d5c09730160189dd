import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAddress } from '../../../../lambdas/core/person/address.ts';
import { meantAddress } from '../../../../lambdas/core/person/address-suggestion.ts';

const letters = fc.integer({ min: 0, max: 25 }).map((at) => String.fromCodePoint(97 + at));

describe('a slip in the domain of an address', () => {
  test.each([
    ['anna@gmial.com', 'anna@gmail.com'],
    ['anna@gmail.con', 'anna@gmail.com'],
    ['anna@gmial.con', 'anna@gmail.com'],
    ['anna@gmail.co', 'anna@gmail.com'],
    ['anna@gmai.com', 'anna@gmail.com'],
    ['anna@gmaill.com', 'anna@gmail.com'],
    ['Anna.B@GMAIL.CMO', 'Anna.B@gmail.com'],
    ['a@hotnail.com', 'a@hotmail.com'],
    ['a@hotmail.co.ukk', 'a@hotmail.co.uk'],
    ['a@yaho.com', 'a@yahoo.com'],
    ['a@outlok.com', 'a@outlook.com'],
    ['a@iclod.com', 'a@icloud.com'],
    ['a@clinic.example.con', 'a@clinic.example.com'],
    ['a@t-onlin.de', 'a@t-online.de'],
  ])('%s was probably to be %s', (typed, meant) => {
    expect(meantAddress(typed)).toBe(meant);
  });

  test.each([
    'anna@gmail.com',
    'anna@ymail.com',
    'anna@mail.com',
    'anna@email.com',
    'anna@gmx.net',
    'anna@love.com',
    'anna@yahoo.de',
    'anna@hotmail.fr',
    'anna@example.org',
    'anna@gmail.example.org',
    'anna@nhs.net',
    'anna@ox.ac.uk',
  ])('%s is none', (typed) => {
    expect(meantAddress(typed)).toBeUndefined();
  });

  test('of one letter is found wherever it is, and what is offered is never asked about again', () => {
    const domain = 'hotmail.com';
    const slip = fc.oneof(
      fc.nat(domain.length - 5).map((at) => domain.slice(0, at) + domain.slice(at + 1)),
      fc.tuple(fc.nat(domain.length - 5), letters).map(([at, one]) => domain.slice(0, at) + one + domain.slice(at + 1)),
      fc.tuple(fc.nat(domain.length - 5), letters).map(([at, one]) => domain.slice(0, at) + one + domain.slice(at)),
      fc.nat(domain.length - 6).map((at) => domain.slice(0, at) + domain[at + 1]! + domain[at]! + domain.slice(at + 2)),
    );
    fc.assert(
      fc.property(slip, (typed) => {
        expect(meantAddress(`a@${typed}`)).toBe(typed === domain ? undefined : `a@${domain}`);
        expect(meantAddress(`a@${domain}`)).toBeUndefined();
      }),
    );
  });

  test('is looked for in any address, and offers one that can be mailed, with the same name before the @', () => {
    const labels = fc.array(fc.string({ unit: letters, minLength: 2, maxLength: 6 }), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(labels, fc.constantFrom('com', 'con', 'cmo', 'org', 'nte'), (names, end) => {
        const meant = meantAddress(`Name+x@${[...names, end].join('.')}`);
        if (meant === undefined) return;
        expect(parseAddress(meant)).toMatchObject({ mailbox: meant });
        expect(meant.startsWith('Name+x@')).toBe(true);
        expect(meantAddress(meant)).toBeUndefined();
      }),
    );
  });
});
