// Written by `npm run zones`. Change lib/zones/keep-edition.ts, not this.

/**
 * What tables before the one at hand had otherwise. After a "=" an edition, the latest first; then one line per zone whose clocks it had otherwise: its
 * name, and its clocks as that table wrote them.
 */
export const earlierEditionsText = `
`;
