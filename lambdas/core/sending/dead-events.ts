/** Send events that could not be taken in and lie in the dead-letter queue. */
export interface DeadLetterQueue {
  /** Is there any? Then no silence proves anything: the event that is missed may be among them. */
  any: () => Promise<boolean>;
}
