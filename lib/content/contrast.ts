import { templateName } from '../roots.ts';
import type { Problem } from '../templates/source-location.ts';
import type { Tokens } from '../templates/tokens.ts';
import type { LoadedSources } from './workshop.ts';

type Colour = keyof Tokens['light'];

/** Every colour of text, and each ground that it stands on. */
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

/** WCAG 2.2, 1.4.3 (AA), for text; 1.4.11 for what is not text. */
const textMin = 4.5;
const edgeMin = 3;

/** Checks that text stands out from its ground: in the light palette, in the dark one, and where a mail program inverts every colour. */
export function contrastFindings({ tokens }: Pick<LoadedSources, 'tokens'>): Problem[] {
  const inverted = Object.fromEntries(
    Object.entries(tokens.light).map(([name, colour]) => [name, inverse(colour)]),
  ) as Tokens['light'];
  const palettes = { light: tokens.light, dark: tokens.dark, 'light, inverted': inverted };
  const at = { file: templateName('tokens.json'), line: 1 };
  return Object.entries(palettes).flatMap(([name, palette]): Problem[] => {
    const found = pairs.flatMap(([front, ground]): Problem[] => {
      const ratio = contrast(palette[front], palette[ground]);
      if (ratio >= textMin) return [];
      return [
        { ...at, message: `${front} on ${ground} (${name}) has a contrast of ${ratio.toFixed(2)}; text needs 4.5` },
      ];
    });
    const edge = contrast(palette.warm, palette.care);
    if (name === 'light, inverted' || edge >= edgeMin) return found;
    return [
      ...found,
      { ...at, message: `warm on care (${name}) has a contrast of ${edge.toFixed(2)}; an edge needs 3` },
    ];
  });
}

/** Contrast ratio by WCAG, from 1 to 21. */
export function contrast(one: string, other: string): number {
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

function inverse(colour: string): string {
  return `#${(0xffffff - Number.parseInt(colour.slice(1), 16)).toString(16).padStart(6, '0')}`;
}
