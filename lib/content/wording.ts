import type { Problem } from '../templates/source-location.ts';
import { languageOfFile } from './language-of.ts';
import { wordingRules, type WordingRule } from './wording-rules.ts';
import type { SourceFile, LoadedSources } from './workshop.ts';

/** A source is named as its authors named it. */
const ofSource = /^\s*(?:- )?(?:authors|title|url|year):/;

/** Finds words that no mail may use, where their author wrote them. */
export function wordingFindings({ texts, series }: Pick<LoadedSources, 'texts' | 'series'>): Problem[] {
  return texts.flatMap((text) => inText(text, wordingRules(languageOfFile(text.file, series))));
}

function inText({ file, lines }: SourceFile, known: readonly WordingRule[]): Problem[] {
  const sources = sourceLines(
    lines.map(({ text }) => text),
    file.endsWith('/sources.yaml') && !file.includes('/languages/'),
  );
  return lines.flatMap(({ text, place }, index) => {
    if (sources.has(index) && ofSource.test(text)) return [];
    const said = text.replaceAll(/<!--.*?-->|<!--.*|<[^>]*>|&\w+;|\{\{.*?\}\}|\[\[.*?\]\]|\{#[\w-]+\}/g, ' ');
    // Style sheets have words of their own.
    if (/[{};]\s*$|!important/.test(said)) return [];
    return known.flatMap(({ pattern, instead }): Problem[] => {
      const found = pattern.exec(said)?.[0];
      return found === undefined ? [] : [{ file, line: place.line, message: `says "${found}"; ${instead}` }];
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
