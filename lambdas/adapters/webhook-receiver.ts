import type { Answer, Receiver } from '../core/webhooks/webhook-delivery.ts';

/**
 * The receiver at an address, by HTTP. Its answer is read no further than the header; a redirect is an answer like any other and is not followed.
 *
 * @param limitMs - how long it may take to answer
 */
export function webhookReceiver(url: string, limitMs: number): Receiver {
  return {
    post: async (body, headers): Promise<Answer> => {
      try {
        const response = await fetch(url, {
          method: 'POST',
          body,
          headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'Weekwise-Webhooks' },
          redirect: 'manual',
          signal: AbortSignal.timeout(limitMs),
        });
        // An answer that goes on and on would hold the connection; that it breaks off here is no failure.
        await response.body?.cancel().catch(() => undefined);
        const retryAfterSeconds = secondsOf(response.headers.get('retry-after'));
        return {
          answered: true,
          status: response.status,
          ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
        };
      } catch (error) {
        return { answered: false, code: codeOf(error) };
      }
    },
  };
}

/** Retry-After is seconds, or the date of the receiver's own clock (RFC 9110, section 10.2.3). */
function secondsOf(retryAfter: string | null): number | undefined {
  if (retryAfter === null) return undefined;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** Such as ECONNREFUSED or TimeoutError: what it was, and never where. */
function codeOf(error: unknown): string {
  const { name, cause } = error as Error;
  return (cause as { code?: string } | undefined)?.code ?? name;
}
