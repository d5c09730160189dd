/** Why everybody's mail is refused, since when, and when one mail tries again. ISO instants. */
export interface CircuitBreaker {
  reason: 'account' | 'quota';
  code: string;
  openedAt: string;
  retryAt: string;
}

/**
 * Whether mail may go out at all: the operator's switch, and the circuit that account-level trouble opens for everybody at once, so that a
 * paused account is asked once in a while rather than by every mail in the queue.
 */
export interface SendControl {
  /** The operator stopped all mail. */
  halted?: { why: string; at: string };
  /** SES refuses everybody's mail. */
  circuit?: CircuitBreaker;
  /** Identity of the table that this was written to. A table restored from a backup brings it along and has another of its own. */
  tableId?: string;
}
