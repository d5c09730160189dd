/** What people lose while messages of a queue are in its dead-letter queue, or wait longer than they should: a sentence each. */
export const queueHarms = {
  send: {
    deadLetters: 'Up to fifty subscribers per message, or everyone in up to ten slots, miss the email of their day.',
    waiting: 'Weekly emails go out more than an hour after the time that subscribers chose.',
  },
  account: {
    deadLetters: 'People who asked for a confirmation, a link or a goodbye do not get that email.',
    waiting: 'People who just signed up wait for their confirmation email, and give up.',
  },
  feedback: {
    deadLetters: 'A bounce or complaint may not be known, and that person is emailed again.',
    waiting: 'People who complained are emailed again, and emails in doubt are not settled.',
  },
  webhook: {
    deadLetters: 'Your own system refused events for three days, or says that it is gone.',
    waiting: 'Your own system gets events late.',
  },
} as const satisfies Record<string, { deadLetters: string; waiting: string }>;

export type WatchedQueue = keyof typeof queueHarms;
