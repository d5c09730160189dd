import * as z from 'zod';
import { readYaml } from './front-matter.ts';
import type { TemplateFolder } from './template-folder.ts';

const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour such as "#1d4f46"');
const pixels = z.string().regex(/^\d+px$/, 'must be a length such as "16px"');

const Palette = z.strictObject({
  /** Around the sheet. */
  paper: colour,
  /** The sheet that text stands on: cards, emails, inputs. */
  sheet: colour,
  /** A row of a table under the pointer. */
  sunk: colour,
  ink: colour,
  /** Second voice: footers, hints. Not on `tint`. */
  muted: colour,
  /** Lines that only divide. */
  rule: colour,
  /** Borders of controls. */
  edge: colour,
  /** Links, filled buttons, stress in charts. */
  accent: colour,
  /** A filled button under the pointer. */
  accentDeep: colour,
  onAccent: colour,
  /** Chips, numbers of steps, buttons whose work is done. */
  tint: colour,
  /** Panel of what to do. */
  practice: colour,
  /** Panel of what to take care of, and its edge, which only decorates. */
  care: colour,
  careEdge: colour,
  /** Markers, errors, pain in charts. */
  warm: colour,
  /** What cannot be undone, in the console alone. */
  danger: colour,
  onDanger: colour,
});

/** The look, in one place: mails read it while building, the site's style sheet too. */
export const Tokens = z.strictObject({
  light: Palette,
  dark: Palette,
  font: z.strictObject({ heading: z.string(), body: z.string() }),
  /** Of emails: mail programs know no other unit. */
  size: z.strictObject({ title: pixels, heading: pixels, body: pixels, small: pixels }),
  leading: z.strictObject({ title: z.string(), body: z.string() }),
  /** Sizes of pages: they grow with the reader's own font size. */
  text: z.strictObject({
    display: z.string(),
    title: z.string(),
    heading: z.string(),
    step: z.string(),
    lede: z.string(),
    body: z.string(),
    small: z.string(),
    label: z.string(),
  }),
  space: z.strictObject({
    hair: pixels,
    small: pixels,
    snug: pixels,
    medium: pixels,
    large: pixels,
    huge: pixels,
    vast: pixels,
  }),
  /** Corners of buttons and inputs. */
  radius: pixels,
  corner: z.strictObject({ focus: pixels, panel: pixels, card: pixels, chip: pixels }),
  width: pixels,
});
export type Tokens = z.infer<typeof Tokens>;

const path = 'tokens.json';

/** Reads `templates/tokens.json`. */
export async function readTokens(folder: TemplateFolder): Promise<Tokens> {
  // JSON is YAML, and this reader knows lines.
  return (await readYaml(path, Tokens, folder)).value;
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
