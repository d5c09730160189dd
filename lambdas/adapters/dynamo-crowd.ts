import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Known } from '../core/counting.ts';
import type { Crowd } from '../core/ports.ts';
import { toSignUp, toSubscriber } from './dynamo-items.ts';
import { checkInPrefix, recordKindOf } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';
import type { PracticeAnswer } from '../core/stored-values.ts';

/** Everybody in the table, a page at a time. Reads it all: half a unit of reading for each 4 KB. */
export function dynamoCrowd({ name, documents }: Table): Crowd {
  return {
    everybody: async function* () {
      const pages = paginateScan(
        { client: documents },
        {
          TableName: name,
          FilterExpression: 'sk IN (:profile, :signUp) OR begins_with(sk, :checkIn)',
          ExpressionAttributeValues: { ':profile': 'PROFILE', ':signUp': 'SIGNUP', ':checkIn': checkInPrefix },
        },
      );
      let pk: string | undefined;
      let known: Known = { checkIns: [] };
      for await (const { Items = [] } of pages) {
        for (const item of Items) {
          // A scan goes through a partition from its first item to its last.
          if (item['pk'] !== pk) {
            if (pk !== undefined) yield known;
            pk = item['pk'] as string;
            known = { checkIns: [] };
          }
          const kind = recordKindOf(item['sk'] as string);
          if (kind === 'profile') known.subscriber = toSubscriber(item)!;
          else if (kind === 'sign-up') known.signUp = toSignUp(item)!;
          else known.checkIns.push({ week: item['week'] as string, days: item['days'] as PracticeAnswer });
        }
      }
      if (pk !== undefined) yield known;
    },
  };
}
