import type { Temporal } from 'temporal-polyfill';
import type { SesEngine } from '../engines/ses.ts';
import type { PersonRow } from './people.ts';

/** What the console shows and moves. */
export interface ConsoleWorld {
  siteUrl: string;
  now: () => Temporal.Instant;
  nextTick: () => Temporal.Instant;
  /** @throws RangeError when that would be back in time, and what keeps the service from working */
  advanceTo: (instant: Temporal.Instant) => Promise<void>;
  /** Undefined where SES is elsewhere. */
  mails: Pick<SesEngine, 'mails' | 'indexOf' | 'raw'> | undefined;
  people: () => Promise<PersonRow[]>;
  /** What is wrong with the disk, in words. */
  trouble: () => string | undefined;
  /** Why no mail goes out at the moment, in words. */
  stopped: () => Promise<string | undefined>;
  /** Hears what went wrong; the answer never tells. */
  onError: (error: unknown) => void;
}
