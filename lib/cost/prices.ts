/** Prices of AWS in us-east-1, in US dollars, from its public price list of 2026-07-22. The one file to change when they do. */
export const prices = {
  region: 'us-east-1',
  date: '2026-07-22',
  source: 'AWS Price List, public offer files by service and region',
  /** For a thousand emails, by plan; up to ten million a month. */
  sesPerThousand: { 'a-la-carte': 0.1, essentials: 0.16 },
  dynamoWriteUnit: 0.625e-6,
  dynamoReadUnit: 0.125e-6,
  dynamoStorageGbMonth: 0.25,
  dynamoRecoveryGbMonth: 0.2,
  dynamoExportGb: 0.1,
  s3GbMonth: 0.023,
  lambdaRequest: 0.2e-6,
  /** Arm. */
  lambdaGbSecond: 0.0000133334,
  sqsRequest: 0.4e-6,
  /** Delivery to a queue is free. */
  snsPublish: 0.5e-6,
  schedulerInvocation: 1e-6,
  httpApiRequest: 1e-6,
  /** To the internet, up to ten terabytes a month. */
  egressGb: 0.09,
  /** Of CloudFront, to Europe and North America (HTTPS; up to ten terabytes a month). https://aws.amazon.com/cloudfront/pricing/ */
  cdnRequest: 1e-6,
  cdnGb: 0.085,
  secretMonth: 0.4,
  secretCall: 5e-6,
  alarmMonth: 0.1,
  customMetricMonth: 0.3,
  dashboardMonth: 3,
  logGb: 0.5,
} as const;

export type Plan = keyof typeof prices.sesPerThousand;

/** What every account gets each month without end, together for everything that runs in it. */
export const alwaysFree = {
  lambdaRequests: 1e6,
  lambdaGbSeconds: 400_000,
  sqsRequests: 1e6,
  snsPublishes: 1e6,
  schedulerInvocations: 14e6,
  dynamoStorageGb: 25,
  egressGb: 100,
  cdnRequests: 10e6,
  cdnGb: 1024,
  /** Metrics that alarms look at. */
  alarms: 10,
  customMetrics: 10,
  dashboards: 3,
  logGb: 5,
} as const;
