import * as z from 'zod';
import { signedHeaders, type AwsCredentials } from './signed-headers.ts';

const Settings = z.object({ AccountLimit: z.object({ ConcurrentExecutions: z.number() }) });

const path = '/2016-08-19/account-settings/';

export interface LambdaAccount {
  region: string;
  credentials: AwsCredentials;
  /** Of Lambda in the region. */
  endpoint: string;
  /** ISO instant. */
  at: string;
}

/**
 * How many functions the account may run at once in the region. https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html
 *
 * @throws when Lambda refuses to say, or does not answer within ten seconds
 */
export async function concurrencyOf({ endpoint, ...account }: LambdaAccount): Promise<number> {
  const url = new URL(path, endpoint);
  const headers = signedHeaders({ ...account, host: url.host, path, service: 'lambda' });
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`Lambda answered ${response.status}`);
  return Settings.parse(await response.json()).AccountLimit.ConcurrentExecutions;
}
