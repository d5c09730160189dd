import * as z from 'zod';
import { allowance, type Allowance } from '../core/limits.ts';
import type { SiteContext } from './env.ts';

/** What API Gateway tells of where a request comes from (HTTP API, payload 2.0). Nothing does in a test of the site alone. */
const Gateway = z.object({
  event: z.object({ requestContext: z.object({ http: z.object({ sourceIp: z.string().min(1) }) }) }),
});

/** Counts the use of a form that makes a mail go out. */
export async function allowed(c: SiteContext, identity: string): Promise<{ id: string; allowance: Allowance }> {
  const { world } = c.var;
  const id = world.keyring.subscriberId(identity);
  const ip = Gateway.safeParse(c.env).data?.event.requestContext.http.sourceIp;
  const found = await allowance(id, ip, world);
  if (!found.allowed) c.header('Retry-After', String(found.retryAfterSeconds));
  return { id, allowance: found };
}

/** What a page says when a form was used too often. */
export function tooOften({ retryAfterSeconds }: { retryAfterSeconds: number }): string {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return `That was asked for very often in the last hour. Please press the button again in ${wait}: everything you typed is still here.`;
}
