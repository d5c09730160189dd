import { templateName } from '../roots.ts';
import type { Problem } from '../templates/source-location.ts';
import type { Tokens } from '../templates/tokens.ts';
import type { LoadedSources } from './workshop.ts';

type Colour = keyof Tokens['light'];

/** Every colour of text, and the grounds that it stands on. The first list is of emails too. */
const texts = {
  mailed: [
    ['ink', 'sheet', 'paper', 'practice', 'care'],
    ['muted', 'sheet', 'paper', 'practice', 'care'],
    ['accent', 'sheet', 'paper', 'practice', 'care'],
    ['onAccent', 'accent'],
  ],
  ofPages: [
    ['ink', 'tint', 'sunk'],
    ['muted', 'sunk'],
    ['accent', 'tint', 'sunk'],
    ['onAccent', 'accentDeep'],
    ['warm', 'paper', 'sheet', 'care'],
    ['sheet', 'warm'],
    ['danger', 'sheet'],
    ['onDanger', 'danger'],
  ],
} satisfies Record<string, Colour[][]>;

/** What is no text, but must be seen: borders of controls and the discs of charts. */
const shapes: Colour[][] = [
  ['edge', 'sheet', 'paper', 'practice', 'care'],
  ['accent', 'tint', 'practice'],
  ['warm', 'sheet', 'care'],
];

/** WCAG 2.2, 1.4.3 (AA), for text; 1.4.11 for what is not text. */
const textMin = 4.5;
const shapeMin = 3;

/** Checks that text stands out from its ground: in the light palette, in the dark one, and in emails where a mail program inverts every colour. */
export function contrastFindings({ tokens }: Pick<LoadedSources, 'tokens'>): Problem[] {
  const inverted = Object.fromEntries(
    Object.entries(tokens.light).map(([name, colour]) => [name, inverse(colour)]),
  ) as Tokens['light'];
  return [
    ...tooFaint('light', tokens.light, [...texts.mailed, ...texts.ofPages], textMin),
    ...tooFaint('dark', tokens.dark, [...texts.mailed, ...texts.ofPages], textMin),
    ...tooFaint('light, inverted', inverted, texts.mailed, textMin),
    ...tooFaint('light', tokens.light, shapes, shapeMin),
    ...tooFaint('dark', tokens.dark, shapes, shapeMin),
  ];
}

function tooFaint(name: string, palette: Tokens['light'], pairs: Colour[][], min: number): Problem[] {
  return pairs.flatMap(([front, ...grounds]) =>
    grounds.flatMap((ground): Problem[] => {
      const ratio = contrast(palette[front!], palette[ground]);
      if (ratio >= min) return [];
      const needs = min === textMin ? `text needs ${textMin}` : `an edge needs ${shapeMin}`;
      const message = `${front!} on ${ground} (${name}) has a contrast of ${ratio.toFixed(2)}; ${needs}`;
      return [{ file: templateName('tokens.json'), line: 1, message }];
    }),
  );
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
