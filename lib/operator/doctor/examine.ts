import { SNSClient } from '@aws-sdk/client-sns';
import { systemClock } from '../../../lambdas/adapters/system-clock.ts';
import { nodeNotice } from '../../local/node-release.ts';
import type { ServiceConnection } from '../connection.ts';
import { unreviewedAccepted, type Given } from '../../cloud/configuration.ts';
import { countReviews } from '../../content/reviews/review-states.ts';
import { packageName, roots } from '../../roots.ts';
import { addressLine, diagnose, line, reviewLine, unanswered, type Line } from './diagnose.ts';
import { localLines, serviceLines } from './service.ts';
import { gatherFacts } from './facts.ts';
import type { Newer } from '../newest.ts';
import { systemResolver } from '../resolver.ts';
import { formatWriter, tooNew } from '../../writer.ts';

/** A stage in the cloud. */
interface Deployed {
  stage: string;
  /** Its keys in stages.json, where they may differ from what is deployed; undefined where nothing is written down. */
  written: Given | undefined;
}

/**
 * Looks at a service: what it stands on, which in the cloud is much, and what runs.
 *
 * @param newest - asks what is out that is not here; by default nobody is asked
 */
export async function examine(
  connection: ServiceConnection,
  newest: { clocks?: Newer; weekwise?: Newer } = {},
  deployed?: Deployed,
): Promise<Line[]> {
  const { mail, sending, dynamo, table, keyring, sesAccount } = connection;
  // What is asked elsewhere is asked at once: the registry alone may take ten seconds.
  const always = [
    serviceLines(connection, newest.clocks),
    reviewsLine(connection, deployed),
    versionLine(connection, newest.weekwise),
  ] as const;
  if (mail === undefined) {
    const [own, running, ...others] = await Promise.all([localLines(connection), ...always]);
    return [...own, ...running, ...others, nodeLine()];
  }
  const sns = new SNSClient({});
  const [facts, running, ...others] = await Promise.all([
    gatherFacts({
      ...mail,
      replies: sending && { to: sending.replyTo, withinDays: sending.repliesWithinDays },
      tableName: table.name,
      ses: await sesAccount(),
      sns,
      dynamo,
      resolver: systemResolver,
      clock: systemClock,
      lambdaEndpoint: process.env['AWS_ENDPOINT_URL_LAMBDA'],
      keyring,
    }),
    ...always,
  ]);
  sns.destroy();
  return [...diagnose(facts), addressLine(mail, deployed?.written), ...running, ...others, nodeLine()];
}

/** Which Weekwise runs, and whether this one may take its place. That a later one is out is told and is no fault. */
async function versionLine({ writer }: ServiceConnection, newer: Newer = async () => undefined): Promise<Line> {
  const out = await newer();
  const says = `${formatWriter(writer)}${out === undefined ? '' : `; ${out} is out: npm install ${packageName}@${out}`}`;
  return line('Weekwise', tooNew(writer) === undefined, says, `its data was ${tooNew(writer)}`);
}

/** What the operator's own machine runs on: nothing that stops the service, so it is told and is no fault. */
function nodeLine(): Line {
  const today = systemClock.now().toZonedDateTimeISO('UTC').toPlainDate();
  return line('Node here', true, [process.version, nodeNotice(process.version, today)].filter(Boolean).join('. '), '');
}

/** Who has reviewed the texts, as they are in templates/ here. */
async function reviewsLine({ series, clock }: ServiceConnection, deployed: Deployed | undefined): Promise<Line> {
  const ids = series.all.map(({ id }) => id);
  return countReviews(roots.project, ids, clock.now().toString().slice(0, 10)).then(
    (counts) =>
      reviewLine(counts, {
        isProduction: deployed?.stage === 'production',
        accepted: unreviewedAccepted(deployed?.written ?? {}),
      }),
    () => ({ ...unanswered('reviews'), fix: 'npx weekwise series review says what cannot be read' }),
  );
}
