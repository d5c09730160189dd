import { templateName } from '../roots.ts';
import { isEnglish } from '../templates/front-matter-schema.ts';
import type { Problem } from '../templates/source-location.ts';
import type { SourceFile, LoadedSources } from './workshop.ts';

/** Holds in every language. */
const shouting = { pattern: /!(?![-[])/, instead: 'a full stop is calmer' };

/** Words that claim more than the evidence, blame the reader, frighten, or give orders; and what to do about each. */
const rules: { pattern: RegExp; instead: string }[] = [
  ...[/\bcur(?:e|es|ed|ing)\b/i, /\bheal(?:s|ed|ing)?\b/i, /\btreats?\b/i, /miracle/i, /detox/i].map((pattern) => ({
    pattern,
    instead: 'promise no cure: “may help some people”',
  })),
  ...[/clinically/i, /\bproven\b(?! to cause)/i, /guarantee/i, /works for everyone/i].map((pattern) => ({
    pattern,
    instead: 'say how sure the studies are',
  })),
  ...[/\byou (?:should|must|need to|have to|ought)\b/i, /\bshould\b/i, /just relax/i, /push through/i].map(
    (pattern) => ({ pattern, instead: 'offer: “you could try”, “some people find”' }),
  ),
  ...[/\bno pain\b/i, /catastroph/i, /streak/i, /missed days/i, /failed/i, /your stress caused/i].map((pattern) => ({
    pattern,
    instead: 'it blames: say what happened, or leave it out',
  })),
  ...[/all in your head/i, /psychosomatic/i].map((pattern) => ({ pattern, instead: '“the pain is real”' })),
  ...[/sufferer/i, /suffering/i, /victim/i].map((pattern) => ({ pattern, instead: '“people with back pain”' })),
  ...[
    /wear and tear/i,
    /slipped disc/i,
    /out of place/i,
    /weak core/i,
    /imbalance/i,
    /paraly/i,
    /\byou (?:will|could|may|might) die\b/i,
  ].map((pattern) => ({
    pattern,
    instead: 'it frightens and explains little: leave it out',
  })),
  { pattern: /red flags?/i, instead: '“when to get help”' },
  ...[/cortisol/i, /inflam/i, /immunity/i].map((pattern) => ({
    pattern,
    instead: 'the evidence does not carry this far: leave it out',
  })),
  shouting,
  { pattern: /click here/i, instead: 'say where the link leads' },
];

/** A source is named as its authors named it. */
const ofSource = /^\s*(?:- )?(?:authors|title|url|year):/;

/** Finds words that no mail may use, where their author wrote them. */
export function wordingFindings({ texts, series }: Pick<LoadedSources, 'texts' | 'series'>): Problem[] {
  const others = series
    .filter(({ language }) => !isEnglish(language))
    .map(({ id }) => `${templateName('series', id)}/`);
  return texts.flatMap((text) =>
    inText(text, others.some((folder) => text.file.startsWith(folder)) ? [shouting] : rules),
  );
}

function inText({ file, lines }: SourceFile, known: typeof rules): Problem[] {
  const sources = sourceLines(
    lines.map(({ text }) => text),
    file.endsWith('/sources.yaml'),
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
