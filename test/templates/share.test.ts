import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import Handlebars from 'handlebars';
import { share } from '../../lib/templates/dedupe.ts';

/** What some code means, as the build puts it together. */
function meaning(code: string): unknown {
  const { texts, shapes, blocks, code: shorter } = share(code);
  const source = `const shape = [${shapes.join(',\n')}];
const block = [${blocks.join(',\n')}];\n(${shorter})`;
  return runInNewContext(source, { text: texts });
}

test('code with shared texts means the same, and each text is there once', () => {
  const frame = Array.from({ length: 40 }, (_, index) => `<td style="margin:${index}px">\\ '${index}' \u2028</td>`);
  const mails = ['first', 'second', 'first'].map((said) => [...frame, said].join('\n'));
  const code = `[${mails.map((mail) => JSON.stringify(mail)).join(', ')}, "short"]`;
  expect(JSON.stringify(meaning(code))).toBe(JSON.stringify([...mails, 'short']));
  expect(share(code).texts).toHaveLength(2);
});

test('templates with shared functions fill as before, and each function is there once', () => {
  const greeting = '{{#if name}}Hello {{name}}, "{" \n}{{/if}}';
  const sources = [greeting, `${greeting} and ${'x'.repeat(100)} {{#each days}}{{this}} {{/each}}`, greeting];
  const code = `[${sources.map((source) => Handlebars.precompile(source) as unknown as string).join(',\n')}]`;
  const filled = (meaning(code) as object[]).map((compiled) =>
    Handlebars.template(compiled as TemplateSpecification)({ name: '<Ann>', days: ['Mon', 'Tue'] }),
  );
  const said = 'Hello &lt;Ann&gt;, "{" \n}';
  expect(filled).toEqual([said, `${said} and ${'x'.repeat(100)} Mon Tue `, said]);
  expect(share(code).blocks).toHaveLength(4);
});

test('templates that say different things in one frame share its functions', () => {
  const [one, other] = ['Walk + "rest"', 'text[0] "etc"'];
  const sources = [one, other].map((said) => `{{#if name}}${said} {{name}}{{/if}} ${said}.`);
  const code = `[${sources.map((source) => Handlebars.precompile(source) as unknown as string).join(',\n')}]`;
  const filled = (meaning(code) as object[]).map((compiled) =>
    Handlebars.template(compiled as TemplateSpecification)({ name: 'Ann' }),
  );
  expect(filled).toEqual([`${one} Ann ${one}.`, `${other} Ann ${other}.`]);
  expect(share(code).shapes).toHaveLength(2);
  expect(share(code).blocks).toHaveLength(4);
});
