import type { Key } from '../kit/table-keys.ts';
import type { Person } from '../person/subscriber.ts';
import type { Notice, NoticeText, Walk } from '../course/notice.ts';

/** Who is at work on the walk of a notice. */
export interface Walker {
  /** Unique to the run. */
  id: string;
  /** ISO instant after which the run is taken for dead, and another one may go on. */
  until: string;
}

/** The notices of the service, and how far each is. */
export interface Notices {
  /** Newest first. */
  all: () => Promise<Notice[]>;
  find: (id: string) => Promise<Notice | undefined>;
  text: (id: string) => Promise<NoticeText | undefined>;
  /** Sends one: from the next tick on it goes out. False when it was sent before. */
  announce: (notice: Notice, text: NoticeText) => Promise<boolean>;
  /** Stops one for good; false when there is none under way. */
  stop: (id: string, stopped: NonNullable<Notice['stopped']>) => Promise<boolean>;
  /** Takes the walk for a run; undefined while another run is at work, on this notice or another one, and when there is nothing to do at `now`. */
  begin: (id: string, walker: Walker, now: string) => Promise<Notice | undefined>;
  /** Writes how far the walk is, and for how much longer it is this run's; without `until` it is let go. False when it is not this run's any more, or was stopped. */
  keep: (
    id: string,
    run: string,
    next: { walk: Walk; until?: string; finished?: NonNullable<Notice['finished']> },
  ) => Promise<boolean>;
}

/** Everybody who is subscribed, or between two addresses, page by page; maybe a moment behind. */
export interface PeoplePages {
  /** @param after - of the page before; without it from the beginning */
  page: (after?: Key) => Promise<{
    people: Person[];
    /** Ids of people whose record cannot be read. */
    unreadable: string[];
    /** Where the next page begins; undefined after the last one. */
    after?: Key;
  }>;
}
