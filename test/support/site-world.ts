import { Temporal } from 'temporal-polyfill';
import { compiledContacts } from '../../lambdas/adapters/crisis-contacts.ts';
import { contactsOnPages } from '../../lambdas/site/kit/contacts-on-pages.ts';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import type { ApiKey } from '../../lambdas/core/kit/api-key.ts';
import type { AccountJob } from '../../lambdas/core/sending/jobs.ts';
import { personStamp, signUpStamp } from '../../lambdas/core/mail/link-stamp.ts';
import type { LinkPurpose } from '../../lambdas/core/mail/link-purpose.ts';
import { makeToken } from '../../lambdas/core/mail/link-token.ts';
import type { Log, LogFields } from '../../lambdas/core/kit/ports.ts';
import type { Subscriber } from '../../lambdas/core/person/subscriber.ts';
import { site } from '../../lambdas/site/app.tsx';
import type { SiteDeps } from '../../lambdas/site/kit/deps.ts';
import { aSeries, libraryOf } from './builders.ts';
import { memoryClosedInboxes, memoryLimits, memoryMailTurns } from './memory-limits.ts';
import { memoryControl, memoryDiary, memoryPersonalData, memorySubscribers } from './memory-subscribers.ts';

/** A Monday. */
export const siteStart = '2026-11-23T12:00:00Z';

export const testKeyring = keyringOf(
  JSON.stringify({ identity: 'a', current: 'b', a: 'a'.repeat(32), b: 'b'.repeat(32) }),
);

/** The site with everything around it in memory, a clock that stands, and a record of what it asked for and said. */
export function siteWorld() {
  const clock = { at: Temporal.Instant.from(siteStart), now: () => clock.at };
  const subscribers = memorySubscribers();
  let fresh = 0;
  const limits = memoryLimits();
  const closedInboxes = memoryClosedInboxes();
  const apiKeys = new Map<string, ApiKey>();
  const asked: AccountJob[] = [];
  const logged: { event: string; fields: LogFields | undefined; cause: unknown }[] = [];
  const record = (event: string, fields?: LogFields, cause?: unknown) => void logged.push({ event, fields, cause });
  const log: Log = { info: record, warn: record, error: record, count: () => undefined };
  const deps: SiteDeps = {
    clock,
    ids: { fresh: () => `fresh-${(fresh += 1)}`.padEnd(22, '_') },
    keyring: testKeyring,
    subscribers,
    control: memoryControl(),
    queues: { account: async (job) => void asked.push(job) },
    series: libraryOf(aSeries()),
    contacts: contactsOnPages(compiledContacts('any')),
    diary: memoryDiary(),
    limits,
    mailTurns: memoryMailTurns(),
    closedInboxes,
    apiKeys: { verify: async (text) => apiKeys.get(text) },
    apiOrigins: ['https://www.example.org'],
    cohorts: {},
    personalData: memoryPersonalData(subscribers),
    pictures: async (file) => (file === 'one.0123456789.png' ? new Uint8Array([0x89, 0x50]) : undefined),
    sender: { name: 'Weekwise', replyTo: 'hello@weekwise.example', postalAddress: 'Lane 1, 10115 Berlin' },
    keepCompletedMonths: 12,
    region: 'eu-west-1',
    webhooks: { events: [], includes: [] },
    siteUrl: 'https://weekwise.example',
    log,
  };
  const app = site(deps);
  /** Posts a form. */
  const send = async (path: string, fields: Record<string, string> | [string, string][] = {}, ip?: string) =>
    app.request(
      path,
      { method: 'POST', body: new URLSearchParams(fields) },
      ip === undefined ? undefined : { event: { requestContext: { http: { sourceIp: ip } } } },
    );
  return {
    app,
    send,
    deps,
    clock,
    subscribers,
    limits,
    closedInboxes,
    /** By their texts. */
    apiKeys,
    /** Account mails that were asked for. */
    asked,
    logged,
    keep: (person: Subscriber) => void subscribers.profiles.set(person.id, person),
    /** As an email that is sent now has it. */
    tokenOf: (purpose: LinkPurpose, id: string) => {
      const signUp = subscribers.signUps.get(id);
      const ofSignUp = signUp === undefined ? '' : signUpStamp(signUp, testKeyring);
      const stamp = purpose === 'confirm' ? ofSignUp : personStamp(purpose, subscribers.profiles.get(id));
      return makeToken(testKeyring, purpose, id, clock.now(), { stamp });
    },
    /** Everything that is stored or asked for, to compare. */
    everything: () =>
      JSON.stringify([[...subscribers.profiles], [...subscribers.signUps], subscribers.consents, asked]),
    get: async (path: string) => app.request(path),
    /** Posts a form and goes where the answer leads, as a browser does. */
    post: async (...form: Parameters<typeof send>) => {
      const answer = await send(...form);
      return answer.status === 303 ? app.request(answer.headers.get('Location')!) : answer;
    },
  };
}

/** A sign-up form, filled in. */
export const signUpFields = {
  email: 'ann@example.org',
  firstName: 'Ann',
  lessonDay: '1',
  sendTime: '07:00',
  zone: 'Europe/Berlin',
  consent: 'yes',
};
