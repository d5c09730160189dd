import { createHash, createHmac } from 'node:crypto';

export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

export interface Question {
  /** Host and, where it is not the usual one, port. */
  host: string;
  path: string;
  region: string;
  service: string;
  credentials: AwsCredentials;
  /** ISO instant. */
  at: string;
}

/**
 * Headers that sign a GET request without a query and a body, by Signature Version 4. For the one question to a service of whose SDK nothing else is needed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signedHeaders({ host, path, region, service, credentials, at }: Question): Record<string, string> {
  const time = `${at.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const day = time.slice(0, 8);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const headers: [string, string][] = [
    ['host', host],
    ['x-amz-date', time],
    ...(sessionToken === undefined ? [] : [['x-amz-security-token', sessionToken] as [string, string]]),
  ];
  const names = headers.map(([name]) => name).join(';');
  const request = ['GET', path, '', ...headers.map(([name, value]) => `${name}:${value}`), '', names, sha256('')];
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(request.join('\n'))].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(key, toSign).toString('hex');
  return {
    ...Object.fromEntries(headers.slice(1)),
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
