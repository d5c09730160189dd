import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { toSignUp, toSubscriber } from '../../lambdas/adapters/dynamo-items.ts';
import type { Table } from '../../lambdas/adapters/dynamo-table.ts';
import type { SignUp, Subscriber } from '../../lambdas/core/subscriber.ts';

export type Somebody = { subscriber: Subscriber } | { signUp: SignUp };

/** Everybody in the table, a page at a time. Reads it all: a unit of reading for each eight or so. */
export async function* everybody({ name, documents }: Table): AsyncGenerator<Somebody> {
  const pages = paginateScan(
    { client: documents },
    {
      TableName: name,
      FilterExpression: 'sk IN (:profile, :signUp)',
      ExpressionAttributeValues: { ':profile': 'PROFILE', ':signUp': 'SIGNUP' },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      yield item['sk'] === 'PROFILE' ? { subscriber: toSubscriber(item)! } : { signUp: toSignUp(item)! };
    }
  }
}

/** Confirmed people only, and none of whom but a suppression is known. */
export async function* subscribers(table: Table): AsyncGenerator<Subscriber> {
  for await (const one of everybody(table)) {
    if ('subscriber' in one && one.subscriber.dueFrom !== '') yield one.subscriber;
  }
}
