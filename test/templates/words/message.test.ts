import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beforeStop } from '../../../lambdas/core/kit/full-stop.ts';
import { compileMessage, listOf, textOf } from '../../../lib/templates/words/message.ts';
import { count, plural } from '../../../lib/templates/words/counting.ts';

const place = { file: 'site.yaml', line: 7 };

/** What code of a message finds around it: nothing but what makes words. */
const around = createContext({ plural, count, beforeStop });

/** What a message says. */
function say(text: string, v: Record<string, unknown> = {}, language = 'en'): unknown {
  const { pieces, values } = compileMessage(text, place, language);
  const isList = [...values.values()].some((kind) => kind === 'part' || kind === 'tag');
  const code = runInContext(`(v) => ${isList ? listOf(pieces) : textOf(pieces)}`, around) as (
    values: object,
  ) => unknown;
  const said = code(v);
  return isList ? [...(said as unknown[])] : said;
}

describe('a message', () => {
  it.each([
    ['Sources', {}, 'Sources'],
    ['Checked on {date}.', { date: '3 May' }, 'Checked on 3 May.'],
    ['{n, plural, =0 {none} one {# week} other {# weeks}}!', { n: 1 }, '1 week!'],
    ['{n, plural, =0 {none} one {# week} other {# weeks}}!', { n: 0 }, 'none!'],
    ['{n, plural, one {# week} other {# weeks}}', { n: 1200 }, '1,200 weeks'],
    ['{n, plural, one {one {what}} other {# {what}s}}', { n: 2, what: 'day' }, '2 days'],
    ['In {place, select, unknown {some place} other {{place}}}.', { place: 'eu' }, 'In eu.'],
    ['In {place, select, unknown {some place} other {{place}}}.', { place: 'unknown' }, 'In some place.'],
    ['“It’s” is {{a}}'.replace('{{a}}', "'{a}'"), {}, '“It’s” is {a}'],
  ])('%p with %j is %p', (text, values, said) => {
    expect(say(text, values)).toBe(said);
  });

  it('is a list where parts of a page are among its words', () => {
    const link = (words: string) => ({ link: words });
    expect(say('Call {Number}, or <see>our {what}</see>.', { Number: 112, see: link, what: 'page' })).toEqual([
      'Call ',
      112,
      ', or ',
      { link: 'our page' },
      '.',
    ]);
    expect(say('{n, plural, one {a {Part}} other {all}}', { n: 1, Part: 5 })).toEqual(['a ', 5]);
  });

  it('agrees with every number by the rules of its language', () => {
    const forms = {
      pl: ['one', 'few', 'many', 'other'],
      en: ['one', 'other'],
      ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
    };
    fc.assert(
      fc.property(fc.constantFrom('pl', 'en', 'ar'), fc.nat(5_000), (language, n) => {
        const options = forms[language as keyof typeof forms].map((form) => `${form} {${form}}`).join(' ');
        expect(say(`{n, plural, ${options}}`, { n }, language)).toBe(new Intl.PluralRules(language).select(n));
      }),
    );
  });

  it.each([
    ['en', '{n, plural, one {x}}', 'the message cannot be read: missing other clause'],
    ['en', '{n, plural, other {x}}', '{n} lacks the plural form one'],
    ['en', '{n, plural, one {x} few {y} other {z}}', '{n}: en has no plural form few'],
    ['pl', '{n, plural, one {x} other {z}}', '{n} lacks the plural form few, many'],
    ['en', '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}', '{n}: only plain plurals are known'],
    ['en', '{when', 'the message cannot be read: expect argument closing brace'],
    ['en', '<b>bold', 'the message cannot be read: unclosed tag'],
    ['en', '{when, date, long}', '{when} takes no format'],
    ['en', '{n} and {n, plural, one {x} other {y}}', '"n" is taken as text and as number'],
    ['en', '<a>{Part}</a>', 'a tag stands around words'],
    ['en', '{0} of them', '"0" is no name of a value'],
  ])('in %s, %p is refused by file and line', (language, text, why) => {
    expect(() => compileMessage(text, place, language)).toThrow(`site.yaml:7: ${why}`);
  });

  it.each([
    ['Llega a las {when}.', { when: '7:00 a. m.' }, 'Llega a las 7:00 a. m.'],
    ['Llega a las {when}. Siempre.', { when: '7:00' }, 'Llega a las 7:00. Siempre.'],
    ['Llega a las {when}…', { when: '7:00 a. m.' }, 'Llega a las 7:00 a. m.…'],
    ['Llega a las {when}...', { when: '7:00 a. m.' }, 'Llega a las 7:00 a. m....'],
    ['{x, select, a {A las {when}} other {Nunca}}.', { x: 'a', when: '7:00 a. m.' }, 'A las 7:00 a. m.'],
    ['{when}{x, select, a {.} other {, ya}}', { x: 'a', when: '7:00 a. m.' }, '7:00 a. m.'],
    ['{when}{x, select, a {.} other {, ya}}', { x: 'b', when: '7:00 a. m.' }, '7:00 a. m., ya'],
    ['{when}{x, select, a {} other {, ya}}.', { x: 'a', when: '7:00 a. m.' }, '7:00 a. m.'],
    ['{when}{more}.', { when: '7:00 a. m.', more: '' }, '7:00 a. m.'],
  ])('%p with %j ends in one full stop: %p', (text, values, said) => {
    expect(say(text, values)).toBe(said);
  });

  it('never says two full stops, wherever a value ends in one', () => {
    const words = fc.constantFrom('Hola', ' a ', ', ', '.', '. Y ', ' ');
    const value = fc.constantFrom('{one}', '{two}', '<b>{one}</b>', '<b>a las {two}</b>');
    const { message } = fc.letrec<{ message: string }>((tie) => ({
      message: fc
        .array(
          fc.oneof(
            { weight: 3, arbitrary: fc.tuple(value, fc.oneof(words, fc.constant(''))).map((both) => both.join('')) },
            fc
              .tuple(tie('message'), tie('message'))
              .map(([a, b]) => `{x, select, a {${a}} other {${b}}}{n, plural, one {} other {${a}}}`),
          ),
          { maxLength: 4 },
        )
        .map((parts) => parts.join('')),
    }));
    const ending = fc.constantFrom('7:00 a. m.', '7:00', '');
    fc.assert(
      fc.property(message, ending, ending, fc.constantFrom('a', 'b'), fc.constantFrom(1, 2), (text, one, two, x, n) => {
        const saidWith = (first: string, second: string) =>
          [say(text, { one: first, two: second, x, n, b: (inner: string) => inner })].flat().join('');
        // What has two full stops without any in its values has them of its author.
        fc.pre(!saidWith(one && '7', two && '7').includes('..'));
        expect(saidWith(one, two)).not.toContain('..');
        expect(saidWith(one, two).replaceAll('7:00 a. m', '7:00').replaceAll('.', '')).toBe(
          saidWith(one && '7:00', two && '7:00').replaceAll('.', ''),
        );
      }),
    );
  });

  it('needs no form for the millions that Spanish has', () => {
    expect(say('{n, plural, one {# semana} other {# semanas}}', { n: 3 }, 'es')).toBe('3 semanas');
  });
});
