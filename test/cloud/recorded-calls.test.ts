import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { handlerNames, type HandlerName } from '../../lib/cloud/bundling.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startRecordedService, type RecordedService } from './support/recorded-service.ts';
import { liveStory, storyStart } from './support/recorded-story.ts';
import { statementsOf } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

/** What the runtime asks for, not the handler; and the keys, which the story keeps in a file. */
const notInHandlers =
  /^(logs|xray|secretsmanager):|^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams) |^sqs:(?!SendMessage).* (dispatch|send|account|feedback)$/;

/** Sorted, each once. */
const listed = (lines: string[]) => [...new Set(lines)].sort();

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
    const { tableName, ledgerName, queueUrls } = service;
    const byUrl = Object.entries(queueUrls).find(([, url]) => url === resource)?.[0];
    return (byUrl ?? resource)
      .replace(/^Subscribers[0-9A-F]{8}\.Arn/, 'table')
      .replace(new RegExp(`^${tableName}(?=/|$)`), 'table')
      .replace(new RegExp(`^LedgerEntries[0-9A-F]{8}\\.Arn$|^${ledgerName}$`), 'the ledger')
      .replace(/^CalendarDispatchQueue[0-9A-F]{8}\.Arn$/, 'dispatch')
      .replace(/^SendingWeeklyQueue[0-9A-F]{8}\.Arn$/, 'send')
      .replace(/^SendingAccountQueue[0-9A-F]{8}\.Arn$/, 'account')
      .replace(/^EventRoadQueue[0-9A-F]{8}\.Arn$/, 'feedback')
      .replace(/^EventRoadQueueDeadLetters[0-9A-F]{8}\.Arn$|^http.*\/feedback-dlq$/, 'dead events')
      .replace(/^arn:aws:ses:.*$/, '*');
  }
  const granted = (name: HandlerName) =>
    statementsOf(serviceTemplate(), name).flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${thing(resource)}`)),
    );

  test.each(handlerNames)('%s', (name) => {
    const made = service.calls[name].map(({ action, resource }) => `${action} ${thing(resource)}`);
    const allowed = granted(name).filter((grant) => !notInHandlers.test(grant));
    expect(listed(made)).toEqual(listed(allowed));
  });

  test('where a grant is for one partition, no other is touched', () => {
    for (const name of handlerNames) {
      for (const { Action, Condition } of statementsOf(serviceTemplate(), name)) {
        const { 'ForAllValues:StringEquals': only } = (Condition ?? {}) as Record<string, Record<string, string[]>>;
        if (only === undefined) continue;
        // A question about the table itself is about no partition.
        const made = service.calls[name].filter(({ action }) => action !== 'dynamodb:DescribeTable');
        const touched = made.filter(({ action }) => [Action].flat().includes(action));
        expect(listed(touched.map(({ partition }) => String(partition)))).toEqual(only['dynamodb:LeadingKeys']);
      }
    }
  });
});
