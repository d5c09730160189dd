import { expect, test } from '@jest/globals';
import { readTokens, tokenCss } from '../../lib/templates/tokens.ts';
import { TemplateFolder } from '../../lib/templates/template-folder.ts';
import { projectRoot } from './project-copy.ts';

const tokens = await readTokens(new TemplateFolder(projectRoot));

test('the site gets the tokens as custom properties', () => {
  const css = tokenCss(tokens);
  expect(css).toContain(`--ink:${tokens.light.ink};`);
  expect(css).toContain(`--on-accent:${tokens.light.onAccent};`);
  expect(css).toContain(`--font-heading:${tokens.font.heading};`);
  expect(css).toContain(`@media(prefers-color-scheme:dark){:root{--paper:${tokens.dark.paper};`);
});
