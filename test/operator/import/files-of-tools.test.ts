import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { sourceNames, type SourceName } from '../../../lib/operator/import/choices.ts';
import { peopleOf, type ReadOptions } from '../../../lib/operator/import/read-people.ts';

/* A small file of each tool, with somebody in each of its states. */

const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
const consentText = '2024 form';

/** What becomes of each line: a name, zone and consent, or why they are refused. */
async function lines(file: string, options: Partial<ReadOptions>): Promise<string[]> {
  const content = Readable.from([await readFile(join(import.meta.dirname, 'files', file))]);
  const read: string[] = [];
  for await (const { number, read: one } of peopleOf(content, { now, zone: 'UTC', ...options })) {
    const person = one();
    read.push(
      'why' in person
        ? `${number} ${person.why}`
        : `${number} ${person.firstName || '-'} ${person.preferences.zone} ${person.consent?.at ?? 'asked'}`,
    );
  }
  return read;
}

type Expected = [file: string, source: SourceName, options: Partial<ReadOptions>, lines: string[]];

const files: Expected[] = [
  [
    'listmonk.csv',
    'listmonk',
    { subscribedOnly: true },
    [
      '2 Anna Europe/Berlin asked',
      '3 - UTC asked',
      '4 is blocked in listmonk',
      '5 is blocked in listmonk',
      '6 status is "archived", which the import does not know',
    ],
  ],
  [
    'mailchimp-subscribed.csv',
    'mailchimp',
    { consentText },
    ['2 Anna Europe/Berlin 2025-03-16T14:45:47Z', '3 - UTC 2024-01-02T08:00:00Z', '4 has not confirmed in Mailchimp'],
  ],
  ['mailchimp-unsubscribed.csv', 'mailchimp', { consentText }, ['2 unsubscribed in Mailchimp']],
  ['mailchimp-cleaned.csv', 'mailchimp', { consentText }, ['2 bounced in Mailchimp']],
  [
    'kit.csv',
    'kit',
    {},
    [
      '2 Anna UTC asked',
      '3 has not confirmed in Kit',
      '4 unsubscribed in Kit',
      '5 bounced in Kit',
      '6 complained in Kit',
      '7 state is "sleeping", which the import does not know',
    ],
  ],
  [
    'ghost.csv',
    'ghost',
    { consentText },
    [
      '2 Anna UTC 2025-03-16T14:45:47Z',
      '3 Bob UTC 2025-03-16T14:45:47Z',
      '4 unsubscribed in Ghost',
      '5 was deleted in Ghost',
      '6 subscribed_to_emails is empty, so nothing says that they are subscribed',
    ],
  ],
  ['substack.csv', 'substack', {}, ['2 - UTC asked', '3 - UTC asked', '4 unsubscribed in Substack']],
  [
    'buttondown.csv',
    'buttondown',
    {},
    [
      '2 Anna Asia/Kolkata asked',
      '3 has not confirmed in Buttondown',
      '4 unsubscribed in Buttondown',
      '5 was deleted in Buttondown',
      '6 - UTC asked',
    ],
  ],
  ['mautic.csv', 'mautic', { subscribedOnly: true }, ['2 Anna Europe/Berlin asked', '3 Bob UTC asked']],
  [
    'mautic-report.csv',
    'mautic',
    {},
    [
      '2 Anna Europe/Berlin asked',
      '3 unsubscribed in Mautic',
      '4 bounced in Mautic',
      '5 is blocked in Mautic',
      '6 dnc_email is "9", which the import does not know',
    ],
  ],
  ['keila.csv', 'keila', {}, ['2 Anna Europe/Berlin asked', '3 unsubscribed in Keila', '4 bounced in Keila']],
  ['sendy-active.csv', 'sendy', { from: 'sendy', subscribedOnly: true }, ['1 Anna UTC asked', '2 - UTC asked']],
  [
    'pinpoint.ndjson',
    'pinpoint',
    {},
    [
      '1 Anna America/New_York asked',
      '2 unsubscribed in Amazon Pinpoint',
      '3 is not reached by email in Amazon Pinpoint',
      '4 is not active in Amazon Pinpoint',
      '5 has nothing that says whether they are subscribed in Amazon Pinpoint',
      '6 is not a JSON object',
    ],
  ],
  ['pinpoint.csv', 'pinpoint', {}, ['2 Anna America/New_York asked', '3 unsubscribed in Amazon Pinpoint']],
  ['pinpoint.json', 'pinpoint', {}, ['9 Anna America/New_York asked', '10 unsubscribed in Amazon Pinpoint']],
  ['plain.csv', 'plain', { dates: 'dmy' }, ['2 Anna Europe/Berlin asked', '3 - UTC asked']],
  ['addresses.txt', 'plain', {}, ['1 - UTC asked', '2 - UTC asked']],
  [
    'weekwise.csv',
    'weekwise',
    {},
    [
      '2 Anna Europe/Berlin 2025-03-16T14:45:47Z',
      '3 unsubscribed in the service that the file is from',
      '4 Cem UTC 2025-03-16T00:00:00Z',
    ],
  ],
];

test.each(files)('%s is known as one of %s, and each line is imported or refused by its state', async (...one) => {
  const [file, source, options, expected] = one;
  let from: SourceName | undefined;
  expect(await lines(file, { ...options, onColumns: (found) => void (from = found) })).toEqual(expected);
  expect(from).toBe(source);
  // Insisting on what it is changes nothing.
  expect(await lines(file, { ...options, from: source })).toEqual(expected);
});

test('every tool has a file here', () => {
  expect(new Set(files.map(([, source]) => source))).toEqual(new Set(sourceNames));
});

test.each([
  ['listmonk.csv', {}, 'An export of listmonk does not say who unsubscribed'],
  ['mautic.csv', {}, 'Mautic says it in the column dnc_email or doNotContact or DNC'],
  ['sendy-active.csv', {}, 'For an export of Sendy, say --from sendy.'],
  ['sendy-active.csv', { from: 'sendy' }, 'An export of Sendy does not say who unsubscribed'],
  ['listmonk.csv', { from: 'weekwise' }, 'looks like an export of listmonk: say --from listmonk, or leave --from out'],
  ['pinpoint.csv', { from: 'weekwise' }, 'looks like an export of Amazon Pinpoint: say --from pinpoint'],
  ['pinpoint.json', { from: 'kit' }, 'looks like an export of Amazon Pinpoint: say --from pinpoint'],
  ['ghost.csv', { from: 'mailchimp' }, 'looks like an export of Ghost: say --from ghost'],
  ['weekwise.csv', { from: 'mailchimp' }, 'looks like one of our own: say --from weekwise'],
] as const)('%s read with %j ends the import', async (file, options, why) => {
  await expect(lines(file, options)).rejects.toThrow(why);
});
