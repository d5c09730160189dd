import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import type { Table } from '../../lambdas/adapters/dynamo/table.ts';
import { serviceLog } from '../../lambdas/adapters/log.ts';
import type { Clock } from '../../lambdas/core/kit/ports.ts';
import { passQuietTick } from '../../lambdas/core/sending/quiet-tick.ts';
import { parseSettings, PlanSettings } from '../../lambdas/core/settings.ts';
import type { SqsEmulator } from './emulators/sqs.ts';
import type { HandlerEnvironment } from './handlers.ts';

/**
 * Passes ticks at which nobody is owed anything without the planner, on engines of this machine.
 *
 * @returns what passes the tick at hand: the planner's mark as it is then, or undefined where the planner has to run
 */
export function quietTicks(
  settings: HandlerEnvironment,
  { clock, table, sqs }: { clock: Clock; table: Table; sqs: Pick<SqsEmulator, 'counts' | 'queueNames'> },
): () => Promise<string | undefined> {
  const log = serviceLog('plan', parseSettings(PlanSettings, settings).LOG_LEVEL);
  const deps = { clock, control: dynamoControl(table), subscribers: dynamoSubscribers(table), log };
  return async () => {
    // The planner says which queue needs somebody.
    if (sqs.queueNames().some((name) => sqs.counts(name).visible > 0)) return undefined;
    return passQuietTick(deps).finally(log.flush);
  };
}
