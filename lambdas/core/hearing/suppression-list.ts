/** An address that SES delivers to no more. */
export interface SuppressedAddress {
  address: string;
  reason: 'bounce' | 'complaint';
  /** ISO instant. */
  at: string;
}

/** SES's own list of such addresses, for the whole account. */
export interface SuppressionList {
  /** Entries made or renewed between two ISO instants, page by page. */
  changedBetween: (from: string, until: string) => AsyncIterable<SuppressedAddress[]>;
}
