import { describe, expect, test } from '@jest/globals';
import { lineCodes } from '../../../lib/operator/json/codes.ts';
import {
  addressLine,
  diagnose,
  formatDiagnosis,
  linesAsData,
  reviewLine,
  type Facts,
} from '../../../lib/operator/doctor/diagnose.ts';

const events = ['SEND', 'REJECT', 'BOUNCE', 'COMPLAINT'];
const sound: Facts = {
  domain: 'example.com',
  bounceHost: 'bounce.example.com',
  siteHost: 'lessons.example.com',
  account: {
    production: true,
    sending: true,
    perDay: 50_000,
    perSecond: 14,
    enforcement: 'HEALTHY',
    suppresses: ['BOUNCE', 'COMPLAINT'],
    plan: 'NONE',
    nextPlan: undefined,
  },
  concurrency: 1_000,
  identity: { verified: true, dkim: 'SUCCESS', mailFrom: 'bounce.example.com', mailFromStatus: 'SUCCESS' },
  sets: { weekly: { sends: true, tls: true, events }, account: { sends: true, tls: true, events } },
  dns: {
    dmarc: [
      {
        sender: 'weekly.example.com',
        host: 'example.com',
        records: ['v=DMARC1; p=quarantine; rua=mailto:d@example.com'],
      },
    ],
    spf: ['v=spf1 include:amazonses.com ~all'],
    mx: ['feedback-smtp.eu-west-1.amazonses.com'],
    senders: { 'weekly.example.com': ['mx.example.net'] },
    site: true,
  },
  replies: { to: 'help@example.com', withinDays: undefined, mx: ['mx.example.net'] },
  table: { pointInTimeRecovery: true, deletionProtection: true },
  keys: true,
  alarms: { confirmed: 1, pending: 0 },
};
const at = (host: string, ...records: string[]) => ({ sender: 'weekly.example.com', host, records });
const wrong = (facts: Facts) => diagnose(facts).filter(({ ok }) => !ok);

test('a sound stage has nothing to fix', () => {
  expect(wrong(sound)).toEqual([]);
  expect(formatDiagnosis(diagnose(sound))).toContain('Everything is in order.');
});

test.each([
  [undefined, 'no email asks for answers; once a person reads them, give the stage repliesWithinDays'],
  [1, 'emails say that a person reads them within a day'],
  [3, 'emails say that a person reads them within 3 days'],
])('it says where answers go, and what emails say of it (%p)', (withinDays, says) => {
  const facts = { ...sound, replies: { ...sound.replies!, withinDays } };
  expect(diagnose(facts).find(({ name }) => name === 'answers')?.says).toBe(`go to help@example.com; ${says}`);
});

test('each line has a code for programs, whether it got an answer or not', () => {
  const silent: Facts = {
    ...sound,
    account: undefined,
    concurrency: undefined,
    identity: undefined,
    table: undefined,
    alarms: undefined,
    sets: { weekly: undefined },
    copies: 'unanswered',
  };
  const lines = linesAsData([
    ...[sound, silent, { ...sound, copies: { every: 'day', daysOld: 1 } } as const].flatMap(diagnose),
    addressLine({ siteUrl: 'https://go.example.com' }, undefined),
    reviewLine({ all: 1, unsigned: 0, overdue: 0 }, { isProduction: false, accepted: undefined }),
  ]);
  expect(lines.filter(({ code }) => !lineCodes.includes(code))).toEqual([]);
  expect(lines).toContainEqual(expect.objectContaining({ code: 'sender-mx', about: 'weekly.example.com' }));
  expect(lines).toContainEqual(expect.objectContaining({ code: 'configuration-set', about: 'weekly' }));
});

test('keys that these credentials may not read are no fault', () => {
  const keys = diagnose({ ...sound, keys: 'not-allowed' }).find(({ name }) => name === 'keys');
  expect(keys).toEqual({ name: 'keys', ok: true, says: 'not looked at: these credentials may not read them' });
});

describe('each thing that is wrong is named, with what to do:', () => {
  test.each<[string, (facts: Facts) => void]>([
    ['production access', (facts) => (facts.account!.production = false)],
    ['sending', (facts) => (facts.account!.sending = false)],
    ['health', (facts) => (facts.account!.enforcement = 'PROBATION')],
    ['quota', (facts) => (facts.account!.perDay = 0)],
    ['suppression', (facts) => (facts.account!.suppresses = ['BOUNCE'])],
    ['SES account', (facts) => (facts.account = undefined)],
    ['copies outside', (facts) => (facts.copies = { every: 'week', daysOld: 9 })],
    ['copies outside', (facts) => (facts.copies = { every: 'day', daysOld: 3 })],
    ['copies outside', (facts) => (facts.copies = { every: 'week', daysOld: undefined })],
    ['copies outside', (facts) => (facts.copies = 'unanswered')],
    ['concurrency', (facts) => (facts.concurrency = 10)],
    ['concurrency', (facts) => (facts.concurrency = undefined)],
    ['identity', (facts) => (facts.identity!.verified = false)],
    ['identity', (facts) => (facts.identity = undefined)],
    ['DKIM', (facts) => (facts.identity!.dkim = 'PENDING')],
    ['MAIL FROM', (facts) => (facts.identity!.mailFromStatus = 'FAILED')],
    ['DMARC', (facts) => (facts.dns.dmarc = [at('example.com')])],
    ['DMARC', (facts) => (facts.dns.dmarc = [{ ...at('example.com'), records: undefined }])],
    ['DMARC', (facts) => (facts.dns.dmarc = [at('example.com', 'v=DMARC1')])],
    ['DMARC', (facts) => (facts.dns.dmarc = [at('example.com', 'v=DMARC1; p=none', 'v=DMARC1; p=reject')])],
    ['DMARC alignment', (facts) => (facts.dns.dmarc = [at('example.com', 'v=DMARC1; p=none; adkim=s')])],
    ['MX of weekly.example.com', (facts) => (facts.dns.senders['weekly.example.com'] = undefined)],
    ['answers', (facts) => (facts.replies!.mx = undefined)],
    ['answers', (facts) => (facts.replies!.mx = [''])],
    ['MX of weekly.example.com', (facts) => (facts.dns.senders['weekly.example.com'] = [''])],
    ['SPF', (facts) => (facts.dns.spf = ['v=spf1 -all'])],
    ['SPF', (facts) => (facts.dns.spf = ['v=spf1 include:amazonses.com ~all', 'v=spf1 -all'])],
    ['MX of MAIL FROM', (facts) => (facts.dns.mx = ['mail.example.com'])],
    ['site', (facts) => (facts.dns.site = false)],
    ['set weekly', (facts) => (facts.sets['weekly'] = undefined)],
    ['set weekly', (facts) => (facts.sets['weekly']!.sends = false)],
    ['set weekly', (facts) => (facts.sets['weekly']!.tls = false)],
    ['set account', (facts) => (facts.sets['account']!.events = ['SEND'])],
    ['table', (facts) => (facts.table = undefined)],
    ['recovery', (facts) => (facts.table!.pointInTimeRecovery = false)],
    ['deletion', (facts) => (facts.table!.deletionProtection = false)],
    ['keys', (facts) => (facts.keys = false)],
    ['alarms', (facts) => (facts.alarms = { confirmed: 0, pending: 0 })],
    ['alarms', (facts) => (facts.alarms = { confirmed: 0, pending: 1 })],
    ['alarms', (facts) => (facts.alarms = undefined)],
  ])('%s', (name, spoil) => {
    const facts = structuredClone(sound);
    spoil(facts);
    const lines = wrong(facts);
    expect(lines.map((line) => line.name)).toEqual([name]);
    expect(lines[0]?.fix?.length).toBeGreaterThan(15);
    expect(formatDiagnosis(diagnose(facts))).toMatch(/✗ [\s\S]*1 of \d+ to fix\./);
  });
});

test.each([
  ['NONE', undefined, /^à la carte, \$0\.10 per 1,000 emails$/],
  ['ESSENTIALS', undefined, /^essentials, \$0\.16 per 1,000 emails\. À la carte is \$0\.10 .*--plan NONE$/],
  ['ESSENTIALS', 'NONE', /; from next month on à la carte\./],
  ['PRO', undefined, /^pro\. À la carte is/],
  [undefined, undefined, /^SES does not say$/],
])('the plan %s is named with its price, and no fault', (plan, nextPlan, says) => {
  const found = diagnose({ ...sound, account: { ...sound.account!, plan, nextPlan } }).find(
    ({ name }) => name === 'SES plan',
  );
  expect(found).toMatchObject({ ok: true, says: expect.stringMatching(says) as unknown });
});

test.each([
  ['all signed', { all: 60, unsigned: 0, overdue: 0 }, true, undefined, true, /^all 60 texts are signed$/],
  [
    'some not, in production',
    { all: 60, unsigned: 4, overdue: 0 },
    true,
    undefined,
    false,
    /^4 of 60 texts are signed by nobody/,
  ],
  [
    'some to be read again',
    { all: 60, unsigned: 0, overdue: 2 },
    true,
    undefined,
    false,
    /^2 should have been read again/,
  ],
  [
    'some not, on another stage',
    { all: 60, unsigned: 4, overdue: 0 },
    false,
    undefined,
    true,
    /series review lists them$/,
  ],
  [
    'some not, as was decided',
    { all: 60, unsigned: 4, overdue: 0 },
    true,
    { accepted: '2026-12-01', by: 'Ann' },
    true,
    /as Ann decided on 2026-12-01: npx weekwise series review lists them$/,
  ],
])('reviews: %s', (_, counts, isProduction, accepted, ok, says) => {
  expect(reviewLine(counts, { isProduction, accepted })).toMatchObject({ ok, says: expect.stringMatching(says) });
});
