import fc from 'fast-check';

/** How many code points are not characters by themselves, and the first of them: halves of others. */
const surrogates = { first: 0xd800, count: 0x800 };

const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff - surrogates.count })
  .map((code) => String.fromCodePoint(code < surrogates.first ? code : code + surrogates.count));

/**
 * Any text at all, now and then of ASCII or a word that programs trip over. It is what `fc.string({ unit: 'binary' })` gives, which first makes a map of
 * the million characters, in each process: more than most files of tests cost.
 */
export function anyText(maxLength?: number): fc.Arbitrary<string> {
  const length = maxLength === undefined ? {} : { maxLength };
  return fc.oneof(
    { weight: 4, arbitrary: fc.array(anyCharacter, length).map((all) => all.join('')) },
    { weight: 1, arbitrary: fc.string(length) },
  );
}
