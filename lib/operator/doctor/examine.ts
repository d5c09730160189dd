import { SNSClient } from '@aws-sdk/client-sns';
import { systemClock } from '../../../lambdas/adapters/system-clock.ts';
import { nodeNotice } from '../../local/node-release.ts';
import type { ServiceConnection } from '../connection.ts';
import type { Given } from '../../cloud/configuration.ts';
import { addressLine, diagnose, line, type Line } from './diagnose.ts';
import { localLines, type Registry, serviceLines } from './service.ts';
import { gatherFacts } from './facts.ts';
import { systemResolver } from '../resolver.ts';

/**
 * Looks at a service: what it stands on, which in the cloud is much, and what runs.
 *
 * @param written - what is written down of the stage, where it may differ from what is deployed
 */
export async function examine(connection: ServiceConnection, registry?: Registry, written?: Given): Promise<Line[]> {
  const { mail, sending, dynamo, table, keyring, sesAccount } = connection;
  if (mail === undefined)
    return [...(await localLines(connection)), ...(await serviceLines(connection, registry)), nodeLine()];
  const sns = new SNSClient({});
  const [facts, running] = await Promise.all([
    gatherFacts({
      ...mail,
      replies: sending && { to: sending.replyTo, withinDays: sending.repliesWithinDays },
      tableName: table.name,
      ses: sesAccount,
      sns,
      dynamo,
      resolver: systemResolver,
      clock: systemClock,
      lambdaEndpoint: process.env['AWS_ENDPOINT_URL_LAMBDA'],
      keyring,
    }),
    serviceLines(connection, registry),
  ]);
  sns.destroy();
  return [...diagnose(facts), addressLine(mail, written), ...running, nodeLine()];
}

/** What the operator's own machine runs on: nothing that stops the service, so it is told and is no fault. */
function nodeLine(): Line {
  const today = systemClock.now().toZonedDateTimeISO('UTC').toPlainDate();
  return line('Node here', true, [process.version, nodeNotice(process.version, today)].filter(Boolean).join('. '), '');
}
