import type { Answered } from '../bench/pass-on.ts';

/** A call of which a part is to be done: what to hand on, and what to make of the answer. */
export interface Part {
  /** Undefined where nothing is left of it. */
  body: Buffer | undefined;
  /** The emulator's answer, and what was left out. */
  answer: (done: Answered) => Answered;
}

/** SQS and DynamoDB may do a part of a batch, and say so. Leaves every second entry out, from the first on; undefined for calls of other kinds. */
export function partOf(operation: string, body: Record<string, unknown>): Part | undefined {
  if (operation === 'SendMessageBatch') return partOfMessages(body as unknown as Messages);
  if (operation === 'BatchWriteItem') return partOfItems(body as unknown as Items);
  return undefined;
}

/** What an emulator would answer to a call of which nothing is left. */
export const nothingDone: Answered = {
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from('{"Successful":[]}'),
};

interface Messages {
  Entries: { Id: string }[];
}

function partOfMessages(body: Messages): Part | undefined {
  const taken = body.Entries.filter((_, index) => index % 2 === 1);
  const refused = body.Entries.filter((_, index) => index % 2 === 0);
  const Failed = refused.map(({ Id }) => ({ Id, SenderFault: false, Code: 'InternalError', Message: 'Made to fail.' }));
  return {
    body: taken.length === 0 ? undefined : Buffer.from(JSON.stringify({ ...body, Entries: taken })),
    answer: (done) => merged(done, { Failed }),
  };
}

interface Items {
  RequestItems: Record<string, unknown[]>;
}

function partOfItems(body: Items): Part | undefined {
  const [[table, requests] = ['', []]] = Object.entries(body.RequestItems);
  const taken = requests.filter((_, index) => index % 2 === 1);
  const UnprocessedItems = { [table]: requests.filter((_, index) => index % 2 === 0) };
  return {
    body: taken.length === 0 ? undefined : Buffer.from(JSON.stringify({ ...body, RequestItems: { [table]: taken } })),
    answer: (done) => merged(done, { UnprocessedItems }),
  };
}

function merged(done: Answered, more: object): Answered {
  if (done.status !== 200) return done;
  const answer = JSON.parse(done.body.toString()) as object;
  // Its length and its checksum are those of another body.
  const { 'x-amz-crc32': _checksum, ...headers } = done.headers;
  return { ...done, headers, body: Buffer.from(JSON.stringify({ ...answer, ...more })) };
}
