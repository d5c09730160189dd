import { SNSClient } from '@aws-sdk/client-sns';
import { HomeError } from '../home-error.ts';
import type { Home } from '../home.ts';
import { diagnose, type Line } from './diagnose.ts';
import { gatherFacts, systemResolver } from './facts.ts';

/**
 * Looks at a deployed stage.
 *
 * @throws HomeError when it is the service on this machine
 */
export async function examine({ mail, dynamo, table, keyring, sesAccount }: Home): Promise<Line[]> {
  if (mail === undefined) throw new HomeError('The doctor looks at stages in the cloud: name one with --stage.');
  const sns = new SNSClient({});
  const facts = await gatherFacts({
    ...mail,
    tableName: table.name,
    ses: sesAccount,
    sns,
    dynamo,
    resolver: systemResolver,
    keyring,
  });
  sns.destroy();
  return diagnose(facts);
}
