import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  firstNameIn,
  firstNameOf,
  readDate,
  readInstant,
  readTime,
} from '../../../lib/operator/import/typed-values.ts';

test.each([
  ['7:00', '07:00'],
  ['07:00:00', '07:00'],
  ['7 am', '07:00'],
  ['7:15 PM', '19:15'],
  ['12 a.m.', '00:00'],
  ['19.30', '19:30'],
  ['12:15pm', '12:15'],
])('the time %s is %s', (typed, time) => {
  expect(readTime(typed)).toBe(time);
});

test.each(['7', '13 pm', '0 am', 'noon', '7:0', ''])('the time "%s" is left as it is, to be refused', (typed) => {
  expect(readTime(typed)).toBe(typed);
});

describe('dates', () => {
  test.each([
    ['2026-10-01', undefined, '2026-10-01'],
    ['2026/10/1', undefined, '2026-10-01'],
    ['25.10.2026', undefined, '2026-10-25'],
    ['10/25/2026', undefined, '2026-10-25'],
    ['01.10.2026', 'dmy', '2026-10-01'],
    ['01/10/2026', 'mdy', '2026-01-10'],
    ['03.03.2026', undefined, '2026-03-03'],
  ] as const)('%s, %s, is %s', (typed, order, date) => {
    expect(readDate(typed, order)).toBe(date);
  });

  test.each([
    ['01.10.2026', undefined, /--dates dmy or --dates mdy/],
    ['25.10.2026', 'mdy', /must be a date/],
    ['2026-02-30', undefined, /must be a date/],
    ['1.10.26', undefined, /must be a date/],
    ['soon', 'dmy', /must be a date/],
  ] as const)('%s, %s, is not guessed', (typed, order, why) => {
    expect(readDate(typed, order)).toEqual({ why: expect.stringMatching(why) });
  });

  test.each([
    ['2025-03-16 14:45:47', undefined, '2025-03-16T14:45:47Z'],
    ['2025-03-16T14:45:47.123Z', undefined, '2025-03-16T14:45:47Z'],
    ['2025-03-16T14:45:47+02:00', undefined, '2025-03-16T12:45:47Z'],
    ['2024-05-06 07:08:09.123456 +0000 UTC', undefined, '2024-05-06T07:08:09Z'],
    ['2026-10-01', undefined, '2026-10-01T00:00:00Z'],
    ['01.10.2026 09:00', 'dmy', '2026-10-01T09:00:00Z'],
    ['10/25/2026 9:00 PM', undefined, '2026-10-25T21:00:00Z'],
  ] as const)('the instant %s, %s, is %s', (typed, order, instant) => {
    expect(readInstant(typed, order)).toBe(instant);
  });

  test('whatever is typed is an instant, or refused in a few words', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789-/.: TZ+apmUTC')) }), (typed) => {
        const read = readInstant(typed, 'dmy');
        expect(typeof read === 'string' ? Number.isNaN(Date.parse(read)) : read.why === '').toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  ['Anna Berg', 'Anna'],
  ['Berg, Anna', 'Anna'],
  ['Berg, Dr. Anna Maria', 'Anna'],
  ['Dr. med. Anna Berg', 'Anna'],
  ['Prof. Dr. Berg', 'Berg'],
  ['Drew Barry', 'Drew'],
  ['Mrs Jones', 'Jones'],
  ['Dr.', ''],
  ['anna@example.org', ''],
  ['', ''],
])('in the name "%s" the first one is "%s"', (whole, first) => {
  expect(firstNameOf(whole)).toBe(first);
});

test.each([
  ['Dr. Anna', 'Anna'],
  ['Anna Maria', 'Anna Maria'],
  ['Dr.', ''],
  ['Franz', 'Franz'],
  ['Missy', 'Missy'],
])('the first name "%s" is "%s"', (typed, name) => {
  expect(firstNameIn(typed)).toBe(name);
});
