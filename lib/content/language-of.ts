import type { LoadedSources } from './workshop.ts';

/** The language in which a file was written, by its path: a translation's, the series', or that of what is common to all. */
export function languageOfFile(file: string, series: LoadedSources['series']): string {
  const [, tag] = /series\/[^/]+\/languages\/([^/]+)\//.exec(file) ?? /\/words\/([^/]+)\//.exec(file) ?? [];
  const [, id] = /series\/([^/]+)\//.exec(file) ?? [];
  return tag ?? series.find((one) => one.id === id)?.language ?? 'en';
}
