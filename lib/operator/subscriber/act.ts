import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { sqsQueues } from '../../../lambdas/adapters/sqs/queues.ts';
import { type Action, type ActionDeps, takeAction } from '../../../lambdas/core/actions/actions.ts';
import type { ServiceConnection } from '../connection.ts';
import { quiet } from '../quiet.ts';
import { explain } from './explain.ts';
import { knownOf } from './find.ts';

/** What became of it, for people: `nothing` was changed, or what was said is `wrong`. */
export type Acted = { outcome: 'done' } | { outcome: 'nothing' | 'wrong'; why: string };

/**
 * Does for somebody who wrote in what their own page does.
 *
 * @param howToBeSure - how to say the sentence that an action asks for
 */
export async function act(
  action: Action,
  id: string,
  said: { typed?: string | undefined; sure: boolean },
  connection: ServiceConnection,
  howToBeSure: (sentence: string) => string,
): Promise<Acted> {
  const wasAllowed = action.allowed(await knownOf(id, connection), connection);
  const taken = await takeAction(action, id, said, worldOf(connection));
  if (taken.outcome === 'unreadable') return { outcome: 'wrong', why: taken.why };
  if (taken.outcome === 'unsure') {
    return { outcome: 'wrong', why: `Nothing changed: ${howToBeSure(taken.sentence)}.` };
  }
  // What was so already is done for who presses a link twice; an operator may have the wrong person before them.
  if (taken.outcome === 'done' && wasAllowed) return taken;
  const { standing } = explain(await knownOf(id, connection), connection.series, connection.clock.now());
  return { outcome: 'nothing', why: `Nothing changed: ${action.refused}. ${standing}` };
}

function worldOf(connection: ServiceConnection): ActionDeps {
  return {
    clock: connection.clock,
    subscribers: connection.subscribers,
    control: connection.control,
    queues: sqsQueues({ account: connection.queues.account.url }, connection.sqs),
    personalData: dynamoPersonalData(connection.table),
    series: connection.series,
    keyring: connection.keyring,
    log: quiet,
    by: 'operator',
  };
}
