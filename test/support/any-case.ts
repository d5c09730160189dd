import fc from 'fast-check';

/** Some text, with the case of each letter as it comes. */
export function inAnyCase(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.array(fc.boolean(), { minLength: 40 }))
    .map(([typed, upper]) =>
      typed.replaceAll(/./g, (one, at: number) => (upper[at] ? one.toUpperCase() : one.toLowerCase())),
    );
}
