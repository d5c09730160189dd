import type { Context, ScheduledEvent } from 'aws-lambda';
import { lazyHandler, type Overrides } from './adapters/lazy-handler.ts';
import { dynamoControl } from './adapters/dynamo/control.ts';
import { dynamoCheckIns } from './adapters/dynamo/check-ins.ts';
import { dynamoScan } from './adapters/dynamo/everybody.ts';
import { dynamoMailTurns } from './adapters/dynamo/mail-turns.ts';
import { dynamoPersonalData } from './adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from './adapters/dynamo/subscribers.ts';
import { openTable } from './adapters/dynamo/table.ts';
import { loadKeyring } from './adapters/keys/keyring.ts';
import { serviceLog } from './adapters/log.ts';
import { compiledSeries } from './adapters/series-library.ts';
import { sesSuppressionList } from './adapters/ses/suppression-list.ts';
import { sqsQueues } from './adapters/sqs/queues.ts';
import { systemClock } from './adapters/system-clock.ts';
import { askFollowUps, notingFollowUps } from './core/actions/follow-ups.ts';
import { tidyOldAddresses } from './core/actions/old-addresses.ts';
import { reconcile } from './core/hearing/reconciling.ts';
import type { AccountJob } from './core/sending/jobs.ts';
import { parseSettings, ReconcileSettings } from './core/settings.ts';

/**
 * Once a day: does SES know of bounces and complaints that never reached us? And changes of address are finished that a crash cut short, old addresses
 * erased, and the day's follow-ups asked for.
 */
export function wire(environment: Record<string, string | undefined>, { clock = systemClock }: Overrides = {}) {
  return lazyHandler<Partial<ScheduledEvent>, Context, void>(async () => {
    const settings = parseSettings(ReconcileSettings, environment);
    const log = serviceLog('reconcile', settings.LOG_LEVEL);
    const table = openTable(settings.TABLE_NAME);
    const deps = {
      clock,
      control: dynamoControl(table),
      subscribers: dynamoSubscribers(table),
      suppressionList: sesSuppressionList(),
      crowd: dynamoScan(table),
      personalData: dynamoPersonalData(table),
      diary: dynamoCheckIns(table),
      mailTurns: dynamoMailTurns(table),
      queues: sqsQueues({ account: settings.ACCOUNT_QUEUE_URL }),
      series: compiledSeries(settings.SERIES),
      keyring: await loadKeyring(settings.KEYRING),
      log,
    };
    return async (_, context) => {
      const remainingMs = () => context.getRemainingTimeInMillis();
      const { read, found, through } = await reconcile(deps, remainingMs);
      const followUps: AccountJob[] = [];
      const everybody = () =>
        notingFollowUps(deps.crowd.everybody(), clock.now(), deps.series, (job) => void followUps.push(job));
      const { finished, erased } = await tidyOldAddresses({ ...deps, crowd: { everybody } }, remainingMs);
      await askFollowUps(followUps, deps, remainingMs);
      log.info('reconcile.done', { read, found, through, finished, erased });
      log.flush();
    };
  });
}

export const handler = wire(process.env);
