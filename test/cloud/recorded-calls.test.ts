import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type HandlerName, handlerNames } from '../../lib/cloud/bundling.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Call } from './support/call-recorder.ts';
import { type RecordedService, startRecordedService } from './support/recorded-service.ts';
import { liveStory, storyStart } from './support/recorded-story.ts';
import { formatPower, statementsOf, type TablePower, tablePowersOf } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';
import {
  closedInboxKey,
  controlPartition,
  limitKey,
  mailTurnsKey,
  subscriberPartition,
} from '../../lambdas/core/kit/table-keys.ts';

/** What the runtime asks for, not the handler; and the keys, which the story keeps in a file. */
const notInHandlers =
  /^(logs|xray|secretsmanager):|^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams) |^sqs:(?!SendMessage).* (send|account|feedback)$/;

/** Sorted, each once. */
const listed = (lines: string[]) => [...new Set(lines)].sort();

/** Powers that the story has no occasion for, and why each is needed. */
const notInTheStory: Partial<Record<HandlerName, string[]>> = {
  // Events that wait on their queue.
  plan: [`GetItem ${controlPartition}`],
  // Counts that are at their end are read; what the quota leaves is one of them.
  send: [`GetItem ${limitKey('*').pk}`],
  // A confirmation email that bounces is counted.
  feedback: [`GetItem ${limitKey('*').pk}`, `UpdateItem ${limitKey('*').pk}`],
  // Somebody whose record is reduced, not erased.
  count: [`PutItem ${subscriberPartition('*')}`],
  // Lambda reads the stream, not the function.
  ledger: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'],
  // An inbox that is opened again, or closed for good.
  web: [`DeleteItem ${mailTurnsKey('*').pk}`, `UpdateItem ${closedInboxKey('*').pk}`],
};

describe('a function may make exactly the calls that it makes:', () => {
  let service: RecordedService;
  const folder = temporaryFolder();
  beforeAll(async () => {
    service = await startRecordedService(folder('keyring.json'), storyStart);
    await liveStory(service);
  });
  afterAll(async () => service.stop());

  /** The names that the template and the engines give to one thing. */
  function thing(resource: string): string {
    const { ledgerName, queueUrls } = service;
    const byUrl = Object.entries(queueUrls).find(([, url]) => url === resource)?.[0];
    return (byUrl ?? resource)
      .replace(new RegExp(`^LedgerEntries[0-9A-F]{8}\\.Arn$|^${ledgerName}$`), 'the ledger')
      .replace(/^SendingWeeklyQueue[0-9A-F]{8}\.Arn$/, 'send')
      .replace(/^SendingAccountQueue[0-9A-F]{8}\.Arn$/, 'account')
      .replace(/^EventRoadQueue[0-9A-F]{8}\.Arn$/, 'feedback')
      .replace(/^SendingWeeklyQueueDeadLetters[0-9A-F]{8}\.Arn$|^http.*\/send-dlq$/, 'dead weekly emails')
      .replace(/^SendingAccountQueueDeadLetters[0-9A-F]{8}\.Arn$|^http.*\/account-dlq$/, 'dead account emails')
      .replace(/^EventRoadQueueDeadLetters[0-9A-F]{8}\.Arn$|^http.*\/feedback-dlq$/, 'dead events')
      .replace(/^arn:aws:ses:.*$/, '*');
  }
  const granted = (name: HandlerName) =>
    statementsOf(serviceTemplate(), name)
      .filter(({ Action }) => ![Action].flat().some((action) => action.startsWith('dynamodb:')))
      .flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${thing(resource)}`)),
      );
  const isTable = ({ action }: Call) => action.startsWith('dynamodb:');

  test.each(handlerNames)('%s', (name) => {
    const made = service.calls[name].filter((call) => !isTable(call));
    const asks = (grant: string) => name === 'plan' && grant.startsWith('sqs:GetQueueAttributes ');
    const allowed = granted(name).filter((grant) => asks(grant) || !notInHandlers.test(grant));
    expect(listed(made.map(({ action, resource }) => `${action} ${thing(resource)}`))).toEqual(listed(allowed));
  });

  test.each(handlerNames)('%s with the table, partition by partition', (name) => {
    const powers = tablePowersOf(serviceTemplate(), name);
    const used = service.calls[name].filter(isTable).flatMap((call) => needed(call, powers));
    const unused = notInTheStory[name] ?? [];
    expect(listed([...used, ...unused])).toEqual(listed(powers.map(formatPower)));
  });
});

/** The powers of a function that a call needs, in words; a call without one shows up as itself. */
function needed({ action, resource, partitions, attributes }: Call, powers: TablePower[]): string[] {
  const call = action.replace('dynamodb:', '');
  const touched = partitions.length > 0 ? partitions : [resource.split('/index/')[1] ?? ''];
  return touched.map((on) => {
    const covers = (power: TablePower) =>
      power.call === call &&
      (power.on.endsWith('*') ? on.startsWith(power.on.slice(0, -1)) : on === power.on) &&
      (power.attributes === undefined || attributes.every((attribute) => power.attributes!.includes(attribute)));
    return formatPower(powers.find(covers) ?? { call, on, attributes });
  });
}
