import { readSecret } from './keyring.ts';

/** How long what was read is taken as it is: an operator who rotates the secret waits longer before CloudFront shows the new one. */
const freshMs = 300_000;

/**
 * The texts by which CloudFront may show itself: the secret, and what it was before its last rotation. Read again every five minutes, so that a
 * rotation needs no deployment; while it cannot be read, what is known holds.
 *
 * @param setting - where the secret is: its ARN, or `file:<path>`
 */
export function originProofs(setting: string, nowMs = () => performance.now()): () => Promise<readonly string[]> {
  let known: readonly string[] | undefined;
  let readAtMs = -Infinity;
  return async () => {
    if (known !== undefined && nowMs() - readAtMs < freshMs) return known;
    try {
      known = await Promise.all([readSecret(setting), readSecret(setting, 'AWSPREVIOUS').catch(noSuchVersion)]).then(
        (versions) => versions.filter((proof) => proof !== undefined),
      );
    } catch (error) {
      if (known === undefined) throw error;
    }
    readAtMs = nowMs();
    return known!;
  };
}

/** A secret that was never rotated has no earlier version. */
function noSuchVersion(error: Error): undefined {
  if (error.name !== 'ResourceNotFoundException') throw error;
}
