import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { toSignUp, toSubscriber } from '../../lambdas/adapters/dynamo-items.ts';
import { isPerson, type Person, type Subscriber } from '../../lambdas/core/subscriber.ts';
import type { Home } from './home.ts';
import type { SignUp } from '../../lambdas/core/records.ts';

type Looking = Pick<Home, 'table' | 'onPeople'>;

export type Somebody = { subscriber: Subscriber } | { signUp: SignUp };

/** Everybody in the table, a page at a time. Reads it all: a unit of reading for each eight or so. */
export async function* everybody({ table, onPeople }: Looking): AsyncGenerator<Somebody> {
  const pages = paginateScan(
    { client: table.documents },
    {
      TableName: table.name,
      FilterExpression: 'sk IN (:profile, :signUp)',
      ExpressionAttributeValues: { ':profile': 'PROFILE', ':signUp': 'SIGNUP' },
    },
  );
  let looked = 0;
  for await (const { Items = [] } of pages) {
    looked += Items.length;
    onPeople?.(looked);
    for (const item of Items) {
      yield item['sk'] === 'PROFILE' ? { subscriber: toSubscriber(item)! } : { signUp: toSignUp(item)! };
    }
  }
}

/** The same people; `onPeople` hears now and then how many there were. */
export async function* told<One>(people: AsyncIterable<One>, onPeople: Looking['onPeople']): AsyncGenerator<One> {
  let looked = 0;
  for await (const one of people) {
    looked += 1;
    if (looked % toldEvery === 0) onPeople?.(looked);
    yield one;
  }
}

const toldEvery = 500;

/** Confirmed people only, and none of whom but a suppression is known. */
export async function* subscribers(home: Looking): AsyncGenerator<Person> {
  for await (const one of everybody(home)) {
    if ('subscriber' in one && isPerson(one.subscriber)) yield one.subscriber;
  }
}
