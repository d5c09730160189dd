import { SNSClient } from '@aws-sdk/client-sns';
import type { Home } from '../home.ts';
import { diagnose, type Line } from './diagnose.ts';
import { localLines, type Registry, serviceLines } from './service.ts';
import { gatherFacts, systemResolver } from './facts.ts';

/** Looks at a service: what it stands on, which in the cloud is much, and what runs. */
export async function examine(home: Home, registry?: Registry): Promise<Line[]> {
  const { mail, dynamo, table, keyring, sesAccount } = home;
  if (mail === undefined) return [...(await localLines(home)), ...(await serviceLines(home, registry))];
  const sns = new SNSClient({});
  const [facts, running] = await Promise.all([
    gatherFacts({
      ...mail,
      tableName: table.name,
      ses: sesAccount,
      sns,
      dynamo,
      resolver: systemResolver,
      keyring,
    }),
    serviceLines(home, registry),
  ]);
  sns.destroy();
  return [...diagnose(facts), ...running];
}
