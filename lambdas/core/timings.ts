/**
 * Every time that hangs on another, in seconds, in one place: functions, queues and the judging of claims are made from them in both homes.
 * `timingFaults` says why they have to fit; the deployment refuses to be configured where they do not.
 */
export const timings = {
  /** How long each function may work. */
  timeout: {
    plan: 60,
    /** Reads slots page by page, and puts what is left back on the queue shortly before the end. */
    dispatch: 270,
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
  /** Receives after which a message is set aside. */
  receivesMax: 5,
  /** How long a call to SES waits for its connection and then for its answer. */
  sesConnection: 2,
  sesAnswer: 10,
  /** A person is not begun with less time than this left: a slow answer of SES must still find the sender alive. */
  personMax: 15,
  /** How long a claim may be live: longer than its sender, so that a claim past it has no living sender. */
  claimLife: 120,
  /** A send event that takes longer shows that the road was blocked. */
  late: 300,
  /** How long an open road is given to bring a send event before its absence means anything. */
  settling: 900,
  /** Between two probes of a silent road. */
  probeEvery: 900,
  /** How long a receiver of webhooks may take to answer; the standard says 15 to 30 s. */
  webhookAnswer: 15,
};
export type Timings = typeof timings;

/** How long a received message is hidden. */
export function visibilityOf(
  worker: 'dispatch' | 'send' | 'feedback' | 'webhook',
  { timeout, visibilityMargin } = timings,
): number {
  return timeout[worker] + visibilityMargin;
}

/** Why these times do not fit together, as sentences; none when they do. */
export function timingFaults(given: Timings): string[] {
  const { timeout, receivesMax, sesConnection, sesAnswer, personMax, claimLife, late, settling, webhookAnswer } = given;
  const rules: [boolean, string][] = [
    [claimLife > timeout.send, `a claim lives ${claimLife} s, but its sender may be at work for ${timeout.send} s`],
    [
      visibilityOf('send', given) >= claimLife,
      'a send message comes back while its first claim may still be live, and would wait a round for nothing',
    ],
    [
      personMax > sesConnection + sesAnswer,
      `a person is begun ${personMax} s before the end, but SES may take ${sesConnection + sesAnswer} s to answer`,
    ],
    [timeout.send > 2 * personMax, 'the sender would begin hardly anybody before its time is up'],
    [
      settling >= claimLife + late,
      `evidence is judged after ${settling} s, but a mail may be accepted ${claimLife} s after its claim and its event be ${late} s on the way`,
    ],
    [
      settling >= visibilityOf('feedback', given) * receivesMax,
      `evidence is judged after ${settling} s, but an event that fails is still tried for ${visibilityOf('feedback', given) * receivesMax} s`,
    ],
    [
      timeout.webhook >= webhookAnswer + 10,
      `an event is waited for ${webhookAnswer} s, but its sender is stopped after ${timeout.webhook} s`,
    ],
  ];
  return rules.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}
