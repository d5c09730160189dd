import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../lambdas/core/kit/ports.ts';
import type { KeepingOptions } from './journal.ts';
import { emulatorGuard } from './loopback-guard.ts';
import { BodyTooLargeError, readBody, serveLoopback } from './loopback-server.ts';
import { decodeWords } from './mime-words.ts';
import { membersOf, QueryError, writeError, writeResult } from './query-protocol.ts';
import { checkAccount, checkTags, envelopeOf, headerOf, type SesAccount } from './ses-checks.ts';
import { eventsOf, topicValidation, type EventHabits, type PublishedEvent } from './ses-events.ts';
import { openMailbag, type AcceptedMail, type Mailbag } from './ses-mailbag.ts';
import { createSuppressionList, type SuppressionReason } from './ses-suppression.ts';
import { createQuota, type SesLimits, type SesQuota } from './ses-quota.ts';

export type { AcceptedMail } from './ses-mailbag.ts';
export type { PublishedEvent } from './ses-events.ts';

/** A SendRawEmail call as a fault hook sees it, before anything is checked. */
export interface SesCall {
  /** 1 for the first call of this engine. */
  number: number;
  destinations: string[];
  tags: Record<string, string>;
}

/** What a test wants to go wrong with a call; undefined lets it pass. */
export type SesFault =
  /** The mail is taken and the connection ends before the answer: the caller is left in doubt. */
  | 'accept-then-drop'
  /** The mail is taken and no answer ever comes. */
  | 'accept-then-hang'
  /** The connection ends; nothing is taken. */
  | 'drop'
  | 'hang'
  | 'throttle'
  | 'quota'
  | 'paused'
  /** SES's own answer of this status; without a `code`, one that says nothing in particular. */
  | { status: number; code?: string; message?: string }
  /** An HTML page of something between the caller and SES, such as a proxy. Nothing is taken. */
  | { proxy: number };

export interface SesOptions extends Partial<Omit<SesAccount, 'region' | 'isInSandbox'>>, SesLimits, KeepingOptions {
  /** Callers must use it as their access key ID. */
  accessKey: string;
  /** Where mails are kept. */
  dir: string;
  clock: Clock;
  region?: string;
  /** Hears of every event, in order; only mails with a configuration set have any, as in SES. Awaited by {@link SesEmulator.settled}. */
  onEvent?: (event: PublishedEvent) => void | Promise<void>;
  /** Types of events that the configuration sets publish; all of them by default. */
  eventTypes?: ReadonlySet<string>;
  fault?: (call: SesCall) => SesFault | undefined;
}

export interface SesEmulator {
  url: string;
  /** Accepted mails, oldest first. */
  mails: () => readonly AcceptedMail[];
  /** A mail's place in that list; undefined when there is no such mail. */
  indexOf: (messageId: string) => number | undefined;
  /** A mail's bytes as they were handed over. @throws MissingMailError */
  raw: (messageId: string) => Buffer;
  /** Replace it to make calls fail. */
  fault: ((call: SesCall) => SesFault | undefined) | undefined;
  /** How recipients behave, and how SES tells of it. */
  habits: EventHabits;
  /** Set it to take production access away. */
  isInSandbox: boolean;
  /** Does what SES does when an event destination is made: publishes on its topic that it checked it, once for each configuration set. */
  connectTopic: (publish: (text: string) => Promise<void>) => Promise<void>;
  /** Puts an address on the account's suppression list. */
  suppress: (address: string, reason: SuppressionReason) => void;
  /** How many events have not been heard yet. */
  pendingEventCount: () => number;
  /** Resolves when every event so far has been heard. */
  settled: () => Promise<void>;
  stop: () => Promise<void>;
}

/** A body of 10 MB in base64, percent-encoded, with room to spare: SES's own limit is checked on the decoded message. */
const bodySizeBytesMax = 32 * 1024 * 1024;

/**
 * Starts an SES v1 endpoint on 127.0.0.1. It knows SendRawEmail, GetSendQuota and GetAccountSendingEnabled, checks what SES checks and
 * answers as SES answers. Of version 2 it knows ListSuppressedDestinations, and Get-, Put- and DeleteSuppressedDestination.
 *
 * @throws DataFolderError when what is kept in `dir` is damaged
 */
export async function startSes(options: SesOptions): Promise<SesEmulator> {
  const {
    accessKey,
    dir,
    clock,
    region = 'eu-west-1',
    verifiedDomains = [],
    configurationSets = [],
    onEvent,
    eventTypes,
  } = options;
  const account = { verifiedDomains, configurationSets, region, isInSandbox: () => emulator.isInSandbox };
  const quota = createQuota(clock, options);
  const mailbag = openMailbag(dir, options);
  const unheard = new Set<Promise<void>>();
  let eventsInOrder = Promise.resolve();
  let callCount = 0;
  let stopped = false;

  const publish = (mail: AcceptedMail, raw: Buffer) => {
    if (onEvent === undefined || mail.configurationSet === undefined) return;
    for (const event of eventsOf(mail, raw, region, emulator.habits)) {
      if (eventTypes?.has(event.eventType) === false) continue;
      // After the answer at the earliest, and one after the other.
      const heard = eventsInOrder.then(() => new Promise(setImmediate)).then(() => onEvent(event));
      eventsInOrder = heard.catch(() => {});
      unheard.add(heard);
      void eventsInOrder.then(() => unheard.delete(heard));
    }
  };

  const sendRawEmail = (parameters: URLSearchParams, response: ServerResponse) => {
    const call = readCall(parameters);
    const fault = emulator.fault?.({
      number: ++callCount,
      destinations: call.destinations,
      tags: Object.fromEntries(call.tags),
    });
    if (fault === 'drop') return void response.destroy();
    if (fault === 'hang') return;
    if (typeof fault === 'object' && 'proxy' in fault) return writeProxyPage(response, fault.proxy);
    if (fault !== undefined) refuseFor(fault);
    const mail = accept(call, { account, quota, mailbag, clock });
    publish(mail, call.raw);
    if (fault === 'accept-then-drop') return void response.destroy();
    if (fault === 'accept-then-hang') return;
    writeResult(response, 'SendRawEmail', { MessageId: mail.messageId });
  };

  const answer = (parameters: URLSearchParams, response: ServerResponse) => {
    const action = parameters.get('Action') ?? '';
    switch (action) {
      case 'SendRawEmail':
        return sendRawEmail(parameters, response);
      case 'GetSendQuota':
        return writeResult(response, action, {
          // -1 is SES's word for "no daily limit"; it has none for the rate.
          Max24HourSend: String(options.per24HoursMax ?? -1),
          MaxSendRate: String(options.perSecondMax ?? 10_000),
          SentLast24Hours: String(quota.sentLast24Hours()),
        });
      case 'GetAccountSendingEnabled':
        return writeResult(response, action, { Enabled: 'true' });
      default:
        throw new QueryError('InvalidAction', `Could not find operation ${action} for version 2010-12-01`);
    }
  };

  const suppressionList = createSuppressionList(clock);
  const server = await serveLoopback(emulatorGuard(accessKey), (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://ses');
    if (suppressionList.knows(pathname)) void suppressionList.answer(request, response);
    else void handle(request, response, answer);
  });
  const emulator: SesEmulator = {
    url: server.url,
    mails: () => mailbag.list(),
    indexOf: (messageId) => mailbag.indexOf(messageId),
    raw: (messageId) => mailbag.raw(messageId),
    fault: options.fault,
    habits: {},
    isInSandbox: false,
    async connectTopic(publishText) {
      for (const _set of configurationSets) await publishText(topicValidation);
    },
    suppress: suppressionList.add,
    pendingEventCount: () => unheard.size,
    async settled() {
      while (unheard.size > 0) await Promise.allSettled(unheard);
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      await server.stop();
      await emulator.settled();
      mailbag.close();
    },
  };
  return emulator;
}

interface Call {
  raw: Buffer;
  source: string | null;
  destinations: string[];
  configurationSet: string | null;
  tags: [string, string][];
}

function readCall(parameters: URLSearchParams): Call {
  const tags: [string, string][] = [];
  for (let n = 1; ; n++) {
    const name = parameters.get(`Tags.member.${n}.Name`);
    if (name === null) break;
    tags.push([name, parameters.get(`Tags.member.${n}.Value`) ?? '']);
  }
  return {
    raw: Buffer.from(parameters.get('RawMessage.Data') ?? '', 'base64'),
    source: parameters.get('Source'),
    destinations: membersOf(parameters, 'Destinations'),
    configurationSet: parameters.get('ConfigurationSetName'),
    tags,
  };
}

/** Checks the call as SES does and keeps the mail. @throws QueryError when SES would refuse it */
function accept(
  call: Call,
  { account, quota, mailbag, clock }: { account: SesAccount; quota: SesQuota; mailbag: Mailbag; clock: Clock },
): AcceptedMail {
  const envelope = envelopeOf(call.raw, call.source, call.destinations);
  checkAccount(account, envelope, call.raw, call.configurationSet);
  checkTags(call.tags);
  quota.take(envelope.destinations.length);
  const now = clock.now();
  const mail: AcceptedMail = {
    // The form of SES's own ids, so that nobody comes to rely on a shorter one.
    messageId: `0102${now.epochMilliseconds.toString(16).padStart(12, '0')}-${randomUUID()}-000000`,
    sentAt: now.toString({ smallestUnit: 'millisecond' }),
    ...envelope,
    ...(call.configurationSet === null ? {} : { configurationSet: call.configurationSet }),
    tags: Object.fromEntries(call.tags),
    subject: decodeWords(headerOf(call.raw, 'Subject') ?? ''),
    sizeBytes: call.raw.length,
  };
  mailbag.add(mail, call.raw);
  return mail;
}

function refuseFor(fault: Exclude<SesFault, { proxy: number }>): void {
  if (typeof fault === 'object') {
    const { status, code = status < 500 ? 'ValidationError' : 'InternalFailure', message = 'Made to fail.' } = fault;
    throw new QueryError(code, message, status);
  }
  if (fault === 'throttle') throw new QueryError('Throttling', 'Maximum sending rate exceeded.');
  if (fault === 'quota') throw new QueryError('Throttling', 'Daily message quota exceeded.');
  if (fault === 'paused') {
    throw new QueryError('AccountSendingPausedException', 'Email sending is disabled for the account.');
  }
}

function writeProxyPage(response: ServerResponse, status: number): void {
  const page = `<html>\n<head><title>${status}</title></head>\n<body><center><h1>${status}</h1></center><hr></body>\n</html>`;
  response.writeHead(status, { 'content-type': 'text/html' }).end(page);
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (parameters: URLSearchParams, response: ServerResponse) => void,
): Promise<void> {
  try {
    const body = await readBody(request, bodySizeBytesMax);
    answer(new URLSearchParams(body.toString('latin1')), response);
  } catch (error) {
    if (error instanceof QueryError) writeError(response, error);
    else if (error instanceof BodyTooLargeError)
      writeError(response, new QueryError('RequestEntityTooLarge', error.message, 413));
    else if (request.destroyed && !request.complete) response.destroy();
    else writeError(response, new QueryError('InternalFailure', String(error), 500));
  }
}
