/** Inboxes that never want to be asked whether they want mail, by keyed hashes. Nothing else is stored of them. */
export interface ClosedInboxes {
  close: (inbox: string, at: string) => Promise<void>;
  /** Lets it be asked again; false when it was not closed. */
  reopen: (inbox: string) => Promise<boolean>;
  isClosed: (inbox: string) => Promise<boolean>;
}
