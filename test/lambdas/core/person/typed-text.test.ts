import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FirstName } from '../../../../lambdas/core/person/preferences.ts';
import { isDamaged, typedText } from '../../../../lambdas/core/person/typed-text.ts';
import { anyText } from '../../../support/any-text.ts';

const whyNot = (typed: string) => FirstName.safeParse(typed).error?.issues[0]?.message;

describe('first names as people type them', () => {
  test.each([
    ['Persian, with a non-joiner', 'علی\u200cرضا'],
    ['Sinhala, with a joiner', 'ශ්\u200dරී'],
    ['Malayalam, with a joiner at its end', 'അനിലര്\u200d'],
    ['a family emoji', 'Ann 👩\u200d👧'],
    ['a person with a colour of skin', '🧘🏽\u200d♀️'],
    ['a flag of invisible letters', 'Ann 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['a heart that an invisible sign colours', 'Ann ❤️'],
    ['Arabic', 'نور'],
    ['an apostrophe and a hyphen', 'Mary-Ann O’Brien'],
    ['initials', 'J.R. Lee'],
    ['Vietnamese in separate marks', 'Nguye\u0302\u0303n'],
  ])('%s is kept as it is', (_, name) => {
    expect(FirstName.safeParse(name)).toMatchObject({ success: true, data: name });
  });

  test.each([
    ['a direction mark before', '\u200fדוד', 'דוד'],
    ['a zero-width space behind', 'Ann\u200b', 'Ann'],
    ['a non-joiner behind a letter', 'علی\u200c', 'علی'],
    ['a byte order mark and spaces', '\ufeff  Ann \u00a0', 'Ann'],
    ['a hidden message', 'A\u{e0068}\u{e0069}', 'A'],
    ['nothing but invisible signs', '\u200b\u2060\u3164', ''],
  ])('%s is taken off', (_, typed, name) => {
    expect(FirstName.safeParse(typed)).toMatchObject({ success: true, data: name });
  });

  test.each([
    ['half an emoji', 'A\ud83d', 'damaged'],
    ['the other half', '\ude00A', 'damaged'],
    ['what stands for unreadable bytes', 'J\ufffdrgen', 'damaged'],
    ['a control character', 'A\u0007nn', 'one line'],
    ['a tab', 'A\tB', 'one line'],
    ['a line separator', 'A\u2028B', 'one line'],
    ['a joiner between spaces', 'A \u200d B', 'invisible'],
    ['a turn of direction', 'A\u202eB', 'invisible'],
    ['a filler', 'A\u3164B', 'invisible'],
    ['a hidden message within', 'A\u{e0068}\u{e0069}B', 'invisible'],
    ['the address of a page', 'win.evil.example/x', 'address of a page'],
    ['the address of a mailbox', 'ann@example', 'address of a page'],
  ])('%s is refused with a sentence that says why', (_, typed, why) => {
    expect(whyNot(typed)).toContain(why);
  });

  test('whatever is typed is a name that shows what it is, or a sentence', () => {
    const signs = fc.constantFrom(
      ...Array.from('aé\u200c\u200d\u200b\u202e𝒜👩👧\ufe0f\u094d\ufffd\n .@/='),
      '\ud83d',
      '\u{e0068}',
      '\u3164',
      '\u{1f3f4}',
    );
    const typed = fc.oneof(
      anyText(),
      fc.array(signs).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const read = FirstName.safeParse(text);
        const name = read.success ? read.data : '';
        expect(read.error?.issues[0]?.message ?? 'Fine.').toMatch(/^[A-Z].*\.$/);
        expect(name.length).toBeLessThanOrEqual(40);
        expect(isDamaged(name)).toBe(false);
        expect(name).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u);
        // Reading it once more changes nothing: an export can be imported.
        expect(FirstName.parse(name)).toBe(name);
      }),
      { numRuns: 400 },
    );
  });
});

test('text of several lines keeps its lines', () => {
  const note = typedText(300, { lines: 'several' });
  expect(note.parse(' Went well.\r\nSlept\tbetter. ')).toBe('Went well.\r\nSlept\tbetter.');
  expect(note.safeParse('a\u0000b').success).toBe(false);
});

test('a very long run of invisible signs is read at once', () => {
  expect(FirstName.safeParse(`a${'\u200b'.repeat(500_000)}a`).success).toBe(false);
});
