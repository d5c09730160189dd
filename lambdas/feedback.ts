import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { lazyHandler, type Overrides } from './adapters/lazy-handler.ts';
import { dynamoControl } from './adapters/dynamo/control.ts';
import { dynamoLimits } from './adapters/dynamo/limits.ts';
import { dynamoSubscribers } from './adapters/dynamo/subscribers.ts';
import { openTable } from './adapters/dynamo/table.ts';
import { serviceLog } from './adapters/log.ts';
import { sesNoticeInSns } from './adapters/ses/sns-envelope.ts';
import { jobHandler } from './adapters/sqs/batch.ts';
import { systemClock } from './adapters/system-clock.ts';
import { hearingOf, passOver, handleSesEvent } from './core/hearing/feedback.ts';
import type { SesEvent } from './core/hearing/ses-event.ts';
import { FeedbackSettings, parseSettings } from './core/settings.ts';

/** What SES says about our mails, by way of SNS and a queue. */
export function wire(environment: Record<string, string | undefined>, { clock = systemClock }: Overrides = {}) {
  return lazyHandler<SQSEvent, Context, SQSBatchResponse>(async () => {
    const settings = parseSettings(FeedbackSettings, environment);
    const log = serviceLog('feedback', settings.LOG_LEVEL);
    const table = openTable(settings.TABLE_NAME);
    const control = dynamoControl(table);
    const deps = { clock, limits: dynamoLimits(table), subscribers: dynamoSubscribers(table), log };
    return async (event, context) => {
      const takenIn: SesEvent[] = [];
      const feedback = jobHandler(
        sesNoticeInSns,
        async (notice) => {
          if (notice.about === 'nothing-of-ours') return passOver(notice.kind, log);
          await handleSesEvent(notice.event, deps);
          takenIn.push(notice.event);
        },
        log,
      );
      const response = await feedback(event, context);
      // A batch with a failure in it proves nothing: the event that failed may be the one somebody waits for.
      const hearing = response.batchItemFailures.length === 0 ? hearingOf(takenIn, clock.now()) : undefined;
      if (hearing !== undefined) await control.hear(hearing);
      log.flush();
      return response;
    };
  });
}

export const handler = wire(process.env);
