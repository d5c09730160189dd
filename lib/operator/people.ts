import { isPerson, type Person, type Subscriber } from '../../lambdas/core/person/subscriber.ts';
import { everybody as readEverybody } from '../../lambdas/adapters/dynamo/everybody.ts';
import type { SignUp } from '../../lambdas/core/person/records.ts';
import type { ServiceConnection } from './connection.ts';

type Looking = Pick<ServiceConnection, 'table' | 'onPeople'>;

export type Somebody = { subscriber: Subscriber } | { signUp: SignUp };

/** Everybody in the table. A subscriber who has signed up once more is yielded as both. Reads the whole table. */
export async function* everybody({ table, onPeople }: Looking): AsyncGenerator<Somebody> {
  for await (const { subscriber, signUp } of told(readEverybody(table, ['profile', 'sign-up']), onPeople)) {
    if (subscriber !== undefined) yield { subscriber };
    if (signUp !== undefined) yield { signUp };
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
export async function* subscribers(connection: Looking): AsyncGenerator<Person> {
  for await (const one of everybody(connection)) {
    if ('subscriber' in one && isPerson(one.subscriber)) yield one.subscriber;
  }
}
