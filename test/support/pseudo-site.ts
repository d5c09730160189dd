import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type * as builders from './builders.ts';
import type * as pages from './site-pages.ts';
import type * as world from './site-world.ts';

/*
 * The site in English, and in a second language in which every message is what it is in English, but for a mark. It has the tag of Spanish, whose dates the
 * core says. It is bundled, since all tests in this process share the words of the site itself.
 */

/** How the second language differs: what a text becomes, in code. */
const marks = {
  /** Every message stands between ⟦ and ⟧. */
  between: {
    text: "'⟦' + said + '⟧'",
    list: "['⟦', ...said, '⟧']",
    html: 'said',
  },
  /** Every word of four letters and more is longer by two fifths. */
  longer: {
    text: 'longer(said)',
    list: "said.map((one) => typeof one === 'string' ? longer(one) : one)",
    html: 'longer(said)',
  },
} as const;

/** Appended to the compiled words. Tags and characters by name stay as they are. */
const marking = ({ text, list, html }: (typeof marks)[keyof typeof marks]) => `
const longer = (said) => said.replaceAll(/<[^>]*>|&#?\\w+;|\\p{L}{4,}/gu, (word) =>
  /^\\p{L}/u.test(word) ? word + word.slice(0, Math.ceil(word.length * 0.4)).toLowerCase() : word);
export function marked(said) {
  if (typeof said === 'string') return ${text};
  if (typeof said === 'function') return (values, raw) => sentence(said(values, raw && ((said) => raw(${html}))));
  return Object.fromEntries(Object.entries(said).map(([name, one]) => [name, marked(one)]));
}
function sentence(said) {
  return typeof said === 'string' ? ${text} : ${list};
}
export const words = { en: english.en, es: marked(english.en) };
`;

export type PseudoSite = typeof builders & typeof pages & typeof world & { marked: <Said>(said: Said) => Said };

/**
 * Bundles it, with the people and pages of tests.
 *
 * @param outfile - a place for it
 */
export async function pseudoSite(mark: keyof typeof marks, outfile: string): Promise<PseudoSite> {
  const pseudo: Plugin = {
    name: 'pseudo',
    setup: (bundle) => {
      bundle.onLoad({ filter: /[\\/]build[\\/]words\.js$/ }, async ({ path }) => {
        const code = await readFile(path, 'utf8');
        return { contents: code.replace('export const words =', 'const english =') + marking(marks[mark]) };
      });
      // The people whom these pages are about read the second language.
      bundle.onLoad({ filter: /[\\/]support[\\/](?:builders|site-pages)\.ts$/ }, async ({ path }) => {
        const code = await readFile(path, 'utf8');
        return { contents: code.replaceAll("locale: 'en'", "locale: 'es'"), loader: 'ts' };
      });
    },
  };
  await build({
    stdin: {
      contents: `export * from './builders.ts'; export * from './site-pages.ts'; export * from './site-world.ts'; export { marked } from '../../build/words.js';`,
      resolveDir: import.meta.dirname,
    },
    outfile,
    plugins: [pseudo],
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href) as Promise<PseudoSite>;
}
