import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine, withoutFormulaGuard } from '../../lib/operator/csv.ts';

const fieldIn = (line: string) => (parse(line) as string[][])[0]![0]!;

test.each(['=HYPERLINK("https://e.example","x")', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', "'=1", '＝1+1'])(
  'a field that a spreadsheet would compute is text in it, and itself again when it is read: %j',
  (field) => {
    expect(fieldIn(csvLine([field]))).toBe(`'${field}`);
    expect(withoutFormulaGuard(`'${field}`)).toBe(field);
  },
);

test('whatever is written is read as it was', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', 'a')).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (field) => {
      // An empty line is no record.
      fc.pre(field !== '');
      const written = fieldIn(csvLine([field]));
      expect(written).not.toMatch(/^[=+\-@\t\r\n]/);
      expect(withoutFormulaGuard(written)).toBe(field);
    }),
  );
});
