/** Counts of the bench that the bill is computed from: `measured.json`, written by `npm run bench`. */
export interface Measured {
  date: string;
  mailSizeBytes: number;
  /** Processor time of the sender a mail, on the machine of the bench. */
  sendCpuMicroseconds: number;
  /** For a mail, in slots that fill their batches. */
  fullBatches: { mailsPerSlot: number; sending: SendingCounts; evidence: EvidenceCounts };
  /** For a mail that is alone in its slot. */
  onePerSlot: { sending: SendingCounts };
  /** One run of the planner with nobody in the calendar. */
  idleTick: Counts;
  /** Of a person’s item, by lessons had, from none to all. */
  itemSizeBytes: number[];
  indexEntrySizeBytes: number;
}

export interface Counts {
  writeUnits: number;
  readUnits: number;
  queueRequests: number;
}

export interface SendingCounts extends Counts {
  /** With those for slots. */
  sendInvocations: number;
}

export interface EvidenceCounts extends Counts {
  events: number;
  invocations: number;
}
