/** What a list of people can be asked for, apart from what reads it: help tells it without loading that. */

/** Statuses of people whose address is known. */
export const listedStatuses = [
  'active',
  'paused',
  'completed',
  'pending',
  'unsubscribed',
  'bounced',
  'complained',
  'moved',
] as const;

/** By first name and address, or the latest first. */
export const listOrders = ['name', 'since', 'last-email'] as const;
