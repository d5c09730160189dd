import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { sources, type SourceName } from '../../../lib/operator/import/sources.ts';

/** What a source makes of a file, line by line. */
async function reading(
  from: SourceName,
  text: string,
  { name = 'people.csv', zone }: { name?: string; zone?: string } = {},
) {
  const source = sources[from];
  const read: [number, object][] = [];
  // Cut in the middle of lines and characters.
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, n) => bytes.subarray(n * 7, n * 7 + 7));
  for await (const { number, record } of source.lines(Readable.from(chunks), name)) {
    read.push([number, source.read(record, { zone })]);
  }
  return read;
}

describe('an export of listmonk', () => {
  const header = 'uuid,email,name,attributes,status,created_at,updated_at';
  const subscriber = (name: string, attributes: object | string, status = 'enabled') =>
    `5f0d…,${name.toLowerCase().split(' ')[0]}@example.org,${name},"${(typeof attributes === 'string' ? attributes : JSON.stringify(attributes)).replaceAll('"', '""')}",${status},2024-05-06 07:08:09.123456 +0000 UTC,2024-05-06 07:08:09.123456 +0000 UTC`;

  test('tells address, first name and zone, and no consent', async () => {
    const file = [header, subscriber('Jürgen Müller', { timezone: 'Europe/Berlin', lists: ["O'Hare, \n3"] })].join(
      '\n',
    );
    expect(await reading('listmonk', file.replace('jürgen@', 'juergen@'))).toMatchObject([
      [
        2,
        {
          address: { mailbox: 'juergen@example.org' },
          firstName: 'Jürgen',
          preferences: { zone: 'Europe/Berlin', lessonDay: 1, sendTime: '07:00' },
          consent: undefined,
        },
      ],
    ]);
  });

  test.each(['disabled', 'blocklisted'])('never brings anybody who is %s', async (status) => {
    const file = [header, subscriber('Ann', { timezone: 'Europe/Berlin' }, status)].join('\n');
    expect(await reading('listmonk', file)).toEqual([[2, { why: 'is disabled or on the blocklist in listmonk' }]]);
  });

  test('takes the zone of the command where it tells none, whatever is in the attributes', async () => {
    const file = [header, subscriber('Ann', { timezone: 7 }), subscriber('Bob', 'no JSON')].join('\n');
    expect(await reading('listmonk', file, { zone: 'Asia/Kolkata' })).toMatchObject([
      [2, { preferences: { zone: 'Asia/Kolkata' } }],
      [3, { preferences: { zone: 'Asia/Kolkata' } }],
    ]);
    expect(await reading('listmonk', file)).toMatchObject([
      [2, { why: expect.stringContaining('--zone') }],
      [3, { why: expect.stringContaining('--zone') }],
    ]);
  });

  test('that has other columns is refused as a whole', async () => {
    await expect(reading('listmonk', 'email,name\nann@example.org,Ann')).rejects.toThrow(
      'The first line must name the columns, and attributes among them.',
    );
  });
});

describe('an export of Amazon Pinpoint', () => {
  const endpoint = (changes: object = {}) =>
    JSON.stringify({
      Id: 'e1',
      ChannelType: 'EMAIL',
      Address: 'ann@example.org',
      EndpointStatus: 'ACTIVE',
      OptOut: 'NONE',
      EffectiveDate: '2024-05-06T07:08:09.123Z',
      CreationDate: '2023-05-06T07:08:09.123Z',
      Demographic: { Timezone: 'US/Eastern' },
      User: { UserId: 'u1', UserAttributes: { FirstName: ['Ann'], Interests: ['walking'] } },
      ...changes,
    });

  test('tells address, first name and zone, and no consent', async () => {
    expect(await reading('pinpoint', `${endpoint()}\n\n${endpoint({ User: undefined })}`)).toMatchObject([
      [1, { firstName: 'Ann', preferences: { zone: 'America/New_York' }, consent: undefined }],
      [3, { firstName: '' }],
    ]);
  });

  test.each([
    [{ ChannelType: 'SMS', Address: '+491701234567' }, 'is an endpoint of another channel than EMAIL'],
    [{ OptOut: 'ALL' }, 'opted out in Amazon Pinpoint'],
    [{ EndpointStatus: 'INACTIVE' }, 'is inactive in Amazon Pinpoint'],
    [{ Address: 7 }, 'is no endpoint of Amazon Pinpoint'],
  ])('refuses %j', async (changes, why) => {
    expect(await reading('pinpoint', endpoint(changes))).toEqual([[1, { why }]]);
  });

  test('refuses a line that is no JSON, and goes on', async () => {
    expect(await reading('pinpoint', `{"Id":\n${endpoint()}\n`)).toMatchObject([
      [1, { why: 'is no endpoint of Amazon Pinpoint' }],
      [2, { firstName: 'Ann' }],
    ]);
  });
});

describe('a file of our own', () => {
  test('may be newline-delimited JSON', async () => {
    const person = { email: 'ann@example.org', firstName: 'Ann', zone: 'Europe/Berlin', reminderDays: '3 5' };
    expect(await reading('weekwise', JSON.stringify(person), { name: 'people.ndjson.gz' })).toMatchObject([
      [1, { preferences: { reminderDays: [3, 5] } }],
    ]);
  });

  test.each([
    ['3 5', [3, 5]],
    ['3, 5', [3, 5]],
    ['35', [3, 5]],
    ['', []],
  ])('has reminder days as numbers: "%s"', async (days, reminderDays) => {
    const file = `email,zone,reminderDays\nann@example.org,Etc/UTC,"${days}"`;
    expect(await reading('weekwise', file)).toMatchObject([[2, { preferences: { reminderDays } }]]);
  });

  test.each(['Tue', '10 12', 'Monday 3', '0', '3 8'])(
    'refuses reminder days that are not numbers of weekdays: "%s"',
    async (days) => {
      const file = `email,zone,reminderDays\nann@example.org,Etc/UTC,"${days}"`;
      expect(await reading('weekwise', file)).toEqual([
        [2, { why: 'reminderDays must be up to 3 numbers from 1 for Monday to 7 for Sunday' }],
      ]);
    },
  );

  test('is refused with every reason at once', async () => {
    const file = 'email,firstName,zone,lessonDay,sendTime,reminderDays\nann,"A\u200bB",Mars/Base,8,07:10,1 2 3 4';
    expect(await reading('weekwise', file)).toEqual([
      [
        2,
        {
          why: [
            'email is no e-mail address',
            'firstName Please use letters only.',
            'zone We do not know this time zone.',
            'lessonDay must be 1 for Monday to 7 for Sunday',
            'sendTime Choose a time on the quarter hour.',
            'reminderDays must be up to 3 numbers from 1 for Monday to 7 for Sunday',
          ].join('; '),
        },
      ],
    ]);
  });

  test.each(['unsubscribed', 'bounced', 'complained', 'completed', 'pending'])(
    'brings nobody who is %s',
    async (status) => {
      const file = `email,zone,status\nann@example.org,Etc/UTC,${status}`;
      expect(await reading('weekwise', file)).toEqual([
        [2, { why: 'status is not active: only active people are taken over' }],
      ]);
    },
  );

  test('with a quote that nobody closed is one sentence that quotes nobody', async () => {
    const error: Error = await reading('weekwise', 'email,zone\n"ann@example.org,Etc/UTC').catch((cause) => cause);
    expect(error.message).toMatch(/^The file cannot be read as CSV from line \d+ on \(CSV_QUOTE_NOT_CLOSED\)\.$/);
  });
});
