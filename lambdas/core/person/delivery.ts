/** The record that a sender has taken a delivery and may be talking to SES about it. */
export interface Claim {
  /** Unique; travels as a message tag, so that a send event finds its claim. */
  id: string;
  /** Which one: see `deliveryName`. */
  delivery: string;
  /** ISO instant at which it was taken. */
  at: string;
}
