import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { Temporal } from 'temporal-polyfill';
import { isoInstant } from '../../core/time/calendar.ts';
import type { StatusChange } from '../../core/counting/ledger.ts';
import type { TableChange } from '../../core/webhooks/webhook-events.ts';
import { toCheckIn, toSubscriber } from './items.ts';
import { personItemKindOf, subscriberIdOf } from '../../core/kit/table-keys.ts';
import type { Item } from './table.ts';

/**
 * A record of the table's stream as what it means.
 *
 * @throws UnknownFormatError for a profile that newer code wrote
 */
export function toTableChange({ eventID, dynamodb }: DynamoDBRecord): TableChange {
  const { Keys, OldImage, NewImage, ApproximateCreationDateTime } = dynamodb ?? {};
  const key = itemOf(Keys) ?? {};
  const change = {
    id: String(eventID),
    at: instantOf(ApproximateCreationDateTime),
  };
  const subscriber = subscriberIdOf(String(key['pk']));
  const kind = subscriber === undefined ? undefined : personItemKindOf(String(key['sk']));
  const [was, is] = [itemOf(OldImage), itemOf(NewImage)];
  if (kind === 'profile') return { ...change, of: 'person', was: toSubscriber(was), is: toSubscriber(is) };
  if (kind === 'check-in') {
    return {
      ...change,
      of: 'check-in',
      subscriber: subscriber!,
      was: was && toCheckIn(was),
      is: is && toCheckIn(is),
    };
  }
  return { ...change, of: 'something-else' };
}

/** A change of a profile's status, whatever else the profile says; undefined for every other item. */
export function toStatusChange({ dynamodb }: DynamoDBRecord): StatusChange | undefined {
  const { Keys, OldImage, NewImage, ApproximateCreationDateTime } = dynamodb ?? {};
  const key = itemOf(Keys) ?? {};
  const subscriber = subscriberIdOf(String(key['pk']));
  if (subscriber === undefined || personItemKindOf(String(key['sk'])) !== 'profile') return undefined;
  return { subscriber, was: statusIn(OldImage), is: statusIn(NewImage), at: instantOf(ApproximateCreationDateTime) };
}

function statusIn(image: unknown): string | undefined {
  const status: unknown = itemOf(image)?.['status'];
  return typeof status === 'string' ? status : undefined;
}

function instantOf(seconds: number | undefined): string {
  return isoInstant(Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(seconds) * 1000)));
}

/** Lambda's types have values of their own, which are the same. */
function itemOf(image: unknown): Item | undefined {
  return image === undefined ? undefined : unmarshall(image as Record<string, AttributeValue>);
}
