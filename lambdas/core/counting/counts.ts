import type { Key } from '../kit/table-keys.ts';
import type { PracticeAnswer } from '../person/stored-values.ts';
import type { SubscriberStatus } from '../person/subscriber.ts';

/** What is counted of everybody once a night, and of what; counting.ts counts it. */

/** What happened on a day (UTC). */
export interface DayCounts {
  /** Confirmed their address. */
  signedUp: number;
  left: number;
  bounced: number;
  complained: number;
  /** Lessons that SES took. */
  lessons: number;
  /** Of those that are their reader's latest: by how much later than their slot. */
  inTime: number;
  within1Hour: number;
  later: number;
}

export interface LessonCounts {
  /** People who were sent it. */
  sent: number;
  /** People whose last lesson it was before they left. */
  leftAfter: number;
  /** People whose last lesson it was before their address took no more. Absent in counts of earlier releases, as the next. */
  bouncedAfter?: number;
  /** People who keep it, to find it again. */
  liked?: number;
  /** People, by how often they practised it, as they said last before their next lesson. */
  practised: Record<PracticeAnswer, number>;
}

/** A series at a moment. */
export interface SeriesCounts {
  /** ISO instant. */
  at: string;
  people: Partial<Record<SubscriberStatus, number>>;
  /** Active people, by how many lessons they have had. */
  activeByLessons: Record<string, number>;
  /** By id. */
  lessons: Record<string, LessonCounts>;
}

export interface Counts {
  now: SeriesCounts;
  /** By date, UTC; without the day that is not over yet. */
  days: Record<string, DayCounts>;
}

/** A count that did not get to its end, and is gone on with. */
export interface BegunCount {
  /** The instant for which is counted. */
  at: string;
  /** How many runs have worked on it. */
  part: number;
  /** Everybody up to here is counted. */
  through: Key;
  /** By series; of days only those that are kept. */
  counted: Record<string, Counts>;
  /** When a lesson last went out. */
  lastSentAt?: string;
}

/** Numbers about everybody, by series. */
export interface CountsStore {
  keepDay: (series: string, day: string, counts: DayCounts) => Promise<void>;
  keepNow: (series: string, counts: SeriesCounts) => Promise<void>;
  read: (series: string) => Promise<{ now?: SeriesCounts; days: Record<string, DayCounts> }>;
  begun: () => Promise<BegunCount | undefined>;
  /**
   * Keeps how far a count has come; nothing once it is at its end.
   *
   * @param was - what this run went on from
   * @returns false where another run went on from the same
   */
  keepBegun: (next: BegunCount | undefined, was: BegunCount | undefined) => Promise<boolean>;
}
