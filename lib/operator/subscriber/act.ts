import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { sqsQueues } from '../../../lambdas/adapters/sqs/queues.ts';
import { type Action, type ActionWorld, takeAction } from '../../../lambdas/core/actions/actions.ts';
import type { Home } from '../home.ts';
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
  home: Home,
  howToBeSure: (sentence: string) => string,
): Promise<Acted> {
  const taken = await takeAction(action, id, said, worldOf(home));
  switch (taken.outcome) {
    case 'done':
      return taken;
    case 'unreadable':
      return { outcome: 'wrong', why: taken.why };
    case 'unsure':
      return { outcome: 'wrong', why: `Nothing was changed: ${howToBeSure(taken.sentence)}.` };
    case 'nothing': {
      const { standing } = explain(await knownOf(id, home), home.series, home.clock.now());
      return { outcome: 'nothing', why: `Nothing was changed: ${action.refused}. ${standing}` };
    }
  }
}

function worldOf(home: Home): ActionWorld {
  return {
    clock: home.clock,
    subscribers: home.subscribers,
    control: home.control,
    queues: sqsQueues({ account: home.queues.account.url }, home.sqs),
    personalData: dynamoPersonalData(home.table),
    series: home.series,
    keyring: home.keyring,
    log: quiet,
    by: 'operator',
  };
}
