import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { engineFile, isPackaged } from '../roots.ts';
import type { Picture } from './pictures.ts';

const { resolve } = createRequire(import.meta.url);

/** The letters come from a package, so that a diagram looks the same on every machine. What is published has these two of its fonts in itself. */
const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
  isPackaged ? engineFile('fonts', name) : resolve(`dejavu-fonts-ttf/ttf/${name}`),
);

/** Twice the pixels that a mail shows: screens of phones have at least as many. */
const scale = 2;

/** A picture as PNG, drawn beside whatever else goes on. */
export async function rasterise({ svg, width }: Picture): Promise<Uint8Array> {
  const drawing = await renderAsync(svg, {
    fitTo: { mode: 'width', value: width * scale },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  return drawing.asPng();
}
