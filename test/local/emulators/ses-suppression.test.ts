import {
  BadRequestException,
  DeleteSuppressedDestinationCommand,
  GetSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  NotFoundException,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { startEmulators, testCredentials, testRegion, type TestEmulators } from '../../support/emulators.ts';

/** The account's suppression list, asked by the SDK. */

let emulators: TestEmulators;
let client: SESv2Client;
const EmailAddress = 'a+b/c@example.org';

beforeAll(async () => {
  emulators = await startEmulators({ clock: { now: () => Temporal.Instant.from('2026-11-23T12:00:00Z') } });
  client = new SESv2Client({
    region: testRegion,
    credentials: testCredentials,
    endpoint: emulators.ses.url,
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await emulators.stop();
});

test('an address is put on it, found, listed and taken off, whatever characters it has', async () => {
  await client.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: 'COMPLAINT' }));
  const entry = { EmailAddress, Reason: 'COMPLAINT', LastUpdateTime: new Date('2026-11-23T12:00:00Z') };
  expect((await client.send(new GetSuppressedDestinationCommand({ EmailAddress }))).SuppressedDestination).toEqual(
    entry,
  );
  const { SuppressedDestinationSummaries } = await client.send(new ListSuppressedDestinationsCommand({}));
  expect(SuppressedDestinationSummaries).toEqual([entry]);
  await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress }));
  await expect(client.send(new GetSuppressedDestinationCommand({ EmailAddress }))).rejects.toThrow(NotFoundException);
});

test('what is not there is not found, and what is wrong is refused', async () => {
  await expect(client.send(new DeleteSuppressedDestinationCommand({ EmailAddress }))).rejects.toThrow(
    new NotFoundException({
      message: `Email address ${EmailAddress} does not exist on your suppression list.`,
      $metadata: {},
    }),
  );
  const put = (input: object) => client.send(new PutSuppressedDestinationCommand(input as never));
  await expect(put({ EmailAddress: 'no address', Reason: 'BOUNCE' })).rejects.toThrow(BadRequestException);
  await expect(put({ EmailAddress, Reason: 'DISLIKE' })).rejects.toThrow(BadRequestException);
});
