import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import type { Subscribers } from '../../../lambdas/core/mail/subscribers.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { memoryControl, memorySubscribers } from '../../support/memory-subscribers.ts';
import { calendar } from './subscribers-contract/calendar.ts';
import { claims } from './subscribers-contract/claims.ts';
import { control } from './subscribers-contract/control.ts';
import { endOfSeries } from './subscribers-contract/end-of-series.ts';
import { kindsOfMail } from './subscribers-contract/kinds-of-mail.ts';
import { signingUp } from './subscribers-contract/signing-up.ts';
import { Stored } from './subscribers-contract/stored.ts';
import { suppression } from './subscribers-contract/suppression.ts';

/*
 * One contract, held by every store: both DynamoDB engines of the local home, spoken to over HTTP, and the store in memory that the
 * simulations use. Its subjects have a file each, and share the engines, which take longer to start than most of them.
 */

let emulators: TestEmulators | undefined;
const onEmulator = (dynamo: 'dynoxide' | 'dynalite') => ({
  start: async () => void (emulators = await startEmulators({ dynamo })),
  fresh: async () => {
    const table = openTable(await emulators!.freshTable(), emulators!.clients.dynamo);
    return { people: dynamoSubscribers(table), control: dynamoControl(table) };
  },
  stop: async () => emulators!.stop(),
});
const inMemory = {
  start: async () => undefined,
  fresh: async () => ({ people: memorySubscribers() as Subscribers, control: memoryControl() }),
  stop: async () => undefined,
};

describe.each([
  ['DynamoDB as dynoxide speaks it', onEmulator('dynoxide')],
  ['DynamoDB as dynalite speaks it', onEmulator('dynalite')],
  ['memory', inMemory],
])('people stored in %s', (_name, home) => {
  const stored = new Stored();
  beforeAll(home.start);
  afterAll(home.stop);
  beforeEach(async () => {
    Object.assign(stored, await home.fresh());
  });

  for (const subject of [signingUp, claims, kindsOfMail, endOfSeries, calendar, suppression, control]) subject(stored);
});
