import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** AWS Query protocol as SES v1 speaks it: form-encoded requests, XML answers. */

const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** An error as the service answers it; the SDK turns `code` into the exception of that name. */
export class QueryError extends Error {
  override name = 'QueryError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Answers `Prefix.member.1`, `.2`, … in order. */
export function membersOf(parameters: URLSearchParams, prefix: string): string[] {
  const found: string[] = [];
  for (let n = 1; ; n++) {
    const value = parameters.get(`${prefix}.member.${n}`);
    if (value === null) return found;
    found.push(value);
  }
}

/** Writes the answer of `action`; each result is an element with a text. */
export function writeResult(response: ServerResponse, action: string, results: Record<string, string>): void {
  const elements = Object.entries(results).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  const requestId = randomUUID();
  write(
    response,
    200,
    requestId,
    `<${action}Response xmlns="${namespace}"><${action}Result>${elements.join('')}</${action}Result>` +
      `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
  );
}

/** Writes an error answer. */
export function writeError(response: ServerResponse, { code, message, status }: QueryError): void {
  const requestId = randomUUID();
  const type = status < 500 ? 'Sender' : 'Receiver';
  write(
    response,
    status,
    requestId,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${escapeXml(code)}</Code>` +
      `<Message>${escapeXml(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

function write(response: ServerResponse, status: number, requestId: string, body: string): void {
  response.writeHead(status, {
    'content-type': 'text/xml',
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': requestId,
  });
  response.end(body);
}

function escapeXml(text: string): string {
  return text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
