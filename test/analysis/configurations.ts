/** Keys of a configuration, as an operator writes them down. */
type Given = Readonly<Record<string, unknown>>;

const production: Given = {
  stage: 'production',
  domain: 'example.org',
  postalAddress: 'Weekwise, 1 Analysed Street, 12345 Testville',
  operatorEmail: 'operator@example.org',
};
const zone: Given = { hostedZoneId: 'Z0123456789ABCDEFGHIJ' };
const certificate = (region: string) =>
  `arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;

/** Deployments that analysers look at: together they have every resource and every property that the configuration can bring about. */
export const configurations: Readonly<Record<string, Given>> = {
  least: {},
  production,
  full: {
    ...production,
    ...zone,
    siteDomain: 'go.example.org',
    siteCertificateArn: certificate('us-east-1'),
    cdn: 'on',
    monthlyBudget: 50,
    webhookUrl: 'https://hooks.example.org/weekwise',
    webhookIncludes: ['address'],
    senderMx: ['10 mx.example.net'],
    githubRepository: 'clinic/my-course',
    apiOrigins: ['https://www.example.org'],
    unsubscribeReserve: 5,
    sendConcurrency: 20,
    warmUp: { from: '2026-12-01', firstDay: 200, growth: 1.5 },
    copies: { bucket: 'copies-of-ours', account: '210987654321' },
  },
  zoned: {
    domain: 'example.org',
    ...zone,
    siteDomain: 'go.example.org',
    pictureCdn: 'off',
    formerSites: [{ domain: 'old.example.org' }, { domain: 'd111111abcdef8.cloudfront.net' }],
  },
  apex: { ...production, ...zone, siteDomain: 'example.org', mailRecords: 'kept' },
  cdnAlone: { cdn: 'on', visitorLimit: 0 },
  ownCertificateAndIdentity: {
    domain: 'example.org',
    siteDomain: 'go.example.org',
    siteCertificateArn: certificate('eu-central-1'),
    mailIdentity: 'found',
  },
  restored: {
    ...production,
    restoredTable: 'weekwise-restored',
    restoredStreamArn:
      'arn:aws:dynamodb:eu-central-1:123456789012:table/weekwise-restored/stream/2026-12-01T06:00:00.000',
    webhookUrl: 'https://hooks.example.org/weekwise',
  },
};
