import { createHash } from 'node:crypto';

/** A keyring of the form of `lambdas/adapters/keys/keyring-document.ts`, the same for a seed in every run. */
export function keysOf(seed: number): string {
  const secret = (name: string) => createHash('sha256').update(`${seed} ${name}`).digest('base64url');
  return JSON.stringify({
    identity: 'identity-1',
    current: 'k1',
    'identity-1': secret('identity'),
    k1: secret('links'),
    'webhook-1': secret('webhooks'),
  });
}
