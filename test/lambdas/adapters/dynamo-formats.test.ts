import { describe, expect, test } from '@jest/globals';
import { change } from '../../../lambdas/adapters/dynamo/changes.ts';
import {
  inCurrentFormat,
  profileFormat,
  UnknownFormatError,
  type Step,
} from '../../../lambdas/adapters/dynamo/formats.ts';
import { toSubscriber } from '../../../lambdas/adapters/dynamo/items.ts';
import { aGone, aSubscriber } from '../../support/builders.ts';

/** What could have been: a name in two parts, then an address in lower case. */
const steps: Step[] = [
  ({ name, ...item }) => ({ ...item, firstName: String(name).split(' ')[0] }),
  (item) => ({ ...item, address: String(item['address']).toLowerCase() }),
];
const current = { address: 'ada@reader.example', firstName: 'Ada' };

describe('a stored profile', () => {
  test.each([
    ['of the first format, which said none', { name: 'Ada Reader', address: 'Ada@Reader.example' }],
    ['of one between', { format: 2, firstName: 'Ada', address: 'ADA@reader.example' }],
    ['of the current one', { format: 3, ...current }],
  ])('%s is read the same', (_, item) => {
    expect(inCurrentFormat(item, steps)).toMatchObject(current);
  });

  test('of a later format is left alone: nobody can say what it means', () => {
    expect(() => inCurrentFormat({ format: 4 }, steps)).toThrow(UnknownFormatError);
    expect(() => toSubscriber({ ...aGone(), format: profileFormat + 1 })).toThrow('deploy the newer release');
  });

  test('shows its format to nobody', () => {
    expect(toSubscriber({ ...aGone(), format: profileFormat })).not.toHaveProperty('format');
  });

  test('is written whole at its first change, whatever the change is', () => {
    const was = { ...aSubscriber(), format: 0 };
    const { set, values } = change(was, { firstName: 'Ada' });
    expect(values).toMatchObject({ ':format': profileFormat, ':address': was.address, ':firstName': 'Ada' });
    expect(set).toHaveProperty('#address');
    const asEver = change(aSubscriber(), { firstName: 'Ada' });
    expect(Object.keys(asEver.set ?? {})).not.toContain('#address');
  });
});
