import { expect, test } from '@jest/globals';
import { readTokens, tokenCss, type Tokens } from '../../lib/templates/tokens.ts';
import { TemplateFolder } from '../../lib/templates/template-folder.ts';
import { projectRoot } from './project-copy.ts';

const tokens = await readTokens(new TemplateFolder(projectRoot));

type Colour = keyof Tokens['light'];
const pairs: [Colour, Colour][] = [
  ['ink', 'sheet'],
  ['ink', 'paper'],
  ['ink', 'practice'],
  ['ink', 'care'],
  ['muted', 'sheet'],
  ['muted', 'paper'],
  ['accent', 'sheet'],
  ['accent', 'paper'],
  ['accent', 'practice'],
  ['accent', 'care'],
  ['onAccent', 'accent'],
];

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each(['light', 'dark'] as const)('text stands out from its ground in the %s palette (WCAG AA)', (palette) => {
  for (const [front, ground] of pairs) {
    const ratio = contrast(tokens[palette][front], tokens[palette][ground]);
    if (ratio < 4.5) throw new Error(`${front} on ${ground}: ${ratio.toFixed(2)}`);
  }
  expect(contrast(tokens[palette].warm, tokens[palette].care)).toBeGreaterThanOrEqual(3);
});

test('text still stands out where a client inverts every colour', () => {
  const inverted = (colour: string) =>
    `#${(0xffffff - Number.parseInt(colour.slice(1), 16)).toString(16).padStart(6, '0')}`;
  for (const [front, ground] of pairs) {
    const ratio = contrast(inverted(tokens.light[front]), inverted(tokens.light[ground]));
    if (ratio < 4.5) throw new Error(`${front} on ${ground}: ${ratio.toFixed(2)}`);
  }
  expect(pairs.length).toBeGreaterThan(0);
});

test('the site gets the tokens as custom properties', () => {
  const css = tokenCss(tokens);
  expect(css).toContain(`--ink:${tokens.light.ink};`);
  expect(css).toContain(`--on-accent:${tokens.light.onAccent};`);
  expect(css).toContain(`--font-heading:${tokens.font.heading};`);
  expect(css).toContain(`@media(prefers-color-scheme:dark){:root{--paper:${tokens.dark.paper};`);
});
