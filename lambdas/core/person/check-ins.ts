import type { CheckIn } from './records.ts';

/** What people say of their weeks. It leaves the table to themselves only, and to the operator's own systems where the privacy page says so. */
export interface CheckIns {
  /** Replaces what was said in the same week. */
  record: (id: string, checkIn: CheckIn) => Promise<void>;
  /** What was said in the week of that Monday. */
  find: (id: string, week: string) => Promise<CheckIn | undefined>;
  /** Oldest first. */
  all: (id: string) => Promise<CheckIn[]>;
  /** Deletes all of it. May be repeated. */
  forget: (id: string) => Promise<void>;
}
