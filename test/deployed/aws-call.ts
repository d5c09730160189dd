import { createHash, createHmac } from 'node:crypto';
import { accountId, credentials, region } from './emulated-account.ts';

export interface AwsCall {
  service: string;
  method?: string;
  path?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** Calls a service of the emulator for which this project has no client. Signed, since the emulator checks who calls. */
export async function awsCall(
  endpoint: string,
  { service, method = 'POST', path = '/', body = '', headers: extra = {} }: AwsCall,
): Promise<string> {
  const at = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const day = at.slice(0, 8);
  const { host } = new URL(endpoint);
  const headers: Record<string, string> = { ...extra, host, 'x-amz-date': at };
  const names = Object.keys(headers).sort();
  const signed = names.join(';');
  const canonical = [
    method,
    path,
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    signed,
    createHash('sha256').update(body).digest('hex'),
  ].join('\n');
  const scope = [day, region, service, 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', at, scope.join('/'), createHash('sha256').update(canonical).digest('hex')];
  let key: string | Buffer = `AWS4${credentials.secretAccessKey}`;
  for (const part of scope) key = createHmac('sha256', key).update(part).digest();
  const signature = createHmac('sha256', key).update(toSign.join('\n')).digest('hex');
  const credential = `${credentials.accessKeyId}/${scope.join('/')}`;
  const { host: _, ...sent } = headers;
  const response = await fetch(new URL(path, endpoint), {
    method,
    headers: {
      ...sent,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signed}, Signature=${signature}`,
    },
    ...(method !== 'GET' && { body }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} of ${accountId} answered ${response.status}: ${text.slice(0, 300)}`);
  return text;
}

/** Calls an operation of a service that speaks JSON. */
export async function jsonCall(endpoint: string, service: string, target: string, input: object): Promise<unknown> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  return JSON.parse(await awsCall(endpoint, { service, body: JSON.stringify(input), headers })) as unknown;
}

/** Calls an operation of a service that speaks the query protocol. */
export function queryCall(
  endpoint: string,
  service: string,
  input: Record<string, string>,
  extra: Record<string, string> = {},
): Promise<string> {
  const headers = { ...extra, 'content-type': 'application/x-www-form-urlencoded' };
  return awsCall(endpoint, { service, body: new URLSearchParams(input).toString(), headers });
}
