/** What a link in an email can be for. A token opens only the doors of the purpose that it was signed for. */
export const linkPurposes = [
  'confirm',
  'unsubscribe',
  'undo',
  'take-back',
  'diary',
  'settings',
  'fresh',
  'feed',
  'close',
] as const;
export type LinkPurpose = (typeof linkPurposes)[number];
