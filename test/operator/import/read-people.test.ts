import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OperatorError } from '../../../lib/operator/operator-error.ts';
import { Temporal } from 'temporal-polyfill';
import { sourceNames } from '../../../lib/operator/import/choices.ts';
import { peopleOf, type ReadOptions } from '../../../lib/operator/import/read-people.ts';

/** What a file says, line by line. */
async function reading(text: string | Buffer, options: Partial<ReadOptions> = {}) {
  const read: [number, object][] = [];
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  // Cut in the middle of lines and characters; what is long, as a disk gives it.
  const size = bytes.length < 2 ** 16 ? 7 : 2 ** 16 - 1;
  const count = Math.ceil(bytes.length / size);
  const chunks = Array.from({ length: count }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
  for await (const line of peopleOf(Readable.from(chunks), { now, ...options })) {
    const one = line.read();
    read.push([line.number, 'why' in one ? { why: one.why } : one]);
  }
  return read;
}

const now = Temporal.Instant.from('2026-11-23T12:00:00Z');

describe('a file of our own', () => {
  test('may be newline-delimited JSON', async () => {
    const person = { email: 'ann@example.org', firstName: 'Ann', zone: 'Europe/Berlin', reminderDays: '3 5' };
    expect(await reading(JSON.stringify(person))).toMatchObject([[1, { preferences: { reminderDays: [3, 5] } }]]);
  });

  test.each([
    ['3 5', [3, 5]],
    ['3, 5', [3, 5]],
    ['35', [3, 5]],
    ['', []],
  ])('has reminder days as numbers: "%s"', async (days, reminderDays) => {
    const file = `email,zone,reminderDays\nann@example.org,Etc/UTC,"${days}"`;
    expect(await reading(file)).toMatchObject([[2, { preferences: { reminderDays } }]]);
  });

  test.each(['Tue', '10 12', 'Monday 3', '0', '3 8'])(
    'refuses reminder days that are not numbers of weekdays: "%s"',
    async (days) => {
      const file = `email,zone,reminderDays\nann@example.org,Etc/UTC,"${days}"`;
      expect(await reading(file)).toEqual([
        [2, { why: 'reminderDays must be up to 3 numbers from 1 for Monday to 7 for Sunday' }],
      ]);
    },
  );

  test.each([
    ['es', 'es'],
    ['es_MX', 'es'],
    ['DE-at', 'de'],
    ['', 'en'],
  ])('has a language, by its tag in any form: "%s"', async (tag, locale) => {
    const file = `email,zone,locale\nann@example.org,Etc/UTC,${tag}`;
    expect(await reading(file)).toMatchObject([[2, { preferences: { locale } }]]);
  });

  test('is refused in a language in which nobody can be written to', async () => {
    const file = 'email,zone,locale\nann@example.org,Etc/UTC,fr';
    expect(await reading(file)).toEqual([[2, { why: 'locale must be en, es, de' }]]);
  });

  test('is refused with every reason at once', async () => {
    const file = 'email,firstName,zone,lessonDay,sendTime,reminderDays\nann,"A\u200bB",Mars/Base,8,07:10,1 2 3 4';
    expect(await reading(file)).toEqual([
      [
        2,
        {
          why: [
            'email is not an email address',
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
      expect(await reading(file)).toEqual([[2, { why: expect.stringContaining('the service that the file is from') }]]);
    },
  );

  test('has first names as people typed them', async () => {
    expect(await reading('email,firstName,zone\nann@example.org,Dr. Ann,UTC')).toMatchObject([
      [2, { firstName: 'Dr. Ann' }],
    ]);
  });

  test('with a quote that nobody closed is one sentence that quotes nobody', async () => {
    const error: Error = await reading('email,zone\n"ann@example.org,Etc/UTC').catch((cause) => cause);
    expect(error.message).toMatch(/^The file cannot be read as CSV from line \d+ on \(CSV_QUOTE_NOT_CLOSED\)\.$/);
  });
});

/** The sentence that ends the import of a file. */
async function ending(text: string | Buffer, options: Partial<ReadOptions> = {}) {
  const error: unknown = await reading(text, options).then(
    (read) => new Error(`it was read: ${JSON.stringify(read)}`),
    (cause: unknown) => cause,
  );
  if (!(error instanceof OperatorError)) throw error;
  return error.message;
}

describe('a column that the import does not know', () => {
  test.each([
    ['of Ghost', 'id,email,name,subscribed', 'subscribed'],
    ['of Kit', 'email,state', 'state'],
    ['of somebody else', 'email,optInDate', 'optInDate'],
  ])('%s ends the import, and is never ignored where it may tell who opted out', async (_, header, status) => {
    const others = header.split(',').filter((name) => name !== 'email');
    const file = `${header}\n${'x@example.org,'.repeat(header.split(',').length).slice(0, -1)}`;
    expect(await ending(file)).toContain(`"${status}"`);
    expect(await ending(file)).toMatch(/as if it told who is subscribed/);
    const told = await ending(file, { ignoreColumns: others });
    expect([told.includes(`"${status}"`), told.includes('never ignored')]).toEqual([true, true]);
    const mapped = await ending(file, { map: { firstName: status } });
    expect(mapped).toContain('never ignored');
  });

  test('is named with the nearest one that there is', async () => {
    const file = 'email,frstname,zon,phone\nann@example.org,Ann,Etc/UTC,1';
    expect(await ending(file)).toBe(
      'The import does not know the columns "frstname" (did you mean firstName?), "zon" (did you mean zone?), "phone". ' +
        'Say what it should read with --map, and leave out the rest with --ignore-columns "frstname,zon,phone".',
    );
  });

  test('is left out where the operator says so', async () => {
    const file = 'E-Mail,First name,zone,Phone no.\nann@example.org,Ann,Etc/UTC,1';
    expect(await reading(file, { ignoreColumns: ['phone no'] })).toMatchObject([
      [2, { firstName: 'Ann', address: { mailbox: 'ann@example.org' } }],
    ]);
  });

  test('ends an import of newline-delimited JSON as well', async () => {
    const line = { email: 'ann@example.org', zone: 'Etc/UTC', unsubscribed: 'true' };
    const options = { ignoreColumns: ['unsubscribed'] };
    expect(await ending(JSON.stringify(line), options)).toContain('never ignored');
  });

  test('ends an import from listmonk as well', async () => {
    const file = 'uuid,email,name,attributes,status,lists\n1,ann@example.org,Ann,{},enabled,2';
    expect(await ending(file, { subscribedOnly: true })).toContain('"lists"');
  });

  test('is one too many where it is there twice', async () => {
    const file = 'email,zone,Email\nann@example.org,Etc/UTC,bob@example.org';
    expect(await ending(file)).toBe(
      'Two columns are read as email: "email", "Email". Keep the right one, or choose it with --map email="email".',
    );
  });
});

describe('somebody who left by the word of a column that is not read', () => {
  const csv = (header: string, line: string) => `${header}\n${line}`;
  test.each<[string, string, Partial<ReadOptions>]>([
    ['a column without a name', csv('email,zone,', 'ann@example.org,UTC,unsubscribed'), {}],
    ['such a column in words that nobody knows', csv('email,zone,', 'ann@example.org,UTC,lähti'), {}],
    [
      'an attribute',
      csv('uuid,email,name,attributes,status', '1,ann@example.org,Ann,"{""note"":""Bounced""}",enabled'),
      {},
    ],
    [
      'attributes that are no JSON',
      csv('uuid,email,name,attributes,status', '1,ann@example.org,Ann,bounced,enabled'),
      {},
    ],
    [
      'the name of an attribute',
      csv('email,type,metadata', 'ann@example.org,regular,"{""unsubscribed_at"":""2026-01-02""}"'),
      {},
    ],
    [
      'an attribute that says no',
      csv('Email,First name,Last name,Data,Status', 'a@b.org,A,B,"{""newsletter"":false}",active'),
      {},
    ],
    [
      'an attribute deep within',
      csv('email,type,metadata', 'ann@example.org,regular,"{""lists"":[{""status"":""cancelled""}]}"'),
      {},
    ],
    ['tags', csv('email,type,tags', 'ann@example.org,regular,"vip, Unsubscribed 2026-01-02"'), {}],
    ['labels', csv('email,subscribed_to_emails,labels', 'ann@example.org,true,do not contact'), {}],
    ['a field of Ghost', csv('email,subscribed_to_emails,custom_fields.x', 'ann@example.org,true,Opted out'), {}],
    ['a field of Sendy', '"Ann","ann@example.org","Complained"', { from: 'sendy' }],
    ['JSON', JSON.stringify({ email: 'ann@example.org', zone: 'UTC', '': ['x'] }), {}],
    [
      'JSON of Pinpoint',
      JSON.stringify({ Address: 'a@b.org', ChannelType: 'EMAIL', OptOut: 'NONE', Attributes: { x: ['cleaned'] } }),
      {},
    ],
    [
      'JSON of listmonk',
      JSON.stringify({ uuid: '1', email: 'a@b.org', attributes: { subscribed: 0 }, status: 'enabled' }),
      { from: 'listmonk' },
    ],
  ])('ends the import: %s', async (_, file, options) => {
    expect(await ending(file, { zone: 'UTC', subscribedOnly: true, ...options })).toMatch(
      /^(Column 3 has no name, and there is something in it|"[\w. ]+" says of somebody that they left)/,
    );
  });

  test.each<[string, string, string[]]>([
    ['tags', csv('email,type,tags', 'ann@example.org,regular,bounced'), ['tags']],
    [
      'an attribute',
      csv('email,type,metadata', 'ann@example.org,regular,"{""block"":{""removed"":3}}"'),
      ['metadata.block.removed'],
    ],
  ])('is imported where the operator says that it means something else: %s', async (_, file, ignoreColumns) => {
    expect(await ending(file, { zone: 'UTC' })).toContain(`--ignore-columns "${ignoreColumns[0]}"`);
    expect(await reading(file, { zone: 'UTC', ignoreColumns })).toMatchObject([[2, { address: {} }]]);
  });

  test('is nobody for what people usually keep there', async () => {
    const kept = {
      city: 'Left Bank',
      type: 'patient',
      state: 'Ohio',
      subscribed: true,
      unsubscribed: false,
      active: 'yes',
      n: 0,
    };
    const file = csv(
      'email,type,tags,metadata',
      `ann@example.org,regular,left knee,"${JSON.stringify(kept).replaceAll('"', '""')}"`,
    );
    expect(await reading(file, { zone: 'UTC' })).toMatchObject([[2, { address: {} }]]);
  });
});

test.each(['unsubscribed_at', 'Opt-out date', 'Bounced on', 'deleted', 'Abmeldung', 'left on', 'deactivatedAt'])(
  'a column whose name says leaving is no consent: %s',
  async (column) => {
    for (const field of ['consentAt', 'consentText', 'consentSource', 'agreedAt', 'note']) {
      const file = `email,${column}\nann@example.org,2026-01-02`;
      expect(await ending(file, { map: { [field]: column }, zone: 'UTC', consentText: 'v1' })).toContain(
        'never ignored',
      );
    }
  },
);

test.each([
  ['', 'status is empty, so nothing says that they are subscribed'],
  ['subscribed', 'status is "subscribed", which the import does not know'],
  ['TRUE', 'status is "TRUE", which the import does not know'],
  ['ask ann@example.org', 'status is a word, which the import does not know'],
])('anyone who is not clearly active is refused: "%s"', async (status, why) => {
  expect(await reading(`email,zone,status\nann@example.org,Etc/UTC,${status}`)).toEqual([[2, { why }]]);
});

describe('a column that the operator names', () => {
  const file = 'Contact,Vorname,Spitzname\nann@example.org,Ann,Annie';

  test('is read as the field that they say, in place of the one that would be', async () => {
    const map = { email: 'contact', firstName: 'SPITZNAME' };
    expect(await reading(file, { map, zone: 'UTC' })).toMatchObject([
      [2, { address: { mailbox: 'ann@example.org' }, firstName: 'Annie' }],
    ]);
  });

  test('has to be there', async () => {
    expect(await ending(file, { map: { email: 'Mail' } })).toBe(
      'There is no column "Mail" for --map email. There are "Contact", "Vorname", "Spitzname".',
    );
    expect(await ending(file)).toContain('If one of them is the address, say so: --map email="…".');
  });
});

test.each([
  ['email,email_disabled', 'consentAt=email_disabled', 'true'],
  ['email,email_disabled', 'firstName=email_disabled', 'true'],
  ['Email Address,CONFIRM_TIME,UNSUB_TIME', 'consentAt=UNSUB_TIME', '2025-03-16,2025-06-01'],
])('a column that says who left keeps saying so: %s with --map %s', async (header, mapping, fields) => {
  const [field = '', column = ''] = mapping.split('=');
  const options = { map: { [field]: column }, zone: 'UTC', consentText: 'v1' };
  expect(await ending(`${header}\nann@example.org,${fields}`, options)).toContain('never ignored');
});

test.each([
  ['', 'Subscribed is empty, so nothing says that they are subscribed'],
  ['active', undefined],
  ['no', 'Subscribed is "no", which the import does not know'],
])('a column may be named as the status: "%s"', async (word, why) => {
  const [[, read]] = (await reading(`email,Subscribed,zone\nann@example.org,${word},UTC`, {
    map: { status: 'subscribed' },
  })) as [[number, object]];
  expect('why' in read ? read.why : undefined).toBe(why);
});

describe('consent of a whole file', () => {
  const wishes = { zone: 'UTC', consentText: 'v1', consentSource: 'front desk', consentAt: '2026-01-02' };
  const consents = async (file: string, options: Partial<ReadOptions>) =>
    (await reading(file, options)).map(([, read]) => ('consent' in read ? read.consent : read));

  test('is that of each line which says nothing itself', async () => {
    const file = 'email,consentAt,consentText,consentSource\na@example.org,,,\nb@example.org,2025-01-02,v0,paper';
    expect(await consents(file, wishes)).toEqual([
      { at: '2026-01-02T00:00:00Z', textVersion: 'v1', source: 'front desk' },
      { at: '2025-01-02T00:00:00Z', textVersion: 'v0', source: 'paper' },
    ]);
  });

  test('is not made up: without a time nobody agreed', async () => {
    expect(await consents('email\na@example.org', { zone: 'UTC', consentText: 'v1' })).toEqual([undefined]);
  });

  test.each([
    ['2030-01-01', 'consentAt is in the future'],
    ['1970-01-01', 'consentAt is before 1995'],
    ['03/04/2026', 'consentAt could have day and month either way: say --dates dmy or --dates mdy'],
    ['long ago', 'consentAt must be a time such as 2026-11-01T09:00:00Z or 2026-11-01 09:00'],
  ])('cannot be of %s', async (consentAt, why) => {
    expect(await consents('email\na@example.org', { ...wishes, consentAt })).toEqual([{ why }]);
  });
});

test('a name that cannot be used is dropped, and the person stays', async () => {
  for (const name of ['x'.repeat(41), 'A\u200bB', 'see www.example.org', 'A\u202EB']) {
    expect(await reading(`email,firstName,zone\nann@example.org,"${name}",UTC`)).toMatchObject([
      [2, { firstName: '', nameDropped: true }],
    ]);
  }
});

describe('files of other programs', () => {
  const header = 'email,firstName,zone,sendTime,consentAt,consentText,consentSource';
  const row = (name: string, time = '07:00') =>
    `ann@example.org,${name},Europe/Berlin,${time},2026-11-01T09:00:00Z,v1,paper`;
  const ann = { firstName: 'Ann', preferences: { sendTime: '07:00' }, consent: { source: 'paper' } };

  test.each([
    ['semicolons', `${header}\r\n${row('Ann')}\r\n`.replaceAll(',', ';'), 2],
    ['tabs', `${header}\n${row('Ann')}\n`.replaceAll(',', '\t'), 2],
    ['bars', `${header}\n${row('Ann')}\n`.replaceAll(',', '|'), 2],
    ['UTF-16', Buffer.from(`\ufeff${header}\n${row('Ann')}`, 'utf16le'), 2],
    ['UTF-16, big end first', Buffer.from(`\ufeff${header}\n${row('Ann')}`, 'utf16le').swap16(), 2],
    ['a time in the morning', `${header}\n${row('Ann', '7 am')}`, 2],
    ['a line that tells the delimiter', `sep=;\r\n${`${header}\r\n${row('Ann')}`.replaceAll(',', ';')}`, 3],
    ['a byte order mark', `\ufeff${header}\n${row('Ann')}`, 2],
    ['other cases', `${header.toUpperCase()}\n${row('Ann')}`, 2],
    ['a time as Excel writes it', `${header}\n${row('Ann', '7:00')}`, 2],
    ['a time with seconds', `${header}\n${row('Ann', '07:00:00')}`, 2],
    ['empty columns and lines behind', `${header},,\n${row('Ann')},,\n,,,,,,,,\n`, 2],
  ])('are read: %s', async (_, file, line) => {
    expect(await reading(file)).toMatchObject([[line, ann]]);
  });

  test('cost one line for a stray quote, and one for a field too many or too few', async () => {
    const lines = [row('Bob "Bobby" Lee'), row('Lee, Ann'), row('Ann').replace(',paper', ''), row('Ann')];
    expect(await reading([header, ...lines].join('\n'))).toMatchObject([
      [2, { firstName: 'Bob "Bobby" Lee' }],
      [3, { why: 'has 8 fields where the first line names 7 columns' }],
      [4, { why: 'has 6 fields where the first line names 7 columns' }],
      [5, ann],
    ]);
  });

  test('in Windows-1252 are read where that is said', async () => {
    const file = Buffer.from(`${header}\n${row('J\u00fcrgen \u0080')}`, 'latin1');
    expect(await reading(file, { encoding: 'windows-1252' })).toMatchObject([[2, { firstName: 'J\u00fcrgen €' }]]);
  });

  test.each([
    ['windows-1252', Buffer.from(`${header}\n${row('Jürgen')}`, 'latin1'), 'Line 2 is not in UTF-8'],
    [
      'windows-1252 later on',
      Buffer.from(`${header}\n${row('Ann')}\n${row('Ann')}\n${row('Zoë')}\n${row('Ann')}`, 'latin1'),
      'Line 4 is not in UTF-8',
    ],
    ['windows-1252 at its end', Buffer.from(`${header}\n${row('Ann')}é`, 'latin1'), 'say --encoding windows-1252.'],
    ['a workbook', Buffer.from('PK\u0003\u0004 and more', 'latin1'), 'The file is a workbook'],
    ['nothing', '', 'The file is empty.'],
    ['nothing but lines', '\n\n', 'The file is empty.'],
    ['columns alone', header, 'The file names columns, and nobody below them.'],
    ['no columns', `${row('Ann')}\n`, 'The first line must name the columns. It holds an address.'],
    ['other columns', 'name,colour\nAnn,x', 'and email among them. It names "name", "colour".'],
    ['JSON of something else', '[1, 2]', 'The file is JSON, but not a list of objects'],
    ['JSON that ends early', '[{"email":"ann@example.org"}', 'The file is cut off'],
    ['a record without an end', `{"email":"${'x'.repeat(2 ** 20)}`, 'is longer than one of a person can be (1 MiB)'],
    ['a list without an end', `[{"email":"${'x'.repeat(2 ** 20)}`, 'is longer than one of a person can be (1 MiB)'],
  ])('are refused in a sentence: %s', async (_, file, why) => {
    expect(await ending(file)).toContain(why);
  });
});

test('the apostrophe that an export puts before a formula is taken off', async () => {
  const file = "email,firstName,zone\n'+ann@example.org,'=1+1,Etc/UTC\nbo@example.org,'Bo,Etc/UTC";
  expect(await reading(file)).toMatchObject([
    [2, { address: { mailbox: '+ann@example.org' }, firstName: '=1+1' }],
    [3, { firstName: "'Bo" }],
  ]);
});

test('half of a character in a file is refused by its line', async () => {
  const line = (fields: object) =>
    JSON.stringify({ email: 'ann@example.org', zone: 'Etc/UTC', consentAt: '2026-01-01T00:00:00Z', ...fields });
  const file = [
    line({ firstName: 'A\ud83d', consentText: 'v1', consentSource: 'paper' }),
    line({ consentText: 'v\ud83d', consentSource: 'paper' }),
    line({ consentText: 'v1', consentSource: 'paper' }),
  ];
  expect(await reading(file.join('\n'))).toMatchObject([
    [1, { firstName: '', nameDropped: true }],
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
      fc.constantFrom(undefined, ...sourceNames),
      fc.boolean(),
      async (file, from, subscribedOnly) => {
        const read = await reading(Buffer.from(file), { from, subscribedOnly, zone: 'Etc/UTC' }).catch(
          (error: unknown) => {
            if (!(error instanceof OperatorError)) throw error;
            sentences.push(error.message);
            return [];
          },
        );
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

describe('JSON of another tool', () => {
  const asked = { email: 'ann@example.org', firstname: 'Ann', points: 3 };

  test('says in a list of objects who is not to be written to, which is refused and not passed over', async () => {
    const file = JSON.stringify([{ ...asked, doNotContact: [{ reason: 1, channel: 'email' }] }]);
    expect(await reading(file, { from: 'mautic' })).toEqual([
      [1, { why: 'doNotContact is a list or an object, which the import cannot read' }],
    ]);
  });

  test('on one line has a number for each person, since an import that was interrupted goes on by it', async () => {
    const file = JSON.stringify(
      ['ann', 'bob', 'cem'].map((name) => ({ ...asked, email: `${name}@example.org`, doNotContact: [] })),
    );
    expect((await reading(file, { from: 'mautic' })).map(([number]) => number)).toEqual([1, 2, 3]);
  });
});
