import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** A form on its way through the HTTP API, as the web function gets it. */
export function postEvent(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): APIGatewayProxyEventV2 {
  const here = { routeKey: '$default', domainName: 'example.com', domainPrefix: 'example', stage: '$default' };
  return {
    version: '2.0',
    routeKey: here.routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { host: here.domainName, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    requestContext: {
      ...here,
      accountId: '123456789012',
      apiId: 'api',
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request',
      time: '02/Nov/2026:06:00:00 +0000',
      timeEpoch: 0,
    },
    body: Buffer.from(new URLSearchParams(fields).toString()).toString('base64'),
    isBase64Encoded: true,
  };
}
