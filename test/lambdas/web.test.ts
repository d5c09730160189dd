import { readdir, readFile, writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { originSecretHeader } from '../../lambdas/core/settings.ts';
import { wire } from '../../lambdas/web.ts';
import { lambdaContext } from '../../lib/local/lambda-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const pictures = new URL('../../build/pictures', import.meta.url).pathname;
const folder = temporaryFolder();

/** The site's function, on pages that need neither table nor queue. */
async function site(more: Record<string, string> = {}) {
  const keyring = folder('keyring.json');
  await writeFile(keyring, JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) }));
  const answer = wire({
    TABLE_NAME: 'table',
    ACCOUNT_QUEUE_URL: 'https://sqs.example/account',
    SITE_URL: 'https://weekwise.example',
    KEYRING: `file:${keyring}`,
    SERIES: 'stress-and-back-pain',
    SENDER_NAME: 'Weekwise',
    REPLY_TO: 'hello@example.com',
    POSTAL_ADDRESS: '1 Example Street, Exampletown',
    PICTURES: pictures,
    KEEP_COMPLETED_MONTHS: '12',
    LOG_LEVEL: 'SILENT',
    ...more,
  }) as unknown as (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;
  return (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' };
    const event = {
      version: '2.0',
      rawPath: path,
      rawQueryString: '',
      headers: { host: 'api.example', ...headers },
      requestContext: { domainName: 'api.example', http },
      isBase64Encoded: false,
    };
    return answer(event as unknown as APIGatewayProxyEventV2, lambdaContext('web', 15_000));
  };
}

const gzip = { 'accept-encoding': 'gzip, deflate, br' };

describe('a page', () => {
  test('is compressed for browsers that accept it, in base64 for API Gateway', async () => {
    const get = await site();
    const [packed, plain] = [await get('/', gzip), await get('/')];
    expect(packed).toMatchObject({ statusCode: 200, isBase64Encoded: true });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    const bytes = Buffer.from(packed.body!, 'base64');
    expect(gunzipSync(bytes).toString()).toBe(plain.body);
    expect(bytes.length).toBeLessThan(plain.body!.length / 3);
    expect(packed.headers).toMatchObject({
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
    });
  });

  test('is not compressed for others', async () => {
    const get = await site();
    for (const headers of [{}, { 'accept-encoding': 'identity' }, { 'accept-encoding': 'gzip;q=0' }]) {
      const answer = await get('/', headers);
      expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false });
      expect(answer.headers).not.toHaveProperty('content-encoding');
    }
  });

  test('behind a link is never cached, compressed or not', async () => {
    const get = await site();
    expect((await get('/settings/broken', gzip)).headers).toMatchObject({ 'cache-control': 'no-store' });
  });
});

test('a picture is not compressed again', async () => {
  const get = await site();
  const [file] = await readdir(pictures);
  const answer = await get(`/pictures/${file}`, gzip);
  expect(answer.headers).not.toHaveProperty('content-encoding');
  expect(Buffer.from(answer.body!, 'base64')).toEqual(await readFile(`${pictures}/${file}`));
});

describe('behind CloudFront', () => {
  test('serves only requests with the proof, redirects other GETs and refuses other forms', async () => {
    const proof = folder('proof');
    await writeFile(proof, 'p'.repeat(48));
    const ask = await site({ ORIGIN_PROOF: `file:${proof}` });
    expect((await ask('/', { [originSecretHeader]: 'p'.repeat(48) })).statusCode).toBe(200);
    const around = await ask('/help', { [originSecretHeader]: 'q'.repeat(48) });
    expect([around.statusCode, around.headers?.['location']]).toEqual([302, 'https://weekwise.example/help']);
    expect((await ask('/sign-up', {}, 'POST')).statusCode).toBe(403);
  });
});
