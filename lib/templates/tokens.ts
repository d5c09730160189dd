import * as z from 'zod';
import { readFrontMatter } from './front-matter.ts';
import type { TemplateFolder } from './template-folder.ts';

const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour such as "#1d4f46"');
const pixels = z.string().regex(/^\d+px$/, 'must be a length such as "16px"');

const Palette = z.strictObject({
  /** Around the sheet. */
  paper: colour,
  /** The sheet that text stands on. */
  sheet: colour,
  ink: colour,
  /** Second voice: footers, hints. */
  muted: colour,
  /** Thin lines. */
  rule: colour,
  /** Links, buttons, small headings. */
  accent: colour,
  onAccent: colour,
  /** Ornament, and the edge of what needs care. */
  warm: colour,
  /** Panel of a practice. */
  practice: colour,
  /** Panel of a caution. */
  care: colour,
});

/** The look, in one place: mails read it while building, the site's style sheet too. */
export const Tokens = z.strictObject({
  light: Palette,
  dark: Palette,
  font: z.strictObject({ heading: z.string(), body: z.string() }),
  size: z.strictObject({ title: pixels, heading: pixels, body: pixels, small: pixels }),
  leading: z.strictObject({ title: z.string(), body: z.string() }),
  space: z.strictObject({ small: pixels, medium: pixels, large: pixels, huge: pixels }),
  radius: pixels,
  width: pixels,
});
export type Tokens = z.infer<typeof Tokens>;

const path = 'tokens.json';

/** Reads `templates/tokens.json`. */
export async function readTokens(folder: TemplateFolder): Promise<Tokens> {
  // JSON is YAML, and this reader knows lines.
  return readFrontMatter(await folder.read(path), Tokens, { file: folder.name(path), line: 1 }).value;
}

/** The tokens as slots of a layout: `[[light.ink]]`, `[[font.body]]`, `[[width]]`. */
export function tokenSlots(tokens: Tokens): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tokens).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[name, value]]
        : Object.entries(value).map(([inner, leaf]) => [`${name}.${inner}`, leaf]),
    ),
  );
}

/** The tokens as CSS custom properties: `--ink`, `--font-body`, `--size-title` …, with the dark palette behind its media query. */
export function tokenCss({ light, dark, ...rest }: Tokens): string {
  const declare = (entries: [string, string][]) => entries.map(([name, value]) => `--${name}:${value};`).join('');
  const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const palette = (colours: typeof light) =>
    declare(Object.entries(colours).map(([name, value]) => [kebab(name), value]));
  const sizes = Object.entries(tokenSlots({ light, dark, ...rest }))
    .filter(([name]) => !/^(light|dark)\./.test(name))
    .map(([name, value]): [string, string] => [name.replace('.', '-'), value]);
  return `:root{color-scheme:light dark;${palette(light)}${declare(sizes)}}@media(prefers-color-scheme:dark){:root{${palette(dark)}}}`;
}
