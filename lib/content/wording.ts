import * as z from 'zod';
import { codeOf } from '../templates/code-of.ts';
import type { Kind } from '../templates/remembered.ts';
import type { Problem } from '../templates/source-location.ts';
import { languageOfFile } from './language-of.ts';
import { wordingRules } from './wording-rules.ts';
import type { LoadedSources } from './workshop.ts';

/** A source is named as its authors named it. */
const ofSource = /^\s*(?:- )?(?:authors|title|url|year):/;

interface AskedText {
  lines: string[];
  language: string;
  /** All of it describes sources. */
  isOfSources: boolean;
}

const judged: Kind<{ index: number; message: string }[]> = {
  name: 'wording',
  code: () => codeOf('lib/content/wording.ts'),
  shape: z.array(z.object({ index: z.number(), message: z.string() })),
};

/** Finds words that no mail may use, where their author wrote them. */
export async function wordingFindings({
  texts,
  series,
  folder,
}: Pick<LoadedSources, 'texts' | 'series' | 'folder'>): Promise<Problem[]> {
  const found = texts.map(async ({ file, lines }) => {
    const asked: AskedText = {
      lines: lines.map(({ text }) => text),
      language: languageOfFile(file, series),
      isOfSources: file.endsWith('/sources.yaml') && !file.includes('/languages/'),
    };
    const said = await folder.memory.remembered(judged, asked, inText);
    return said.map(({ index, message }) => ({ ...lines[index]!.place, file, message }));
  });
  return (await Promise.all(found)).flat();
}

async function inText({ lines, language, isOfSources }: AskedText): Promise<{ index: number; message: string }[]> {
  const known = wordingRules(language);
  const sources = sourceLines(lines, isOfSources);
  return lines.flatMap((text, index) => {
    if (sources.has(index) && ofSource.test(text)) return [];
    const said = text.replaceAll(/<!--.*?-->|<!--.*|<[^>]*>|&\w+;|\{\{.*?\}\}|\[\[.*?\]\]|\{#[\w-]+\}/g, ' ');
    // Style sheets have words of their own.
    if (/[{};]\s*$|!important/.test(said)) return [];
    return known.flatMap(({ pattern, instead }) => {
      const found = pattern.exec(said)?.[0];
      return found === undefined ? [] : [{ index, message: `says "${found}"; ${instead}` }];
    });
  });
}

/** Indices of the lines that describe sources: those of a `sources:` list, or all of a file of sources. */
function sourceLines(lines: readonly string[], all: boolean): Set<number> {
  if (all) return new Set(lines.keys());
  const within = new Set<number>();
  let inside = false;
  lines.forEach((line, index) => {
    if (/^\S/.test(line)) inside = line.startsWith('sources:');
    else if (inside) within.add(index);
  });
  return within;
}
