import type { Player, Schedule } from './people.ts';

/**
 * What a person did and was told by the site, and when. The ledger computes from this alone what they are owed; it never looks into the table.
 * Between the first try and the answer either may be true.
 */
export type Fact = { beganMs: number; toldMs: number } &
  /** They get lessons: confirmed, came back, took a move back. */
  (
    | { is: 'here'; by: 'confirming' | 'undoing' | 'cancelling a move' }
    /** They get nothing. */
    | { is: 'gone'; by: 'leaving' | 'complaint' | 'bounce' | 'undoing an import' }
    | { is: 'paused'; untilDate: string }
    | { is: 'resumed' }
    | { is: 'schedule'; schedule: Schedule }
    /** Lessons go to another of their addresses. */
    | { is: 'moved'; to: string }
  );

/** In which nothing may be claimed for them. Orders are those of the witness. */
export interface Gone {
  from: number;
  until: number;
  by: 'leaving' | 'suppression';
}

/** One person's side of the story. */
export interface Life {
  player: Player;
  /** Where their lessons go. */
  address: string;
  facts: Fact[];
  gone: Gone[];
  /** Everything that they did, for people who look into a case. */
  diary: string[];
  /** Emails that the site promised them. */
  promised: { kind: 'confirmation' | 'farewell'; atMs: number }[];
  /** By which leaving is taken back: from the page, never from an email. */
  undoToken?: string;
  /** The operator was told that nothing had been mailed to them, and that they are as if they had never been here. */
  takenBack?: true;
}

export function newLife(player: Player): Life {
  return { player, address: player.addresses[0]!, facts: [], gone: [], diary: [], promised: [] };
}

/** Are they gone, as far as they know? */
export function isGone({ gone }: Life): boolean {
  return gone.at(-1)?.until === Infinity;
}

/** Have they ever confirmed? */
export function isKnown({ facts }: Life): boolean {
  return facts.some(({ is }) => is === 'here');
}
