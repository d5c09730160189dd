import type { CompiledSeries, CompiledTexts } from '../compile-series.ts';

/** The languages of a series that are complete: a draft is for its authors. */
export function offeredLanguages(inLanguages: CompiledSeries['inLanguages']): [tag: string, texts: CompiledTexts][] {
  return [...inLanguages].filter(([, { draft }]) => !draft).map(([tag, { texts }]) => [tag, texts]);
}
