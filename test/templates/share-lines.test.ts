import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { shareLines } from '../../lib/templates/share-lines.ts';

/** What some code made of strings means, as the build puts it together. */
function meaning(code: string): unknown {
  const shared = shareLines(code);
  return JSON.parse(String(runInNewContext(`${shared.declarations}JSON.stringify(${shared.code})`)));
}

test('code with shared lines means the same and is shorter', () => {
  const frame = Array.from({ length: 40 }, (_, index) => `<td style="margin:${index}px">\\ '${index}' \u2028</td>`);
  const mails = ['first', 'second', 'third'].map((said) => [...frame, said, ...frame, ''].join('\n'));
  const code = `[${mails.map((mail) => JSON.stringify(mail)).join(', ')}, "short"]`;
  expect(meaning(code)).toEqual([...mails, 'short']);
  const { declarations, code: shorter } = shareLines(code);
  expect(declarations.length + shorter.length).toBeLessThan(code.length / 2);
});
