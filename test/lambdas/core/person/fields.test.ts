import { expect, test } from '@jest/globals';
import { fieldNames, fields } from '../../../../lambdas/core/person/fields.ts';

test.each(['startOver', 'keepMonthly', 'changeSeries'] as const)(
  '%s changes only what a person may write, so that the way back finds all of it',
  (transition) => {
    const changed = fieldNames.filter((name) => fields[name].on[transition] !== 'keep');
    expect(changed.filter((name) => !(fields[name].by as readonly string[]).includes('person'))).toEqual([]);
  },
);
