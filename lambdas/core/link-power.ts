import type { LinkPurpose } from './link-token.ts';

/**
 * What a link lets its holder do. From `leave` to `move` each can do everything that the one before can. Three are apart from that order and can
 * do nothing else: `confirm` makes a sign-up a subscriber, `close` has an inbox never asked again, and `calendar` shows a calendar.
 */
interface Can {
  confirm: 'confirm';
  close: 'close';
  calendar: 'calendar';
  /** Stop all mail, and undo that. */
  leave: 'leave';
  /** Answer what an email asks: this week's check-in, practice and plan. */
  answer: 'answer' | Can['leave'];
  /** Change what comes and when. */
  change: 'change' | 'calendar' | Can['answer'];
  /** Read what is stored about the person. */
  read: 'read' | Can['change'];
  /** Move to another address, or erase everything. */
  move: 'move' | Can['read'];
}

export type Power = keyof Can;

/** The powers that can do everything that `P` can. For a union: that all of its members can. */
export type AtLeast<P extends Power> = { [Held in Power]: [P] extends [Can[Held]] ? Held : never }[Power];

/** The powers that can do no more than `P` can. For a union: no more than each of its members can. */
export type AtMost<P extends Power> = { [Wanted in Power]: [P] extends [AtLeast<Wanted>] ? Wanted : never }[Power];

/** What a token of each purpose is good for. A row of the table of links that needs more does not compile. */
export interface PurposePower {
  confirm: 'confirm';
  close: 'close';
  unsubscribe: 'leave';
  diary: 'read';
  settings: 'move';
  feed: 'calendar';
}

/** The purposes whose tokens open everything that a token of `U` opens. */
export type AsStrongAs<U extends LinkPurpose> = {
  [Held in LinkPurpose]: PurposePower[Held] extends AtLeast<PurposePower[U]> ? Held : never;
}[LinkPurpose];
