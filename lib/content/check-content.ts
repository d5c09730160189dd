import type { Problem } from '../templates/source-location.ts';
import { contrastFindings } from './contrast.ts';
import { hedgingFindings } from './hedging.ts';
import { languageFindings } from './language-state.ts';
import { lessonFindings } from './lesson-text.ts';
import { mailFindings } from './mail-findings.ts';
import { uncitedFindings } from './uncited.ts';
import { wordingFindings } from './wording.ts';
import type { LoadedSources } from './workshop.ts';

/** Everything that can be said of what authors wrote without asking anybody, by file and line. */
export async function checkContent(workshop: LoadedSources): Promise<Problem[]> {
  const found = [
    ...(await wordingFindings(workshop)),
    ...lessonFindings(workshop),
    ...hedgingFindings(workshop),
    ...(await uncitedFindings(workshop)),
    ...(await mailFindings(workshop)),
    ...contrastFindings(workshop),
    ...languageFindings(workshop),
  ];
  return found.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
