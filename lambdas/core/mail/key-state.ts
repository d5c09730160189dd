import type { LinkPurpose } from './link-purpose.ts';

/**
 * What has become of a key that signs links. `live`: it signs, or its links have not all expired yet. `retired`: every link with an end that it
 * signed has expired. `revoked`: somebody else may know it.
 */
export type KeyState = 'live' | 'retired' | 'revoked';

/** Whose links still open. Links without an end outlive their key; after a leak only leaving is left, which nobody may ever be refused. */
const opens: Record<KeyState, (purpose: LinkPurpose) => boolean> = {
  live: () => true,
  retired: (purpose) => purpose === 'unsubscribe' || purpose === 'feed' || purpose === 'close',
  revoked: (purpose) => purpose === 'unsubscribe',
};

/** Does a link still open that a key in this state signed? */
export function keyOpens(state: KeyState, purpose: LinkPurpose): boolean {
  return opens[state](purpose);
}

/** Days after which a key that signs no more is retired: the 60 of the longest link that has an end, and a week more. */
export const retiredAfterDays = 67;
