import type { IncomingMessage } from 'node:http';
import { passOn } from '../../bench/pass-on.ts';
import { emulatorGuard } from '../../../lib/local/emulators/loopback-guard.ts';
import { readBody, serveLoopback } from '../../../lib/local/emulators/loopback-server.ts';
import { testCredentials } from '../../support/emulators.ts';

/** A call to AWS as a policy sees it. */
export interface Call {
  /** Such as `dynamodb:UpdateItem`. */
  action: string;
  /** Name of the table, `<table>/index/<name>`, URL of a queue; `*` where a call is about no resource of ours. */
  resource: string;
  /** Partitions of the table that it touches, as `dynamodb:LeadingKeys` has them; none for a call about the table itself. */
  partitions: string[];
  /** Attributes that an update names, as `dynamodb:Attributes` has them, but for the key. */
  attributes: string[];
}

const sizeBytesMax = 16 * 1024 * 1024;

/** Stands between an SDK client and an engine, and tells of each call that passes. */
export async function recordCalls(emulatorUrl: string, tell: (call: Call) => void) {
  return serveLoopback(emulatorGuard(testCredentials.accessKeyId), (request, response) => {
    void (async () => {
      const body = await readBody(request, sizeBytesMax);
      const target = String(request.headers['x-amz-target'] ?? '');
      tell(ofSuppression(request) ?? callOf(target, body.toString()));
      const answer = await passOn(emulatorUrl, request, body);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    })().catch((error: Error) => response.destroy(error));
  });
}

/** What is asked of SES's second interface, by method and path: its suppression list. */
function ofSuppression({ method, url = '' }: IncomingMessage): Call | undefined {
  const [, one] = /^\/v2\/email\/suppression\/addresses(\/[^?]+)?/.exec(url) ?? [];
  if (!url.startsWith('/v2/')) return undefined;
  const verb = method === 'PUT' ? 'Put' : method === 'DELETE' ? 'Delete' : one === undefined ? 'List' : 'Get';
  const action = `ses:${verb}SuppressedDestination${verb === 'List' ? 's' : ''}`;
  return { action, resource: '*', partitions: [], attributes: [] };
}

interface Keyed {
  pk: { S: string };
}

interface Input {
  TableName?: string;
  /** Of the batch form: what is to be done, by table. */
  RequestItems?: Record<string, { PutRequest?: { Item: Keyed }; DeleteRequest?: { Key: Keyed } }[] | { Keys: Keyed[] }>;
  IndexName?: string;
  QueueUrl: string;
  Key?: Keyed;
  Item?: Keyed;
  ExpressionAttributeValues?: Record<string, { S?: string }>;
  ExpressionAttributeNames?: Record<string, string>;
  UpdateExpression?: string;
  ConditionExpression?: string;
}

/** JSON protocols name the operation in a header, the query protocol of SES in the body. */
function callOf(target: string, body: string): Call {
  if (target === '')
    return { action: `ses:${new URLSearchParams(body).get('Action')}`, resource: '*', partitions: [], attributes: [] };
  const operation = target.slice(target.indexOf('.') + 1);
  const input = JSON.parse(body) as Input;
  // The batch form is the same permission.
  if (target.startsWith('AmazonSQS')) {
    return {
      action: `sqs:${operation.replace(/Batch$/, '')}`,
      resource: input.QueueUrl,
      partitions: [],
      attributes: [],
    };
  }
  const {
    RequestItems = {},
    TableName = Object.keys(RequestItems)[0] ?? '',
    IndexName,
    Key,
    Item,
    ExpressionAttributeValues = {},
  } = input;
  // The index is queried by its own key, which no condition is about.
  const queried =
    operation === 'Query' && IndexName === undefined ? Object.values(ExpressionAttributeValues)[0]?.S : undefined;
  // Written, a batch is a list of requests; read, it has keys.
  const batch = Object.values(RequestItems).flatMap((one) =>
    Array.isArray(one) ? one.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key) : one.Keys,
  );
  const keyed = [Key, Item, ...batch];
  return {
    action: `dynamodb:${operation}`,
    resource: IndexName === undefined ? TableName : `${TableName}/index/${IndexName}`,
    partitions: [queried, ...keyed.map((one) => one?.pk?.S)].filter((partition) => partition !== undefined),
    attributes: operation === 'UpdateItem' ? attributesIn(input) : [],
  };
}

/** Words of an expression that are no attributes. */
const ofTheLanguage = new Set([
  'SET',
  'REMOVE',
  'ADD',
  'AND',
  'OR',
  'if_not_exists',
  'attribute_not_exists',
  'attribute_exists',
]);

/** The attributes that an update's expressions name; of a path its beginning. */
function attributesIn({
  UpdateExpression = '',
  ConditionExpression = '',
  ExpressionAttributeNames = {},
}: Input): string[] {
  const words = `${UpdateExpression} ${ConditionExpression}`.match(/[:#]?[A-Za-z_][\w.#]*/g) ?? [];
  const paths = words.filter((word) => !word.startsWith(':') && !ofTheLanguage.has(word));
  return paths.map((path) => path.split('.')[0]!).map((name) => ExpressionAttributeNames[name] ?? name);
}
