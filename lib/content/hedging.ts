import { isEnglish } from '../templates/front-matter-schema.ts';
import type { Problem } from '../templates/source-location.ts';
import { languageOfFile } from './language-of.ts';
import type { LoadedSources } from './workshop.ts';

/** How an English sentence says that something is not sure. It belongs into `certainty`, where readers look for it. */
const hedges = [
  /\bnot (?:very |quite |wholly )?(?:sure|certain|clear|known)\b/i,
  /\b(?:unsure|uncertain|unclear)\b/i,
  /\bnobody (?:knows|is sure|has tested)\b/i,
  /\b(?:few|small|weak|mixed) (?:study|studies|trials?)\b/i,
  /\b(?:weak points|low quality|need(?:s|ed)? repeating|no proof|hardly been tested)\b/i,
];

/**
 * Sentences in the prose of a lesson, after its practice, that say how unsure something is; from the second one on, since a text that doubts itself all the
 * time is not believed.
 */
export function hedgingFindings({ lessons, series }: Pick<LoadedSources, 'lessons' | 'series'>): Problem[] {
  return lessons
    .filter(({ file }) => isEnglish(languageOfFile(file, series)))
    .flatMap(({ body }) => {
      const practiceEnds = body.findIndex(({ text }) => text.includes('</mj-section>'));
      const doubts = body.slice(practiceEnds + 1).flatMap(({ text, place }) =>
        text
          .replaceAll(/<[^>]*>/g, '')
          .split(/(?<=[.?!])\s+/)
          .filter((sentence) => hedges.some((hedge) => hedge.test(sentence)))
          .map((sentence): Problem => {
            const message = `doubts once more: "${sentence.trim()}"; say how sure it is once, in "certainty"`;
            return { ...place, message };
          }),
      );
      return doubts.slice(1);
    });
}
