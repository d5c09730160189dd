import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../lambdas/core/kit/ports.ts';
import { readBody } from './loopback-server.ts';

/** Where the second version of SES's interface keeps the account's suppression list. */
const listPath = '/v2/email/suppression/addresses';

export const suppressionReasons = ['BOUNCE', 'COMPLAINT'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** The account's suppression list. */
export interface SuppressionList {
  add: (address: string, reason: SuppressionReason) => void;
  /** Whether a path is the list's own. */
  knows: (path: string) => boolean;
  /** Answers ListSuppressedDestinations, and Get-, Put- and DeleteSuppressedDestination. */
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const pageSizeMax = 1000;
const bodySizeBytesMax = 16 * 1024;

interface Entry {
  EmailAddress: string;
  Reason: SuppressionReason;
  /** Seconds of the epoch. */
  LastUpdateTime: number;
}

/** An error as the REST-JSON protocol tells it; the SDK turns `code` into the exception of that name. */
class RestError extends Error {
  override name = 'RestError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export function createSuppressionList(clock: Clock): SuppressionList {
  const entries = new Map<string, Entry>();
  const add = (address: string, reason: SuppressionReason) => {
    const LastUpdateTime = clock.now().epochMilliseconds / 1000;
    entries.set(address, { EmailAddress: address, Reason: reason, LastUpdateTime });
  };

  const page = (query: URLSearchParams) => {
    const from = Date.parse(query.get('StartDate') ?? '1970-01-01') / 1000;
    const until = Date.parse(query.get('EndDate') ?? '9999-12-31') / 1000;
    const reasons = query.getAll('Reason');
    const found = [...entries.values()].filter(
      ({ Reason, LastUpdateTime }) =>
        LastUpdateTime >= from && LastUpdateTime < until && (reasons.length === 0 || reasons.includes(Reason)),
    );
    const begin = Number(query.get('NextToken') ?? 0);
    const end = begin + Math.min(Number(query.get('PageSize') ?? pageSizeMax), pageSizeMax);
    return {
      SuppressedDestinationSummaries: found.slice(begin, end),
      ...(end < found.length && { NextToken: String(end) }),
    };
  };
  const put = (body: string) => {
    const { EmailAddress, Reason } = asObject(body);
    const reason = suppressionReasons.find((known) => known === Reason);
    if (reason === undefined) throw new RestError('BadRequestException', 'Reason must be BOUNCE or COMPLAINT.', 400);
    add(addressOf(EmailAddress), reason);
    return {};
  };
  const one = (address: string) => {
    const entry = entries.get(address);
    if (entry === undefined) {
      const message = `Email address ${address} does not exist on your suppression list.`;
      throw new RestError('NotFoundException', message, 404);
    }
    return entry;
  };
  const remove = (address: string) => {
    one(address);
    entries.delete(address);
    return {};
  };

  const work = async (request: IncomingMessage): Promise<object> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://ses');
    const address = decodeURIComponent(pathname.slice(listPath.length + 1));
    if (address !== '' && request.method === 'GET') return { SuppressedDestination: one(addressOf(address)) };
    if (address !== '' && request.method === 'DELETE') return remove(addressOf(address));
    if (address === '' && request.method === 'GET') return page(searchParams);
    if (address === '' && request.method === 'PUT') {
      return put((await readBody(request, bodySizeBytesMax)).toString('utf8'));
    }
    throw new RestError('UnknownOperationException', 'There is no such operation.', 404);
  };

  return {
    add,
    knows: (path) => path === listPath || path.startsWith(`${listPath}/`),
    answer: async (request, response) => {
      try {
        write(response, 200, await work(request));
      } catch (error) {
        const { code, message, status } =
          error instanceof RestError ? error : new RestError('InternalServiceErrorException', String(error), 500);
        write(response, status, { message }, { 'x-amzn-errortype': code });
      }
    },
  };
}

function asObject(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    throw new RestError('BadRequestException', 'The body is not JSON.', 400);
  }
}

function addressOf(text: unknown): string {
  if (typeof text === 'string' && /^[^\s@]+@[^\s@]+$/.test(text)) return text;
  throw new RestError('BadRequestException', 'Invalid email address.', 400);
}

function write(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
