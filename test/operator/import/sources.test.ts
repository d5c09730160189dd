import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OperatorError } from '../../../lib/operator/operator-error.ts';
import { sourceNames, type SourceName } from '../../../lib/operator/import/choices.ts';
import { sources } from '../../../lib/operator/import/sources.ts';

/** What a source makes of a file, line by line. */
async function reading(
  from: SourceName,
  text: string | Buffer,
  { name = 'people.csv', zone, ignoreColumns }: { name?: string; zone?: string; ignoreColumns?: string[] } = {},
) {
  const source = sources[from];
  const read: [number, object][] = [];
  // Cut in the middle of lines and characters.
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, n) => bytes.subarray(n * 7, n * 7 + 7));
  for await (const { number, record } of source.lines(Readable.from(chunks), name, { ignoreColumns })) {
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
      'The first line must name the columns, and attributes, status among them.',
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
    [{ OptOut: 'ALL' }, 'opted out in Amazon Pinpoint, or nothing says that they did not'],
    [{ OptOut: undefined }, 'opted out in Amazon Pinpoint, or nothing says that they did not'],
    [{ EndpointStatus: 'INACTIVE' }, 'is not active in Amazon Pinpoint'],
    [{ Address: 7 }, 'is not an Amazon Pinpoint endpoint'],
  ])('refuses %j', async (changes, why) => {
    expect(await reading('pinpoint', endpoint(changes))).toEqual([[1, { why }]]);
  });

  test('refuses a line that is no JSON, and goes on', async () => {
    expect(await reading('pinpoint', `{"Id":\n${endpoint()}\n`)).toMatchObject([
      [1, { why: 'is not an Amazon Pinpoint endpoint' }],
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
            'email is not an email address',
            'firstName There is an invisible character in this text. Please type it instead of pasting it.',
            'zone We do not know this time zone.',
            'lessonDay must be 1 for Monday to 7 for Sunday',
            'sendTime must be a time on the quarter hour such as 07:15',
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

/** The sentence that ends the import of a file. */
async function ending(from: SourceName, text: string | Buffer, options: Parameters<typeof reading>[2] = {}) {
  const error: unknown = await reading(from, text, options).then(
    (read) => new Error(`it was read: ${JSON.stringify(read)}`),
    (cause: unknown) => cause,
  );
  if (!(error instanceof OperatorError)) throw error;
  return error.message;
}

describe('a column that the import does not know', () => {
  test.each([
    ['of Ghost', 'id,email,name,note,subscribed_to_emails,complimentary_plan', 'subscribed_to_emails'],
    ['of Substack', 'email,active_subscription,expiry,email_disabled', 'email_disabled'],
    ['of Buttondown', 'email,type,notes', 'type'],
    ['of Kit', 'email,state', 'state'],
    ['of Mautic', 'email,firstname,dnc_email', 'dnc_email'],
    ['of somebody else', 'email,optInDate', 'optInDate'],
  ])('%s ends the import, and is never ignored where it may tell who opted out', async (_, header, status) => {
    const others = header.split(',').filter((name) => name !== 'email');
    const file = `${header}\n${'x@example.org,'.repeat(header.split(',').length).slice(0, -1)}`;
    expect(await ending('weekwise', file)).toContain(`"${status}"`);
    expect(await ending('weekwise', file)).toMatch(/as if it told who is subscribed/);
    const told = await ending('weekwise', file, { ignoreColumns: others });
    expect([told.includes(`"${status}"`), told.includes('never ignored')]).toEqual([true, true]);
  });

  test('is named with the nearest one that there is', async () => {
    const file = 'email,frstname,zon,phone\nann@example.org,Ann,Etc/UTC,1';
    expect(await ending('weekwise', file)).toBe(
      'The import does not know the columns "frstname" (did you mean firstName?), "zon" (did you mean zone?), "phone". ' +
        'Rename what it should read, and leave out the rest with --ignore-columns "frstname,zon,phone".',
    );
  });

  test('is left out where the operator says so', async () => {
    const file = 'E-Mail,First name,zone,Phone no.\nann@example.org,Ann,Etc/UTC,1';
    expect(await reading('weekwise', file, { ignoreColumns: ['phone no'] })).toMatchObject([
      [2, { firstName: 'Ann', address: { mailbox: 'ann@example.org' } }],
    ]);
  });

  test('ends an import of newline-delimited JSON as well', async () => {
    const line = { email: 'ann@example.org', zone: 'Etc/UTC', unsubscribed: 'true' };
    const options = { name: 'people.ndjson', ignoreColumns: ['unsubscribed'] };
    expect(await ending('weekwise', JSON.stringify(line), options)).toContain('never ignored');
  });

  test('ends an import from listmonk as well', async () => {
    const file = 'uuid,email,name,attributes,status,lists\n1,ann@example.org,Ann,{},enabled,2';
    expect(await ending('listmonk', file)).toContain('"lists"');
  });

  test('is one too many where it is there twice', async () => {
    const file = 'email,zone,Email\nann@example.org,Etc/UTC,bob@example.org';
    expect(await ending('weekwise', file)).toBe('Two columns are called email. Keep the right one.');
  });
});

test.each(['', 'subscribed', 'Active', 'yes', 'TRUE'])(
  'whoever is not clearly active is refused: "%s"',
  async (status) => {
    const file = `email,zone,status\nann@example.org,Etc/UTC,${status}`;
    expect(await reading('weekwise', file)).toEqual([
      [2, { why: 'status is not active: only active people are taken over' }],
    ]);
  },
);

describe('files of other programs', () => {
  const header = 'email,firstName,zone,sendTime,consentAt,consentText,consentSource';
  const row = (name: string, time = '07:00') =>
    `ann@example.org,${name},Europe/Berlin,${time},2026-11-01T09:00:00Z,v1,paper`;
  const ann = { firstName: 'Ann', preferences: { sendTime: '07:00' }, consent: { source: 'paper' } };

  test.each([
    ['semicolons', `${header}\r\n${row('Ann')}\r\n`.replaceAll(',', ';'), 2],
    ['tabs', `${header}\n${row('Ann')}\n`.replaceAll(',', '\t'), 2],
    ['a line that tells the delimiter', `sep=;\r\n${`${header}\r\n${row('Ann')}`.replaceAll(',', ';')}`, 3],
    ['a byte order mark', `\ufeff${header}\n${row('Ann')}`, 2],
    ['other cases', `${header.toUpperCase()}\n${row('Ann')}`, 2],
    ['a time as Excel writes it', `${header}\n${row('Ann', '7:00')}`, 2],
    ['a time with seconds', `${header}\n${row('Ann', '07:00:00')}`, 2],
    ['empty columns and lines behind', `${header},,\n${row('Ann')},,\n,,,,,,,,\n`, 2],
  ])('are read: %s', async (_, file, line) => {
    expect(await reading('weekwise', file)).toMatchObject([[line, ann]]);
  });

  test('cost one line for a stray quote, and one for a field too many or too few', async () => {
    const lines = [row('Bob "Bobby" Lee'), row('Lee, Ann'), row('Ann').replace(',paper', ''), row('Ann')];
    expect(await reading('weekwise', [header, ...lines].join('\n'))).toMatchObject([
      [2, { firstName: 'Bob "Bobby" Lee' }],
      [3, { why: 'has 8 fields where the first line names 7 columns' }],
      [4, { why: 'has 6 fields where the first line names 7 columns' }],
      [5, ann],
    ]);
  });

  test.each([
    [
      'windows-1252',
      Buffer.from(`${header}\n${row('Jürgen')}`, 'latin1'),
      'The file is not in UTF-8, at line 2 or soon after',
    ],
    ['windows-1252 at its end', Buffer.from(`${header}\n${row('Ann')}é`, 'latin1'), 'The file is not in UTF-8'],
    ['UTF-16', Buffer.from(`\ufeff${header}`, 'utf16le'), 'The file is not in UTF-8'],
    ['a workbook', Buffer.from('PK\u0003\u0004 and more', 'latin1'), 'The file is a workbook'],
    ['nothing', '', 'The file is empty.'],
    ['nothing but lines', '\n\n', 'The file is empty.'],
    ['columns alone', header, 'The file names columns, and nobody below them.'],
    ['no columns', `${row('Ann')}\n`, 'The first line must name the columns. It holds an address.'],
    ['other columns', 'name,mail\nAnn,x', 'and email among them. It names "name", "mail".'],
    ['listmonk', 'uuid,email,name,attributes,status\n', 'say --from listmonk'],
    ['JSON', '[{"email":1}]', 'The file begins like JSON.'],
  ])('are refused in a sentence: %s', async (_, file, why) => {
    expect(await ending('weekwise', file)).toContain(why);
  });

  test.each([
    ['listmonk', 'people.csv', `${header}\n${row('Ann')}`, 'and attributes, status among them'],
    ['weekwise', 'p.ndjson', '{"Address":"ann@example.org","ChannelType":"EMAIL"}', 'say --from pinpoint'],
    ['weekwise', 'p.ndjson', 'email,zone', 'not newline-delimited JSON'],
    ['pinpoint', 'p.json', '{"email":"ann@example.org"}', 'use --from weekwise'],
    ['pinpoint', 'p.json', 'ChannelType,Address', 'not newline-delimited JSON'],
    ['pinpoint', 'p.json', '[\n{}]', 'not newline-delimited JSON'],
    ['pinpoint', 'p.json', '\n', 'The file is empty.'],
  ] as const)('read from the wrong place are refused in a sentence: --from %s %s', async (from, name, file, why) => {
    expect(await ending(from, file, { name })).toContain(why);
  });
});

test('the apostrophe that an export puts before a formula is taken off', async () => {
  const file = "email,firstName,zone\n'+ann@example.org,'=1+1,Etc/UTC\nbo@example.org,'Bo,Etc/UTC";
  expect(await reading('weekwise', file)).toMatchObject([
    [2, { address: { mailbox: '+ann@example.org' }, firstName: '=1+1' }],
    [3, { firstName: "'Bo" }],
  ]);
});

test('half of a character in a file is refused by its line', async () => {
  const line = (fields: object) =>
    JSON.stringify({ email: 'ann@example.org', zone: 'Etc/UTC', consentAt: '2026-01-01T00:00:00Z', ...fields });
  const file = [
    line({ firstName: 'A\ud83d' }),
    line({ consentText: 'v\ud83d', consentSource: 'paper' }),
    line({ consentText: 'v1', consentSource: 'paper' }),
  ];
  expect(await reading('weekwise', file.join('\n'), { name: 'p.ndjson' })).toMatchObject([
    [1, { why: expect.stringContaining('firstName A character in this text was damaged') }],
    [2, { why: expect.stringContaining('consentText A character in this text was damaged') }],
    [3, { consent: { source: 'paper' } }],
  ]);
});

test('whatever is in a file is read, refused by its line, or ends the import in a sentence', async () => {
  const sentences: string[] = [];
  const words = 'email Email zone status firstName active unsubscribed ann@example.org Etc/UTC sep= =1+1 "" <>'.split(
    ' ',
  );
  const signs = Array.from(',;\t\n"\'{}:[\ufeff\u200b\0');
  const piece = fc.constantFrom(...words, ...signs, '\r\n', '\ud83d');
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((all) => Buffer.from(all.join(''))),
    fc.uint8Array(),
  );
  const after = (start: string) => text.map((bytes) => Buffer.concat([Buffer.from(start), bytes]));
  const bytes = fc.oneof(text, after('email,zone,status\n'), after('{"email":"ann@example.org"}\n'));
  await fc.assert(
    fc.asyncProperty(
      bytes,
      fc.constantFrom(...sourceNames),
      fc.constantFrom('p.csv', 'p.ndjson'),
      async (file, from, name) => {
        const read = await reading(from, Buffer.from(file), { name, zone: 'Etc/UTC' }).catch((error: unknown) => {
          if (!(error instanceof OperatorError)) throw error;
          sentences.push(error.message);
          return [];
        });
        for (const [line, person] of read) {
          expect(line).toBeGreaterThan(0);
          expect('why' in person || 'address' in person).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(sentences.filter((one) => !/^[A-Z].*\.$/s.test(one))).toEqual([]);
});
