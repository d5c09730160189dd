import {
  DeleteSuppressedDestinationCommand,
  GetSuppressedDestinationCommand,
  NotFoundException,
  paginateListSuppressedDestinations,
  PutSuppressedDestinationCommand,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import { Temporal } from 'temporal-polyfill';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import type { SuppressedAddress } from '../../../lambdas/core/hearing/suppression-list.ts';

/** SES's suppression list for the whole account, as an operator changes it. */
export interface SesList {
  all: () => AsyncIterable<SuppressedAddress>;
  find: (address: string) => Promise<SuppressedAddress | undefined>;
  put: (address: string, reason: SuppressedAddress['reason']) => Promise<void>;
  /** False when it was not there. */
  remove: (address: string) => Promise<boolean>;
}

/** The most that SES answers at once. */
const pageSize = 1000;

export function sesList(client: SESv2Client): SesList {
  return {
    async *all() {
      for await (const { SuppressedDestinationSummaries = [] } of paginateListSuppressedDestinations(
        { client, pageSize },
        {},
      )) {
        yield* SuppressedDestinationSummaries.map(toEntry);
      }
    },
    find: async (EmailAddress) => {
      const found = await client.send(new GetSuppressedDestinationCommand({ EmailAddress })).catch(unlessNotFound);
      return found?.SuppressedDestination && toEntry(found.SuppressedDestination);
    },
    put: async (EmailAddress, reason) => {
      const Reason = reason === 'complaint' ? 'COMPLAINT' : 'BOUNCE';
      await client.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason }));
    },
    remove: async (EmailAddress) =>
      (await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress })).catch(unlessNotFound)) !== undefined,
  };
}

function toEntry({
  EmailAddress,
  Reason,
  LastUpdateTime,
}: {
  EmailAddress: string | undefined;
  Reason: string | undefined;
  LastUpdateTime: Date | undefined;
}): SuppressedAddress {
  return {
    address: EmailAddress!,
    reason: Reason === 'COMPLAINT' ? 'complaint' : 'bounce',
    at: isoInstant(Temporal.Instant.fromEpochMilliseconds(LastUpdateTime!.getTime())),
  };
}

function unlessNotFound(error: unknown): undefined {
  if (!(error instanceof NotFoundException)) throw error;
}
