import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { lazyHandler, type Overrides } from './adapters/lazy-handler.ts';
import { dynamoControl } from './adapters/dynamo/control.ts';
import { dynamoCounts } from './adapters/dynamo/counts.ts';
import { dynamoScan } from './adapters/dynamo/everybody.ts';
import { dynamoPersonalData } from './adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from './adapters/dynamo/subscribers.ts';
import { openTable } from './adapters/dynamo/table.ts';
import { serviceLog } from './adapters/log.ts';
import { systemClock } from './adapters/system-clock.ts';
import { runNightlyCount } from './core/counting/counting.ts';
import { notingDue, reduceGone } from './core/counting/retention.ts';
import type { Key } from './core/kit/table-keys.ts';
import { CountSettings, parseSettings } from './core/settings.ts';

/** `continuing` is of the schedule that only goes on with a count which took longer than a run; what else an event says is not read. */
const CountEvent = z.object({ continuing: z.literal(true).optional() }).catch({});

/** Once a day: how does the service fare, in numbers? And whose data have been kept long enough? */
export function wire(environment: Record<string, string | undefined>, { clock = systemClock }: Overrides = {}) {
  return lazyHandler<unknown, Context, void>(async () => {
    const settings = parseSettings(CountSettings, environment);
    const log = serviceLog('count', settings.LOG_LEVEL);
    const table = openTable(settings.TABLE_NAME);
    const terms = { completedMonths: settings.KEEP_COMPLETED_MONTHS };
    const crowd = dynamoScan(table);
    const counting = {
      clock,
      counts: dynamoCounts(table),
      control: dynamoControl(table),
      series: settings.SERIES,
      log,
    };
    const retention = {
      clock,
      subscribers: dynamoSubscribers(table),
      personalData: dynamoPersonalData(table),
      terms,
      log,
    };
    return async (event, context) => {
      const { continuing = false } = CountEvent.parse(event);
      const remainingMs = () => context.getRemainingTimeInMillis();
      const due: string[] = [];
      const everybody = (after?: Key) =>
        notingDue(crowd.everybody(after), clock.now(), terms, (id) => void due.push(id));
      // Counted before they go, from the same reading of the table.
      await runNightlyCount({ ...counting, crowd: { everybody }, remainingMs }, !continuing);
      await reduceGone(due, retention, remainingMs);
      log.flush();
    };
  });
}

export const handler = wire(process.env);
