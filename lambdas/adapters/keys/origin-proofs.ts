import { together } from '../../core/kit/parallel.ts';
import { readSecret } from './keyring.ts';

/** Time between two reads. An operator who rotates the secret waits longer before CloudFront sends the new value. */
const freshMs = 300_000;

/**
 * The values that prove that a request came through CloudFront: the secret and its previous version. They are read again every five minutes, so that a
 * rotation needs no deployment. If a later read fails, the values of the last one stay in use.
 *
 * @param setting - where the secret is: its ARN, or `file:<path>`
 * @throws when the first read fails
 */
export function originProofs(setting: string, nowMs = () => performance.now()): () => Promise<readonly string[]> {
  let known: readonly string[] | undefined;
  let readAtMs = -Infinity;
  return async () => {
    if (known !== undefined && nowMs() - readAtMs < freshMs) return known;
    try {
      known = await together([readSecret(setting), readSecret(setting, 'AWSPREVIOUS').catch(noSuchVersion)]).then(
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
