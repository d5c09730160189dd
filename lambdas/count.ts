import type { Context, ScheduledEvent } from 'aws-lambda';
import { coldStart, type Overrides } from './adapters/cold-start.ts';
import { dynamoCounts } from './adapters/dynamo-counts.ts';
import { dynamoCrowd } from './adapters/dynamo-everybody.ts';
import { openTable } from './adapters/dynamo-table.ts';
import { serviceLog } from './adapters/log.ts';
import { systemClock } from './adapters/system-clock.ts';
import { countEverybody } from './core/counting.ts';
import { CountSettings, parseSettings } from './core/settings.ts';

/** Once a day: how does the service fare, in numbers? */
export function wire(environment: Record<string, string | undefined>, { clock = systemClock }: Overrides = {}) {
  return coldStart<Partial<ScheduledEvent>, Context, void>(async () => {
    const settings = parseSettings(CountSettings, environment);
    const log = serviceLog('count', settings.LOG_LEVEL);
    const table = openTable(settings.TABLE_NAME);
    const world = { clock, crowd: dynamoCrowd(table), counts: dynamoCounts(table), series: settings.SERIES, log };
    return async () => {
      await countEverybody(world);
      log.flush();
    };
  });
}

export const handler = wire(process.env);
