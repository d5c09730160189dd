import type { CircuitBreaker, SendControl, Transfer } from '../kit/send-control-state.ts';
import type { EventFeedState, EventBatch } from './in-doubt.ts';
import type { Notice } from '../course/notice.ts';
import type { PlannedTime } from '../person/preferences.ts';
import type { PlannedClocks } from '../time/planned-walls.ts';

/** The times at which the planner looks for people in a zone: somebody stands there, or once stood. */
export interface ZoneInUse {
  zone: string;
  localTimes: ReadonlySet<PlannedTime>;
}

/** Items that belong to nobody: where the planner stands, which slots are in use, what is known of the event feed, the gate. */
export interface Control {
  /** All that a run of the planner has to know, in one read. */
  planning: () => Promise<{
    gate: SendControl;
    plannedThrough?: string;
    /** Of that mark; undefined where other code moved it. */
    clocks?: PlannedClocks;
    inUse: ZoneInUse[];
    /** Notices, also those that are over. */
    notices: Notice[];
  }>;
  /** Moves the planner's mark, together with its clocks; false when another planner moved it first. */
  advance: (from: string | undefined, to: string, clocks: PlannedClocks) => Promise<boolean>;
  /** Before somebody stands in a slot, so that no planner can miss them. The zone as it is stored with them. */
  rememberSlot: (zone: string, ...times: PlannedTime[]) => Promise<void>;
  /** Plans a zone no more, under this name: nobody stands there, and nobody can again. */
  forgetZone: (zone: string) => Promise<void>;
  eventFeed: () => Promise<EventFeedState>;
  /** Writes down that send events came in; a late one is never overlooked, whoever else writes. */
  hear: (hearing: EventBatch) => Promise<void>;
  /** Writes down that events were seen waiting while none was taken in. */
  noteEventsWaiting: (at: string) => Promise<void>;
  /** True for the one caller that may send the probe. */
  startProbe: (now: string, notSince: string) => Promise<boolean>;
  gate: () => Promise<SendControl>;
  /** Identity of the table itself; a restored one has a new identity. */
  tableId: () => Promise<string>;
  /** Writes the table's identity down; the first one stands unless `instead` is what stood. */
  rememberTable: (tableId: string, instead?: string) => Promise<void>;
  /** Stops or allows all mail, by the operator's word. */
  halt: (halted: NonNullable<SendControl['halted']>) => Promise<void>;
  resumeSending: () => Promise<void>;
  /** Writes down how far a transfer is; undefined: there is none. */
  transfer: (transfer: Transfer | undefined) => Promise<void>;
  /** The first to break it says why; later ones move the retry on. */
  openCircuit: (circuit: CircuitBreaker) => Promise<void>;
  /** True for the one caller that may try a mail: moves the retry on from what it saw. */
  claimTrialSend: (seenRetryAt: string, nextRetryAt: string) => Promise<boolean>;
  closeCircuit: () => Promise<void>;
  /** Through which instant SES's suppression list was compared with ours; undefined before the first time. */
  reconciledThrough: () => Promise<string | undefined>;
  reconciled: (through: string) => Promise<void>;
}
