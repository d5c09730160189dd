import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sesErrorOf, sesErrors, type SesError } from '../../../lambdas/adapters/ses/errors.ts';
import { classifySesError } from '../../../lambdas/adapters/ses/outcomes.ts';
import { testCredentials, testRegion } from '../../support/emulators.ts';

/** What the SDK itself makes of real answers, in both of SES's protocols. */

const to = 'ann@example.org';
interface Answer {
  status: number;
  /** Absent in what a proxy answers. */
  name?: string;
  message?: string;
}
let answer: Answer;
let server: Server;
let clients: { v1: SESClient; v2: SESv2Client };

const proxyPage = (status: number) =>
  `<html>\n<head><title>${status}</title></head>\n<body><center><h1>${status}</h1></center><hr></body>\n</html>`;
const asXml = ({ name, message = '' }: Answer) =>
  `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${name}</Code>` +
  `<Message>${message.replace(/[<>&]/g, (one) => `&#${one.charCodeAt(0)};`)}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const { status, name, message } = answer;
      if (name === undefined) {
        response.writeHead(status, { 'content-type': 'text/html' }).end(proxyPage(status));
      } else if (request.url?.startsWith('/v2/')) {
        response
          .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name })
          .end(JSON.stringify({ message }));
      } else response.writeHead(status, { 'content-type': 'text/xml' }).end(asXml(answer));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const common = { region: testRegion, credentials: testCredentials, endpoint, maxAttempts: 1 };
  clients = { v1: new SESClient(common), v2: new SESv2Client(common) };
});
afterAll(async () => {
  clients.v1.destroy();
  clients.v2.destroy();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const protocols = {
  v1: () => clients.v1.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from('x') }, Destinations: [to] })),
  v2: () =>
    clients.v2.send(
      new SendEmailCommand({ Content: { Raw: { Data: Buffer.from('x') } }, Destination: { ToAddresses: [to] } }),
    ),
};

async function handed(protocol: keyof typeof protocols, given: Answer) {
  answer = given;
  const error = await protocols[protocol]().then(
    () => new Error('taken'),
    (thrown: unknown) => thrown,
  );
  return classifySesError(error, to);
}

const notVerified = (identities: string) =>
  `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${identities}`;

/** Whose trouble each answer is; SES's own words where the words decide. */
const troubles: [reason: string, ...Answer[]][] = [
  [
    'message',
    { status: 400, name: 'MessageRejected', message: notVerified('Ann <Ann@example.org>') },
    { status: 400, name: 'MessageRejected', message: 'Transaction failed: Expected disposition, got null' },
    { status: 400, name: 'MessageRejected', message: 'Contains a virus' },
    { status: 400, name: 'InvalidParameterValue', message: "Missing final '@domain'" },
    { status: 400, name: 'InvalidParameterValue', message: 'Local address contains control or whitespace' },
    { status: 400, name: 'InvalidParameterValue', message: 'Domain contains illegal character' },
    { status: 400, name: 'InvalidParameterValue', message: 'Username is too long' },
    { status: 400, name: 'InvalidParameterValue', message: 'The user name is too long' },
    { status: 400, name: 'BadRequestException', message: 'Illegal address' },
  ],
  [
    'account',
    { status: 400, name: 'MessageRejected', message: notVerified('ann@example.org, Clinic <lessons@example.com>') },
    { status: 400, name: 'MessageRejected', message: notVerified('lessons@example.com') },
    { status: 400, name: 'MessageRejected', message: notVerified('ann@example.org, example.com') },
    { status: 400, name: 'MessageRejected', message: 'Email address is not verified.' },
    {
      status: 400,
      name: 'MessageRejected',
      message:
        'Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.',
    },
    { status: 400, name: 'InvalidParameterValue', message: 'Duplicate message tag names.' },
    { status: 400, name: 'SomethingNobodyKnowsException', message: 'New' },
    { status: 400, name: 'ValidationError', message: 'New' },
    ...[400, 401, 403, 404, 405, 407, 413, 418, 431, 451].map((status) => ({ status })),
  ],
  [
    'quota',
    { status: 400, name: 'Throttling', message: 'Daily message quota exceeded.' },
    { status: 429, name: 'LimitExceededException', message: 'Daily sending quota exceeded.' },
  ],
  ['rate', { status: 400, name: 'Throttling', message: 'Maximum sending rate exceeded.' }, { status: 429 }],
  ['network', { status: 408 }, { status: 425 }],
];

describe.each(['v1', 'v2'] as const)('by the protocol of SES %s', (protocol) => {
  test.each(troubles)('%s is named by what SES says', async (reason, ...answers) => {
    for (const given of answers) {
      expect({ given, ...(await handed(protocol, given)) }).toMatchObject({ given, outcome: 'refused', reason });
    }
  });

  test('every error that has a name of its own is sorted by its row, whatever its status', async () => {
    const named = sesErrors
      .filter(({ when }) => when === undefined)
      .flatMap(({ names = [], reason }) => names.map((name) => ({ name, reason })));
    expect(named.length).toBeGreaterThan(30);
    for (const { name, reason } of named) {
      for (const status of [400, 403]) {
        const handover = await handed(protocol, { status, name, message: 'The security token is wrong' });
        // The SDK completes some names of version 1: `LimitExceeded` comes as `LimitExceededException`.
        const code = expect.stringMatching(new RegExp(`^${name}(Exception)?$`)) as unknown;
        expect({ name, ...handover }).toMatchObject({ name, outcome: 'refused', reason, code });
      }
    }
  });

  test.each([301, 302, 500, 502, 503, 504])('a proxy’s %d says nothing about acceptance', async (status) => {
    expect(await handed(protocol, { status })).toMatchObject({ outcome: 'in-doubt' });
  });

  test('what has no name is told by its status', async () => {
    expect(await handed(protocol, { status: 403 })).toMatchObject({ code: 'HTTP-403' });
  });
});

test('each row is the one for some answer', () => {
  const hit = new Set<SesError | undefined>();
  for (const [, ...answers] of troubles) {
    for (const { name = 'Error', message = '', status } of answers) hit.add(sesErrorOf({ name, message, status, to }));
  }
  for (const { names = [] } of sesErrors) {
    for (const name of names) hit.add(sesErrorOf({ name, message: 'x', status: 400, to }));
  }
  expect(sesErrors.filter((row) => !hit.has(row))).toEqual([]);
});

/** As AWS documents them, by whose trouble they are; not read from the table of rows, which they try. */
const documented: Record<string, string> = {
  account:
    'AccountSendingPausedException ConfigurationSetSendingPausedException SendingPausedException AccountSuspended AccountSuspendedException ' +
    'ConfigurationSetDoesNotExist ConfigurationSetDoesNotExistException MailFromDomainNotVerified MailFromDomainNotVerifiedException ' +
    'NotFoundException AccessDenied AccessDeniedException NotAuthorized InvalidClientTokenId SignatureDoesNotMatch IncompleteSignature ' +
    'UnrecognizedClientException MissingAuthenticationToken MissingAuthenticationTokenException OptInRequired',
  network: 'ExpiredToken ExpiredTokenException RequestTimeTooSkewed RequestExpired RequestInTheFuture',
  rate:
    'Throttling ThrottlingException ThrottledException RequestThrottled RequestThrottledException RequestLimitExceeded LimitExceeded ' +
    'LimitExceededException TooManyRequestsException SlowDown',
};

test.each(Object.entries(documented))('the names that AWS documents are %s', (reason, names) => {
  for (const name of names.split(' ')) {
    const row = sesErrorOf({ name, message: '', status: 500, to });
    expect([name, row?.reason, row?.names]).toEqual([name, reason, expect.arrayContaining([name])]);
  }
});

test('a recipient who is not verified has a code of its own, which says that the account is in the sandbox', () => {
  const message = notVerified('Ann <Ann@example.org>');
  expect(sesErrorOf({ name: 'MessageRejected', message, status: 400, to })?.code).toBe('recipient-not-verified');
});

test('a row that looks into the answer says in words which are meant', () => {
  const wordless = sesErrors.filter(({ when, that }) => that === '' || (when !== undefined && that === undefined));
  expect(wordless).toEqual([]);
});

test('only what SES names so is one person’s: no unknown answer drops a mail', () => {
  const persons = sesErrors.filter(({ reason }) => reason === 'message');
  expect(persons.flatMap(({ names = [] }) => names)).toEqual([
    'MessageRejected',
    'MessageRejected',
    'InvalidParameterValue',
    'BadRequestException',
  ]);
  expect(persons.every(({ statuses }) => statuses === undefined)).toBe(true);
});
