import type { Problem } from '../templates/source-location.ts';
import type { LoadedSources } from './workshop.ts';

/** How a sentence says that something is not sure. It belongs into `certainty`, where readers look for it. */
const hedges = [
  /\bnot (?:very |quite |wholly )?(?:sure|certain|clear|known)\b/i,
  /\b(?:unsure|uncertain|unclear)\b/i,
  /\bnobody (?:knows|is sure|has tested)\b/i,
  /\b(?:few|small|weak|mixed) (?:study|studies|trials?)\b/i,
  /\b(?:weak points|low quality|need(?:s|ed)? repeating|no proof|hardly been tested)\b/i,
];

/** Sentences of a lesson's prose, after its practice, beyond the first that says how unsure something is: a text that doubts itself all the time is not believed. */
export function hedgingFindings({ lessons }: Pick<LoadedSources, 'lessons'>): Problem[] {
  return lessons.flatMap(({ body }) => {
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
