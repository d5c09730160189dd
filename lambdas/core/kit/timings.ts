/**
 * Every time that hangs on another, in seconds, in one place: functions, queues and the judging of claims are made from them in both homes.
 * `timingErrors` says why they have to fit; the deployment refuses to be configured where they do not.
 */
export const timings = {
  /** How long each function may work. */
  timeout: {
    plan: 60,
    /** Sends a batch, or reads slots page by page; it puts what is left back on the queue shortly before the end. */
    send: 90,
    feedback: 30,
    /** Reads SES's suppression list, at a page a second. */
    reconcile: 300,
    count: 900,
    /** API Gateway gives up after 30 s; people do sooner. */
    web: 15,
    unsubscribe: 15,
    announce: 60,
    ledger: 60,
    webhook: 30,
  },
  /**
   * How much longer than its function's time-out a message stays hidden. AWS advises six time-outs, for functions that are throttled; here
   * each queue takes no more than it may run, and a mail that somebody waits for is tried again soon.
   */
  visibilityMargin: 30,
  /** How long Lambda gathers events of SES before it calls `feedback` with them, at most; a batch holds up to `feedbackBatch`. */
  feedbackWindow: 20,
  feedbackBatch: 100,
  /** Receives after which a message is set aside. One that Lambda throttles counts as well, so an account that is short of room needs some more. */
  maxReceiveCount: 10,
  /** How long a call to SES waits for its connection and then for its answer. */
  sesConnection: 2,
  sesAnswer: 10,
  /** A person is not begun with less time than this left: a slow answer of SES must still find the sender alive. Waiting for a turn comes before. */
  personMax: 15,
  /** How old a claim may be when its mail is handed to SES. Its sender may have been held up, or frozen. */
  claimUse: 30,
  /** How long a claim may be live: longer than its sender, and than a call to SES that began at the last moment. */
  claimLife: 120,
  /** By how much the clocks of two functions may differ. */
  clockSkew: 5,
  /** A send event that takes longer shows that the feed was blocked. */
  late: 300,
  /** How long the feed must have been open since, without a late event: SNS tries again every 20 s what it could not deliver. */
  feedHealthy: 900,
  /**
   * How long after its claim the send event of a single mail may come in, while the feed is open to others: assumed, since AWS names no bound. Only
   * then does its absence mean anything. Mail of the calendar must not come twice and may come late; mail that somebody waits for is the other way round.
   */
  settling: { owed: 6 * 3600, asked: 900 },
  /**
   * A person with a claim in the way is put back so often, at SQS's longest delay: four days, since an account that SES has paused sends no probe that
   * could settle a doubt. The next slot then offers the same lesson; a mail that somebody asked for has none.
   */
  attemptsMax: 384,
  /** Between two probes of a silent feed. */
  probeEvery: 900,
  /** How long a receiver of webhooks may take to answer; the standard says 15 to 30 s. */
  webhookAnswer: 15,
};
export type Timings = typeof timings;

/** SQS's longest delay of a message, in seconds. */
export const delaySecondsMax = 900;

/** Milliseconds in which a sender may still begin somebody, of those that its function has left. */
export function timeToBeginMs(remainingMs: number): number {
  return remainingMs - timings.personMax * 1000;
}

/** How long a received message is hidden. */
export function visibilityOf(
  worker: 'send' | 'feedback' | 'webhook',
  { timeout, visibilityMargin, feedbackWindow } = timings,
): number {
  // Gathered messages are hidden already.
  return timeout[worker] + visibilityMargin + (worker === 'feedback' ? feedbackWindow : 0);
}

/** Why these times do not fit together, as sentences; none when they do. */
export function timingErrors(given: Timings): string[] {
  const { timeout, maxReceiveCount, personMax, claimUse, claimLife, clockSkew, late, settling, webhookAnswer } = given;
  const sesCall = given.sesConnection + given.sesAnswer;
  // Account mail may ask for the day's quota first.
  const handover = 2 * sesCall;
  const longest = settling.owed + given.feedHealthy + given.probeEvery;
  const rules: [boolean, string][] = [
    [claimLife > timeout.send, `a claim lives ${claimLife} s, but its sender may be at work for ${timeout.send} s`],
    [
      claimLife >= claimUse + handover + clockSkew,
      `a claim lives ${claimLife} s, but is used until it is ${claimUse} s old, and SES may take its mail ${handover} s later`,
    ],
    [
      visibilityOf('send', given) >= claimLife,
      'a send message comes back while its first claim may still be live, and would wait a round for nothing',
    ],
    [personMax > sesCall, `a person is begun ${personMax} s before the end, but SES may take ${sesCall} s to answer`],
    [timeout.send > 2 * personMax, 'the sender would begin hardly anybody before its time is up'],
    [
      Math.min(settling.asked, settling.owed) >= claimLife + late,
      `evidence is judged after ${settling.asked} or ${settling.owed} s, but a mail may be accepted ${claimLife} s after its claim and its event be ${late} s on the way`,
    ],
    [
      late >= 3 * (given.feedbackWindow + timeout.feedback),
      `an event counts as late after ${late} s, but may be gathered for ${given.feedbackWindow} s and worked on for ${timeout.feedback} s, and once more if that fails`,
    ],
    [
      Math.min(settling.asked, settling.owed) >= visibilityOf('feedback', given) * maxReceiveCount,
      `evidence is judged after ${settling.asked} or ${settling.owed} s, but an event that fails is still tried for ${visibilityOf('feedback', given) * maxReceiveCount} s`,
    ],
    [
      (given.attemptsMax - 1) * delaySecondsMax >= longest,
      `a mail in doubt is settled after up to ${longest} s on a feed that nobody uses, but tried for ${(given.attemptsMax - 1) * delaySecondsMax} s only`,
    ],
    [
      timeout.webhook >= webhookAnswer + 10,
      `an event is waited for ${webhookAnswer} s, but its sender is stopped after ${timeout.webhook} s`,
    ],
  ];
  return rules.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}
