import { readBody, serveLoopback } from '../../../lib/local/engines/loopback-server.ts';

/** A call to AWS as a policy sees it. */
export interface Call {
  /** Such as `dynamodb:UpdateItem`. */
  action: string;
  /** Name of the table, `<table>/index/<name>`, URL of a queue; `*` where a call is about no resource of ours. */
  resource: string;
  /** Partition of the table that it touches, as `dynamodb:LeadingKeys` has it. */
  partition?: string;
}

const sizeBytesMax = 16 * 1024 * 1024;

/** Header fields that the next client sets by itself. */
const ofThisHop = new Set(['host', 'connection', 'content-length']);

/** Stands between an SDK client and an engine, and tells of each call that passes. */
export async function recordCalls(engineUrl: string, tell: (call: Call) => void) {
  return serveLoopback((request, response) => {
    void (async () => {
      const body = await readBody(request, sizeBytesMax);
      const target = String(request.headers['x-amz-target'] ?? '');
      tell(request.method === 'GET' ? listed : callOf(target, body.toString()));
      const headers = Object.entries(request.headers).filter(([name]) => !ofThisHop.has(name)) as [string, string][];
      const answer = await fetch(engineUrl + request.url, {
        headers,
        ...(request.method !== 'GET' && { method: 'POST', body }),
      });
      const answered = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(answered);
    })().catch((error: Error) => response.destroy(error));
  });
}

/** The one question that is asked of SES's second interface, by a path. */
const listed: Call = { action: 'ses:ListSuppressedDestinations', resource: '*' };

interface Input {
  TableName?: string;
  /** Of the batch forms: what is to be done, by table. */
  RequestItems?: Record<string, unknown>;
  IndexName?: string;
  QueueUrl: string;
  Key?: { pk: { S: string } };
  Item?: { pk: { S: string } };
  ExpressionAttributeValues?: Record<string, { S?: string }>;
}

/** JSON protocols name the operation in a header, the query protocol of SES in the body. */
function callOf(target: string, body: string): Call {
  if (target === '') return { action: `ses:${new URLSearchParams(body).get('Action')}`, resource: '*' };
  const operation = target.slice(target.indexOf('.') + 1);
  const input = JSON.parse(body) as Input;
  // The batch form is the same permission.
  if (target.startsWith('AmazonSQS')) {
    return { action: `sqs:${operation.replace(/Batch$/, '')}`, resource: input.QueueUrl };
  }
  const {
    RequestItems = {},
    TableName = Object.keys(RequestItems)[0] ?? '',
    IndexName,
    Key,
    Item,
    ExpressionAttributeValues = {},
  } = input;
  const queried = operation === 'Query' ? Object.values(ExpressionAttributeValues)[0]?.S : undefined;
  const partition = (Key ?? Item)?.pk?.S ?? queried;
  return {
    action: `dynamodb:${operation}`,
    resource: IndexName === undefined ? TableName : `${TableName}/index/${IndexName}`,
    ...(partition !== undefined && { partition }),
  };
}
