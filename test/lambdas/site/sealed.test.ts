import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyringOf } from '../../../lambdas/adapters/keys/keyring.ts';
import { sealed, unsealed } from '../../../lambdas/site/kit/sealed.ts';
import { anyText } from '../../support/any-text.ts';
import { testKeyring } from '../../support/site-world.ts';

const once = fc.string({ unit: fc.constantFrom(...'a b X Y 0 9 _ -'.split(' ')), minLength: 22, maxLength: 22 });
const text = anyText(60);

test('what is sealed can be read in its place, and says nothing to anybody else', () => {
  const others = keyringOf(JSON.stringify({ identity: 'a', current: 'b', a: 'a'.repeat(32), b: 'c'.repeat(32) }));
  fc.assert(
    fc.property(text, once, fc.string(), fc.string(), (said, name, place, elsewhere) => {
      const written = sealed(said, place, name, testKeyring);
      expect(unsealed(written, place, testKeyring)).toBe(said);
      expect(said.length > 3 && written.includes(said)).toBe(false);
      expect(unsealed(written, place, others)).toBeUndefined();
      expect(unsealed(written, elsewhere, testKeyring)).toBe(place === elsewhere ? said : undefined);
    }),
  );
});

test('what somebody changed, cut short or made up is nothing', () => {
  const written = sealed('ann@example.org', '/', 'n'.repeat(22), testKeyring);
  fc.assert(
    fc.property(fc.nat(written.length - 2), fc.constantFrom('A', 'b', '0', '-', '.'), (at, sign) => {
      const changed = written.slice(0, at) + sign + written.slice(at + 1);
      expect(unsealed(changed, '/', testKeyring)).toBe(changed === written ? 'ann@example.org' : undefined);
      expect(unsealed(written.slice(0, at), '/', testKeyring)).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.string(), (made) => {
      expect(unsealed(made, '/', testKeyring)).toBeUndefined();
    }),
  );
});
