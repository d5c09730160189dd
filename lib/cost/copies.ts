import type { CostItem } from './bill-line.ts';
import { prices } from './prices.ts';

/** Days that copies are kept in the other account, as docs/operating.md advises. */
const keptDays = 90;

/** What weekly copies to another account add to a month; the bucket is paid there. */
export function copiesItems(gigabytes: number): CostItem[] {
  const weeks = 52 / 12;
  return [
    { what: 'Copies: DynamoDB, exports', amount: gigabytes * weeks, unit: 'GB', price: prices.dynamoExportGb },
    {
      what: 'Copies: S3 of the other account',
      amount: (gigabytes * keptDays) / 7,
      unit: 'GB',
      price: prices.s3GbMonth,
      assumed: 'kept for 90 days, as large as the table though they are compressed',
    },
  ];
}
