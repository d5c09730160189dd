import type { Problem } from '../templates/source-location.ts';
import type { LanguageState, LoadedSources } from './workshop.ts';

/** Translations whose source has changed, in languages that people get. Of drafts see {@link formatLanguages}. */
export function languageFindings({ languages, words }: Pick<LoadedSources, 'languages' | 'words'>): Problem[] {
  return [...languages.filter(({ draft }) => !draft).flatMap(({ outdated }) => outdated), ...words];
}

/** What is left to do in each draft. */
export function formatLanguages(languages: readonly LanguageState[]): string[] {
  return languages.flatMap(({ series, tag, draft, missing, outdated }) => {
    if (!draft) return [];
    const left = [...missing, ...outdated];
    const says = left.map(({ file, line, message }) => `${file}:${line}: ${message}`);
    const state = left.length === 0 ? 'is complete: take draft: true out' : `has ${left.length} left to do`;
    return [...says, `${series} in ${tag} is a draft and ${state}.`];
  });
}
