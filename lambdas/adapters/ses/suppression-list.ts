import { paginateListSuppressedDestinations, SESv2Client } from '@aws-sdk/client-sesv2';
import { isoInstant } from '../../core/time/calendar.ts';
import type { SuppressionList } from '../../core/hearing/suppression-list.ts';
import { Temporal } from 'temporal-polyfill';

/** The most that SES answers at once; it takes a question a second. */
const pageSize = 1000;

/** The account's suppression list, by the second version of SES's interface: the first does not know it. */
export function sesSuppressionList(ses = new SESv2Client({ retryMode: 'adaptive' })): SuppressionList {
  return {
    async *changedBetween(from, until) {
      const pages = paginateListSuppressedDestinations(
        { client: ses, pageSize },
        { StartDate: new Date(from), EndDate: new Date(until) },
      );
      for await (const { SuppressedDestinationSummaries = [] } of pages) {
        yield SuppressedDestinationSummaries.map(({ EmailAddress, Reason, LastUpdateTime }) => ({
          address: EmailAddress!,
          reason: Reason === 'COMPLAINT' ? ('complaint' as const) : ('bounce' as const),
          at: isoInstant(Temporal.Instant.fromEpochMilliseconds(LastUpdateTime!.getTime())),
        }));
      }
    },
  };
}
