import type { Context, ScheduledEvent } from 'aws-lambda';
import { coldStart, type Overrides } from './adapters/cold-start.ts';
import { dynamoControl } from './adapters/dynamo-control.ts';
import { dynamoCrowd } from './adapters/dynamo-everybody.ts';
import { dynamoPersonalData } from './adapters/dynamo-personal-data.ts';
import { dynamoSubscribers } from './adapters/dynamo-subscribers.ts';
import { openTable } from './adapters/dynamo-table.ts';
import { loadKeyring } from './adapters/keyring.ts';
import { serviceLog } from './adapters/log.ts';
import { sesSuppressionList } from './adapters/ses-suppression-list.ts';
import { systemClock } from './adapters/system-clock.ts';
import { eraseClosed } from './core/moving.ts';
import { reconcile } from './core/reconciling.ts';
import { parseSettings, ReconcileSettings } from './core/settings.ts';

/** Once a day: does SES know of bounces and complaints that never reached us? And records of old addresses go whose time is over. */
export function wire(environment: Record<string, string | undefined>, { clock = systemClock }: Overrides = {}) {
  return coldStart<Partial<ScheduledEvent>, Context, void>(async () => {
    const settings = parseSettings(ReconcileSettings, environment);
    const log = serviceLog('reconcile', settings.LOG_LEVEL);
    const table = openTable(settings.TABLE_NAME);
    const world = {
      clock,
      control: dynamoControl(table),
      subscribers: dynamoSubscribers(table),
      suppressionList: sesSuppressionList(),
      crowd: dynamoCrowd(table),
      personalData: dynamoPersonalData(table),
      keyring: await loadKeyring(settings.KEYRING),
      log,
    };
    return async (_, context) => {
      const remainingMs = () => context.getRemainingTimeInMillis();
      const { read, found, through } = await reconcile(world, remainingMs);
      const erased = await eraseClosed(world, remainingMs);
      log.info('reconcile.done', { read, found, through, erased });
      log.flush();
    };
  });
}

export const handler = wire(process.env);
