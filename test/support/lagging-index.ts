import { once } from 'node:events';
import { createServer, request as askOf, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { dueIndex } from '../../lambdas/core/kit/table-keys.ts';
import { testCredentials, testRegion, type TestEmulators } from './emulators.ts';

type Items = Record<string, AttributeValue>[];

/**
 * A way to the table on which the index of who is due is behind by some seconds, as DynamoDB's may be; all else is as it is. Few people only: a
 * query is answered in one page.
 */
export async function laggingIndex(
  { dynamo, clients }: TestEmulators,
  tableName: string,
  lag: { seconds: number; nowMs: () => number },
): Promise<{ client: DynamoDBClient; stop: () => Promise<void> }> {
  const past: { atMs: number; items: Items }[] = [{ atMs: -Infinity, items: [] }];
  const remember = async () => {
    const { Items = [] } = await clients.dynamo.send(new ScanCommand({ TableName: tableName, IndexName: dueIndex }));
    past.push({ atMs: lag.nowMs(), items: Items });
  };
  const shown = () => past.findLast(({ atMs }) => atMs <= lag.nowMs() - lag.seconds * 1000)!.items;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      const operation = String(request.headers['x-amz-target']).split('.')[1];
      const asked = JSON.parse(body) as {
        IndexName?: string;
        ExpressionAttributeValues: Record<string, AttributeValue>;
      };
      if (operation === 'Query' && asked.IndexName === dueIndex) {
        const Items = shown().filter((item) => item['dueKey']?.S === asked.ExpressionAttributeValues[':dueKey']?.S);
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify({ Items, Count: Items.length, ScannedCount: Items.length }));
        return;
      }
      const forwarded = askOf(dynamo.url, {
        method: 'POST',
        headers: { ...request.headers, host: new URL(dynamo.url).host },
      });
      forwarded.end(body);
      const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
      const text = await textOf(answer);
      if (!/^(Get|BatchGet|Query|Scan|Describe)/.test(operation ?? '')) await remember();
      response.writeHead(answer.statusCode!, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(text);
    })().catch((error: unknown) => response.destroy(error as Error));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    region: testRegion,
    credentials: testCredentials,
    maxAttempts: 1,
    endpoint: `http://127.0.0.1:${port}`,
  });
  return {
    client,
    async stop() {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
