/** Why everybody's mail is refused, since when, and when one mail tries again. ISO instants. */
export interface CircuitBreaker {
  reason: 'account' | 'quota';
  code: string;
  openedAt: string;
  retryAt: string;
}

/**
 * Everybody moves from one stage to another: the same lesson must not come from both. No switch lets mail out of a stage that people leave, or of one that
 * has not received all of them.
 */
export interface Transfer {
  role: 'leaving' | 'receiving' | 'received';
  /** ARN of the other stage's table. */
  other: string;
  /** When it began, as an ISO instant. */
  since: string;
  /** While receiving: up to where items were copied, or that all were. */
  copied?: { pk: string; sk: string } | 'all';
  /** Once mail goes out of the new stage: through when it knows who left the old one. */
  heardThrough?: string;
}

/** Does a transfer keep mail from going out? */
export function holdsMail(transfer: Transfer | undefined): boolean {
  return transfer !== undefined && transfer.role !== 'received';
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
  transfer?: Transfer;
}
