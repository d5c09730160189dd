import type { CompiledSeries, CompiledTexts } from '../compile-series.ts';

/** The languages of a series that people get. */
export function offeredLanguages(inLanguages: CompiledSeries['inLanguages']): [tag: string, texts: CompiledTexts][] {
  return [...inLanguages].filter(([, { offered }]) => offered).map(([tag, { texts }]) => [tag, texts]);
}
