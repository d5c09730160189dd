import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { shareLines } from '../../lib/templates/share-lines.ts';

/** What some code made of strings means, as the build puts it together. */
function meaning(code: string): unknown {
  const { shared, code: shorter } = shareLines(code);
  const lines = (...numbers: number[]) => numbers.map((number) => shared[number]).join('\n');
  return JSON.parse(String(runInNewContext(`JSON.stringify(${shorter})`, { lines })));
}

test('code with shared lines means the same, and each line is there once', () => {
  const frame = Array.from({ length: 40 }, (_, index) => `<td style="margin:${index}px">\\ '${index}' \u2028</td>`);
  const mails = ['first', 'second', 'third'].map((said) => [...frame, said, ...frame, ''].join('\n'));
  const code = `[${mails.map((mail) => JSON.stringify(mail)).join(', ')}, "short"]`;
  expect(meaning(code)).toEqual([...mails, 'short']);
  const { shared, code: shorter } = shareLines(code);
  expect(new Set(shared).size).toBe(shared.length);
  expect(JSON.stringify(shared).length + shorter.length).toBeLessThan(code.length / 2);
});
