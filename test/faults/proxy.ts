import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answered, passOn } from '../bench/pass-on.ts';
import { emulatorGuard } from '../../lib/local/emulators/loopback-guard.ts';
import { readBody, serveLoopback } from '../../lib/local/emulators/loopback-server.ts';
import { nothingDone, partOf } from './done-in-part.ts';
import type { Fates, RequestFault } from './faults.ts';

export type Service = 'dynamodb' | 'ses' | 'sqs';
export const services: readonly Service[] = ['dynamodb', 'ses', 'sqs'];

/** A call on its way to an engine. */
export interface Passing {
  service: Service;
  operation: string;
  /** What it is about: the same in every run of a case. */
  about: string;
  /** Parsed JSON, or the form of SES. */
  body: Record<string, unknown>;
}

export interface ProxyCase {
  fates: Fates;
  nowMs: () => number;
  emulators: Record<Service, string>;
  kill: (worker: string) => void;
  /** Told in the order in which calls reach the engine. */
  onForward: (call: Passing) => void;
  /** Told what the emulator answers, and answers what the caller is to see. */
  onAnswer: (call: Passing, answer: Answered) => Answered;
}

export interface FaultProxy {
  urls: Record<Service, string>;
  /** Stands between the processes and these emulators from now on. */
  serve: (one: ProxyCase | undefined) => void;
  stop: () => Promise<void>;
}

const bodySizeBytesMax = 32 * 1024 * 1024;

/** Stands between processes and emulators, which share an access key, and lets go wrong what fate decides. */
export async function startFaultProxy(accessKey: string): Promise<FaultProxy> {
  let current: ProxyCase | undefined;
  const servers = await Promise.all(
    services.map(async (service) => {
      const server = await serveLoopback(emulatorGuard(accessKey), (request, response) => {
        if (current === undefined) return void response.destroy();
        pass(service, request, response, current).catch(() => response.destroy());
      });
      return [service, server] as const;
    }),
  );
  return {
    urls: Object.fromEntries(servers.map(([service, { url }]) => [service, url])) as Record<Service, string>,
    serve: (one) => void (current = one),
    stop: async () => {
      await Promise.all(servers.map(([, server]) => server.stop()));
    },
  };
}

const requestFaults: Record<Service, readonly RequestFault[]> = (() => {
  const anywhere = [
    'request-dropped',
    'answer-dropped',
    'refused-by-server-error',
    'server-error-after-acceptance',
    'throttled',
    'killed-before-call',
    'killed-after-call',
    'slowed',
  ] as const;
  return {
    dynamodb: [...anywhere, 'done-in-part'],
    ses: [...anywhere, 'timed-out', 'foreign-refusal'],
    sqs: [...anywhere, 'done-in-part'],
  };
})();

async function pass(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  { fates, nowMs, emulators, kill, onForward, onAnswer }: ProxyCase,
): Promise<void> {
  const body = await readBody(request, bodySizeBytesMax);
  const call = passing(service, request, body);
  // Powertools adds to the name.
  const worker = /\bapp\/([a-z]+-\d)/.exec(String(request.headers['user-agent']))?.[1] ?? '';
  const refuse = (status: number, code: string, message: string) =>
    writeError(service, response, status, code, message);

  if (service === 'dynamodb' && fates.during('table-down', nowMs())) {
    return refuse(500, 'InternalServerError', 'Made to fail.');
  }
  if (call.operation === 'SendRawEmail') {
    if (fates.during('account-paused', nowMs())) {
      return refuse(400, 'AccountSendingPausedException', 'Email sending is disabled for the account.');
    }
    if (fates.during('quota-spent', nowMs())) return refuse(400, 'Throttling', 'Daily message quota exceeded.');
  }

  const part = partOf(call.operation, call.body);
  const isPossible: Partial<Record<RequestFault, boolean>> = {
    'done-in-part': part !== undefined,
    // Only the client of SES's first interface gives up by itself; with others Lambda would end the function.
    'timed-out': call.operation !== '',
  };
  const possible = requestFaults[service].filter((kind) => isPossible[kind] ?? true);
  const fault = fates.request(possible, nowMs(), worker.replace(/-\d$/, ''), call.operation, call.about);
  const before: Partial<Record<RequestFault, () => void>> = {
    'request-dropped': () => response.destroy(),
    'refused-by-server-error': () => refuse(503, 'ServiceUnavailable', 'Made to fail.'),
    throttled: () => refuse(400, throttles[service], 'Maximum sending rate exceeded.'),
    'killed-before-call': () => kill(worker),
    'foreign-refusal': () => refuseAsOthers(fates.dice.roll('foreign', call.about, nowMs()), response, refuse),
  };
  const instead = fault && before[fault];
  if (instead !== undefined) return instead();
  if (fault === 'slowed') await new Promise((resolve) => setTimeout(resolve, 15));

  onForward(call);
  const isPart = fault === 'done-in-part' && part !== undefined;
  const given = isPart ? part.body : body;
  const done = given === undefined ? nothingDone : await passOn(emulators[service], request, given);
  const answer = onAnswer(call, isPart ? part.answer(done) : done);
  const after: Partial<Record<RequestFault, () => void>> = {
    'answer-dropped': () => response.destroy(),
    'server-error-after-acceptance': () => refuse(500, 'InternalFailure', 'Made to fail.'),
    'killed-after-call': () => kill(worker),
    // No answer at all: the caller gives up by itself.
    'timed-out': () => undefined,
  };
  const afterwards = fault && after[fault];
  if (afterwards !== undefined) return afterwards();
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

/** Refusals that say nothing about the email: of SES's front door, and of whatever stands before it. */
const foreignRefusals: [number, string, string][] = [
  [403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'],
  [403, 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'],
  [429, 'TooManyRequestsException', 'Too many requests.'],
];

function refuseAsOthers(
  roll: number,
  response: ServerResponse,
  refuse: (status: number, code: string, message: string) => void,
): void {
  const refusal = foreignRefusals[Math.floor(roll * (foreignRefusals.length + 1))];
  if (refusal !== undefined) refuse(...refusal);
  else response.writeHead(403, { 'content-type': 'text/html' }).end('<html><body>Blocked by the proxy.</body></html>');
}

const throttles: Record<Service, string> = {
  dynamodb: 'ThrottlingException',
  ses: 'Throttling',
  sqs: 'RequestThrottled',
};

function writeError(service: Service, response: ServerResponse, status: number, code: string, message: string): void {
  if (service === 'ses') {
    const type = status < 500 ? 'Sender' : 'Receiver';
    response
      .writeHead(status, { 'content-type': 'text/xml' })
      .end(
        `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
      );
    return;
  }
  const name = service === 'dynamodb' ? `com.amazonaws.dynamodb.v20120810#${code}` : `com.amazonaws.sqs#${code}`;
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
    .end(JSON.stringify({ __type: name, message }));
}

function passing(service: Service, request: IncomingMessage, raw: Buffer): Passing {
  if (service === 'ses') {
    const form = new URLSearchParams(raw.toString('latin1'));
    const body = Object.fromEntries(form);
    // The claim is new in every run.
    const tags = Object.entries(tagsOf(body)).filter(([name]) => name !== 'claim');
    return { service, operation: form.get('Action') ?? '', about: JSON.stringify(tags), body };
  }
  const operation = String(request.headers['x-amz-target']).split('.').at(-1)!;
  const body = JSON.parse(raw.toString()) as Record<string, unknown>;
  const { Key, Item, QueueUrl, ExpressionAttributeValues, UpdateExpression } = body as Record<string, unknown> & {
    Key?: { pk: { S: string }; sk: { S: string } };
    Item?: { pk?: { S: string }; subscriber?: { S: string } };
    ExpressionAttributeValues?: Record<string, unknown>;
  };
  const key = Key === undefined ? (Item?.pk?.S ?? Item?.subscriber?.S ?? '') : `${Key.pk.S}/${Key.sk.S}`;
  const index = ExpressionAttributeValues?.[':dueKey'] ?? '';
  const queue = typeof QueueUrl === 'string' ? QueueUrl.split('/').at(-1)! : '';
  return { service, operation, about: JSON.stringify([key, UpdateExpression, index, queue]), body };
}

/** SES message tags of a call. */
export function tagsOf(form: Record<string, unknown>): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let n = 1; form[`Tags.member.${n}.Name`] !== undefined; n += 1) {
    tags[String(form[`Tags.member.${n}.Name`])] = String(form[`Tags.member.${n}.Value`]);
  }
  return tags;
}
