import type { Context, ScheduledEvent } from 'aws-lambda';
import { lazyHandler, type Overrides } from './adapters/lazy-handler.ts';
import { dynamoControl } from './adapters/dynamo/control.ts';
import { openTable } from './adapters/dynamo/table.ts';
import { serviceLog } from './adapters/log.ts';
import { runtimeClocks } from './adapters/runtime-clocks.ts';
import { sqsQueueDepths } from './adapters/sqs/queue-depths.ts';
import { sqsQueues } from './adapters/sqs/queues.ts';
import { systemClock } from './adapters/system-clock.ts';
import { planDueSlots } from './core/sending/planning.ts';
import { watchQueues } from './core/sending/queue-watch.ts';
import { parseSettings, PlanSettings } from './core/settings.ts';

/**
 * Every quarter hour: which slots came due since the planner last ran? And does any queue need somebody?
 *
 * What the schedule says of itself is not read: the planner's own mark decides, so a late, doubled or hand-made event does no harm.
 */
export function wire(environment: Record<string, string | undefined>, { clock = systemClock }: Overrides = {}) {
  return lazyHandler<Partial<ScheduledEvent>, Context, void>(async () => {
    const settings = parseSettings(PlanSettings, environment);
    const log = serviceLog('plan', settings.LOG_LEVEL);
    const deps = {
      clock,
      control: dynamoControl(openTable(settings.TABLE_NAME)),
      queues: sqsQueues({ send: settings.SEND_QUEUE_URL }),
      log,
      runtimeClocks,
    };
    const depths = sqsQueueDepths(settings.WATCHED_QUEUES);
    return async () => {
      // Before anything new is put on a queue.
      await watchQueues({ ...deps, depths });
      const { ticks, slots } = await planDueSlots(deps);
      log.count('planner.ticks', ticks);
      log.info('planner.done', { ticks, slots });
      log.flush();
    };
  });
}

export const handler = wire(process.env);
