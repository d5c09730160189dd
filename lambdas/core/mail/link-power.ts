import type { LinkPurpose } from './link-purpose.ts';

/**
 * What a link lets its holder do. From `leave` to `own` each can do everything that the one before can. Four are apart from that order and can do
 * nothing else: `confirm` makes a sign-up a subscriber, `close` has an inbox never asked again, `calendar` shows a calendar, and `take-back` cancels a
 * change of address.
 */
interface Can {
  confirm: 'confirm';
  close: 'close';
  calendar: 'calendar';
  'take-back': 'take-back';
  /** Stop all mail, say why, and take that back right away. */
  leave: 'leave';
  /** Answer what an email asks: this week's check-in, practice and plan. */
  answer: 'answer' | Can['leave'];
  /** Change what comes and when, and see their weeks. */
  change: 'change' | 'calendar' | Can['answer'];
  /** Read everything that is stored about the person, take it along, move to another address, erase everything. */
  own: 'own' | Can['change'];
}

type Power = keyof Can;

/** What a link of each purpose is good for. */
interface PurposePower {
  confirm: 'confirm';
  close: 'close';
  unsubscribe: 'leave';
  undo: 'leave';
  'take-back': 'take-back';
  diary: 'answer';
  settings: 'change';
  /** Only in an email that was asked for, and for an hour. */
  fresh: 'own';
  feed: 'calendar';
}

/** The powers that can do everything that `P` can. For a union: that all of its members can. */
type AtLeast<P extends Power> = { [Held in Power]: [P] extends [Can[Held]] ? Held : never }[Power];

/** The purposes whose links can do everything that a link of `U` can. For a union: that links of all of its members can. */
export type AsStrongAs<U extends LinkPurpose> = {
  [Held in LinkPurpose]: PurposePower[Held] extends AtLeast<PurposePower[U]> ? Held : never;
}[LinkPurpose];
