import type { ServerResponse } from 'node:http';
import type { Clock } from '../../../lambdas/core/ports.ts';

/** Where the second version of SES's interface keeps the account's suppression list. */
export const suppressionPath = '/v2/email/suppression/addresses';

export type SuppressionReason = 'BOUNCE' | 'COMPLAINT';

/** The account's suppression list. */
export interface SuppressionList {
  add: (address: string, reason: SuppressionReason) => void;
  /** Answers ListSuppressedDestinations. */
  answer: (query: URLSearchParams, response: ServerResponse) => void;
}

const pageSizeMax = 1000;

export function createSuppressionList(clock: Clock): SuppressionList {
  const entries = new Map<string, { EmailAddress: string; Reason: SuppressionReason; LastUpdateTime: number }>();
  return {
    add: (address, reason) =>
      void entries.set(address, {
        EmailAddress: address,
        Reason: reason,
        LastUpdateTime: clock.now().epochMilliseconds / 1000,
      }),
    answer: (query, response) => {
      const from = Date.parse(query.get('StartDate') ?? '1970-01-01') / 1000;
      const until = Date.parse(query.get('EndDate') ?? '9999-12-31') / 1000;
      const reasons = query.getAll('Reason');
      const found = [...entries.values()].filter(
        ({ Reason, LastUpdateTime }) =>
          LastUpdateTime >= from && LastUpdateTime < until && (reasons.length === 0 || reasons.includes(Reason)),
      );
      const begin = Number(query.get('NextToken') ?? 0);
      const end = begin + Math.min(Number(query.get('PageSize') ?? pageSizeMax), pageSizeMax);
      const page = {
        SuppressedDestinationSummaries: found.slice(begin, end),
        ...(end < found.length && { NextToken: String(end) }),
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
    },
  };
}
