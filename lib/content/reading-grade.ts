/** Rough but steady measures of English text, to notice when a lesson drifts towards hard reading. Not proof that people understand it. */

/** Words as people count them. */
export function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** Flesch-Kincaid grade: years of US schooling. Line breaks end sentences, as headings and list items have no full stop. */
export function readingGrade(text: string): number {
  const sentences = text.split(/[.!?:…]+["”’)]*(?:\s|$)|\n+/).filter((sentence) => words(sentence).length > 0);
  const all = sentences.flatMap(words);
  const syllableCount = all.reduce((sum, word) => sum + syllables(word), 0);
  return 0.39 * (all.length / sentences.length) + 11.8 * (syllableCount / all.length) - 15.59;
}

function syllables(word: string): number {
  const letters = word.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const trimmed = letters.replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, (end) => end.charAt(0));
  return Math.max(1, (trimmed.match(/[aeiouy]{1,2}/g) ?? []).length);
}
