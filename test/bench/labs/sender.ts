import { DynamoDBClient, UpdateItemCommand, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { Temporal } from 'temporal-polyfill';
import { storedItem } from '../../../lambdas/adapters/dynamo/documents.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { compiledSeries } from '../../../lambdas/adapters/series-library.ts';
import { sendingClient } from '../../../lambdas/adapters/ses/mailer.ts';
import { chunk } from '../../../lambdas/core/kit/chunk.ts';
import { batchSizeMax, type SendJob } from '../../../lambdas/core/sending/jobs.ts';
import { mapConcurrent } from '../../../lambdas/core/kit/parallel.ts';
import { wire } from '../../../lambdas/send.ts';
import { lambdaContext } from '../../../lib/local/lambda-context.ts';
import { benchInstant, benchSlot, idAt, itemOf, personAt } from '../people.ts';
import { profileOf, type ProfileLine } from '../profile.ts';
import { seed } from '../seeding.ts';
import { sqsEvent } from '../sqs-event.ts';
import { tutorialMail } from '../tutorial.ts';
import { askEmulators, cpuOf, lab, progress } from './lab-process.ts';

/** The sender's processor time a mail, beside the least that the same calls cost and beside what a tutorial does. */

export interface SenderTask {
  rounds: number;
  mails: number;
  /** The tutorial's is slow: fewer of them tell as much. */
  tutorialMails: number;
  settings: Record<string, string>;
  /** The same lesson as MJML, for the tutorial. */
  mjml: string;
}

/** Microseconds of processor time a mail, one entry a round. */
export interface SenderResult {
  handler: number[];
  /** Two ready-made UpdateItem and one ready-made SendRawEmail, by the same SDK. */
  floor: number[];
  /** Of the floor, the SendRawEmail. */
  floorSend: number[];
  tutorial: number[];
  rawSizeBytes: number;
  mails: number;
  profile: ProfileLine[];
}

/** As many at once as the sender serves. */
const concurrency = 10;

await lab<SenderTask, SenderResult>(async ({ rounds, mails, tutorialMails, settings, mjml }) => {
  const table = openTable(settings['TABLE_NAME']!);
  const series = compiledSeries([settings['SERIES']!]).first;
  const half = series.lessons.slice(0, Math.floor(series.lessons.length / 2)).map(({ id }) => id);
  const people = Array.from({ length: mails }, (_, index) => personAt(index, half, series.id));
  const items = people.map(itemOf);
  const clock = { now: () => Temporal.Instant.from(benchInstant) };
  const send = wire(settings, { clock });
  const jobs = chunk(batchSizeMax, people).map((group): SendJob => ({
    ...benchSlot,
    kind: 'lesson',
    ids: group.map(({ id }) => id),
    attempt: 0,
  }));

  const handler = async () => {
    for (const job of jobs) await send(sqsEvent([job]), lambdaContext('send', 90_000));
  };
  await seed(table, items);
  await handler();
  const raw = Buffer.from(await askEmulators<string>('raw'), 'base64');

  const dynamo = new DynamoDBClient({ cacheMiddleware: true });
  const ses = sendingClient();
  const lesson = series.lessons[half.length]!;
  const calls = await Promise.all(people.map(({ id }, index) => updatesOf(id, items[index]!, lesson.id, table.name)));
  const tags = { subscriber: idAt(0), claim: idAt(1), delivery: `lesson_${benchSlot.localDate}`, lesson: lesson.id };
  const mailOf = (to: string, Data: Uint8Array) =>
    new SendRawEmailCommand({
      Source: settings['WEEKLY_FROM'],
      Destinations: [to],
      RawMessage: { Data },
      ConfigurationSetName: settings['WEEKLY_CONFIGURATION_SET'],
      Tags: Object.entries({ ...tags, 'ses:feedback-id-a': series.id, 'ses:feedback-id-b': 'lesson' }).map(
        ([Name, Value]) => ({ Name, Value }),
      ),
    });
  const floorSend = () => mapConcurrent(concurrency, people, ({ address }) => ses.send(mailOf(address, raw)));
  const floor = () =>
    mapConcurrent(concurrency, people, async ({ address }) => {
      const { claim, confirm } = calls[Number(/\d+/.exec(address)?.[0])]!;
      await dynamo.send(new UpdateItemCommand(claim));
      await ses.send(mailOf(address, raw));
      await dynamo.send(new UpdateItemCommand(confirm));
    });
  const tutorial = () =>
    mapConcurrent(concurrency, people.slice(0, tutorialMails), async ({ address, firstName }) => {
      await ses.send(mailOf(address, await tutorialMail(mjml, { address, firstName, from: settings['WEEKLY_FROM']! })));
    });

  // Warm, as a busy function is: what is compiled once is compiled before the first round.
  await seed(table, items);
  await floor();
  await tutorial();
  const result: SenderResult = {
    handler: [],
    floor: [],
    floorSend: [],
    tutorial: [],
    rawSizeBytes: raw.length,
    mails,
    profile: [],
  };
  for (let round = 0; round < rounds; round += 1) {
    await seed(table, items);
    result.handler.push((await cpuOf(handler)) / mails);
    await seed(table, items);
    result.floor.push((await cpuOf(floor)) / mails);
    result.floorSend.push((await cpuOf(floorSend)) / mails);
    result.tutorial.push((await cpuOf(tutorial)) / tutorialMails);
    progress(`sender: round ${round + 1} of ${rounds}`);
  }
  await seed(table, items);
  result.profile = await profileOf(handler);
  return result;
});

/** The very updates that the sender makes, recorded on their way into the SDK. */
async function updatesOf(
  id: string,
  item: Record<string, unknown>,
  lesson: string,
  tableName: string,
): Promise<{ claim: UpdateItemCommandInput; confirm: UpdateItemCommandInput }> {
  const made: UpdateItemCommandInput[] = [];
  const client = {
    send: async ({ input }: { input: UpdateItemCommandInput }) => {
      made.push(input);
      return { Attributes: storedItem(item) };
    },
  } as unknown as DynamoDBClient;
  const subscribers = dynamoSubscribers(openTable(tableName, client));
  const claimId = idAt(1);
  const { localDate } = benchSlot;
  const claim = { id: claimId, delivery: `lesson:${localDate}`, at: benchInstant };
  await subscribers.claim(id, { kind: 'lesson', slot: benchSlot, claim });
  await subscribers.recordSent(id, { kind: 'lesson', claimId, localDate, lesson, at: benchInstant });
  const [first, second] = made;
  return { claim: first!, confirm: second! };
}
