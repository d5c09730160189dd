import { ConfigurationError, seriesOf, unreviewedAccepted, type Given } from '../../cloud/configuration.ts';
import type { DeployDeps } from './deps.ts';

const howToReview =
  'npx weekwise series review lists them, and npx weekwise series share makes a folder for a reviewer.';

/**
 * Production sends texts that nobody has signed only where its operator has decided so. Other stages are told.
 *
 * @returns the decision to write down, where it was taken just now
 * @throws ConfigurationError where production has no such decision
 */
export async function acceptUnreviewed(
  stage: string,
  given: Given,
  { stagesFile, reviewsOf, today, ask, say }: Pick<DeployDeps, 'stagesFile' | 'reviewsOf' | 'today' | 'ask' | 'say'>,
): Promise<{ accepted: string; by: string } | undefined> {
  if (unreviewedAccepted(given) !== undefined) return undefined;
  const counts = await reviewsOf(seriesOf(given));
  if (counts?.unsigned === 0) return undefined;
  const open =
    counts === undefined
      ? `The assembly does not say whether its texts are reviewed: it is of another stage or an earlier release. Synthesize it again. ${howToReview}`
      : `${counts.unsigned} of ${counts.all} texts are signed by no reviewer as they are now. ${howToReview}`;
  if (stage !== 'production') {
    say(open);
    return undefined;
  }
  if (ask !== undefined) {
    const answer = await ask(`${open}\nAre they to be sent to people unreviewed? (yes or no): `);
    const by =
      answer.trim().toLowerCase() === 'yes'
        ? (await ask('Who decides so? Your name is kept with the day: ')).trim()
        : '';
    if (by !== '') return { accepted: today, by };
  }
  throw new ConfigurationError(
    `${open}\nNothing was deployed. To send them all the same, answer yes when npm run deploy asks, ` +
      `or give ${stage} in ${stagesFile} "unreviewedContent": {"accepted":"${today}","by":"your name"}.`,
  );
}
