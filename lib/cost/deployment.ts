/** What a stage is made of, as far as it costs something; a test holds it to the synthesised template. */
export const deployment = {
  /** Metrics that alarms look at; each alarm looks at one. */
  alarms: 10,
  dashboards: 1,
  secrets: 1,
  memoryMb: 512,
  /** Queues that Lambda reads. */
  queueMappings: 3,
  /** Queues that the planner looks at, dead-letter queues with them. */
  watchedQueues: 6,
} as const;

/** What webhooks add to it. */
export const webhookDeployment = { alarms: 1, queueMappings: 1 } as const;

/** What nobody measured, or AWS does not promise. Each says where its number is from. */
export const assumed = {
  /** Long-polling pollers of a queue that a function reads: Lambda begins with five, and goes down to two at best where no maximum is set. */
  pollersOfMapping: 5,
  /** A poller waits for twenty seconds. */
  pollsPerMinute: 3,
  /** How long a call to SES takes, and how many go on at once in a batch. */
  sesCallMs: 70,
  sesCallsAtOnce: 10,
  /** For up to a hundred events. */
  feedbackMs: 100,
  tickMs: 100,
  siteMs: 25,
  /** Of a person in the nightly count. */
  countMs: 0.175,
  coldStartShare: 0.01,
  coldStartMs: 500,
  siteVisitsOfPersonAndMonth: 3,
  /** Times of day that people of one slot choose for their reminders, where not that of their lessons. */
  reminderTimesOfSlot: 2,
  /** A visit, with what the page needs; compressed. */
  pageBytes: 8_000,
  /** Apple and Gmail fetch them for readers, and keep them. */
  pictureRequestsOfMail: 0.7,
  pictureBytes: 38_700,
  /** Of emails, those that bounce, are refused or reported as unwanted: one event more, with its writes. */
  bounceShare: 0.02,
  writesOfBounce: 2,
  /** Lines of JSON, with what CloudWatch adds to each. */
  logBytesOfInvocation: 346,
  logBytesOfRequest: 356,
  /** Containers at once, on average, that read the keys again every five minutes: of the senders while emails go out, and of the site. */
  busyContainers: 6,
  /** Metrics that functions publish while mail goes out. */
  publishedMetrics: 10,
} as const;

/** Seconds after which the state of the event feed is written again at the earliest. */
export const feedWriteSeconds = 60;

/** Seconds for which a function uses the keys that it has read. */
export const keysFreshSeconds = 300;

export const minutesInMonth = (365 / 12) * 24 * 60;
export const ticksInMonth = minutesInMonth / 15;
export const weeksInMonth = 52 / 12;
export const nightsInMonth = 365 / 12;
