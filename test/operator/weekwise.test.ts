import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { visitor } from '../../lib/local/demo/visitor.ts';
import { deployedHandlers } from '../../lib/local/handlers.ts';
import { startLocalService, type LocalService } from '../../lib/local/service.ts';
import { connectLocal, openStage } from '../../lib/operator/connection.ts';
import { stackName, operatorOutput } from '../../lib/cloud/operator-outputs.ts';
import { runHere } from '../support/command-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The operator's command line itself, beside a running service. */

const place = temporaryFolder();
const dataDir = place('data');
let service: LocalService;

const weekwise = async (...args: string[]) => runHere('--data', dataDir, ...args);
const read = async (...args: string[]) => JSON.parse((await weekwise('--json', ...args)).out) as never;
/** The commands ask the real clock, so the play begins on the first Friday from now. */
const today = Temporal.Now.plainDateISO('UTC');
const friday = today.add({ days: 7 + ((5 - today.dayOfWeek) % 7) });
const monday = (weeks: number, time: string) => `${friday.add({ days: 3 + 7 * weeks }).toString()}T${time}`;
const advance = (to: string) => service.clockwork.advanceTo(Temporal.Instant.from(to));
const lessons = () =>
  service
    .ses!.mails()
    .filter(({ tags }) => tags['lesson'] !== undefined && tags['delivery']?.startsWith('lesson'))
    .map(({ sentAt }) => sentAt.slice(0, 16));

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'SILENT';
  service = await startLocalService({
    dataDir,
    port: 0,
    handlers: await deployedHandlers(),
    onError: (error) => console.error(error),
  });
  await advance(`${friday.toString()}T12:00:00Z`);
  const ada = visitor(
    {
      name: 'Ada',
      address: 'ada@example.org',
      zone: 'Etc/UTC',
      lessonDay: 1,
      sendTime: '07:00',
      reminderDays: [],
    } as never,
    service,
  );
  await ada.signUp();
  await service.drained();
  await ada.confirm();
  await advance(`${friday.toString()}T12:30:00Z`);
});
afterAll(() => service?.close());

test('where no service runs, says so and what to do', async () => {
  const { code, err } = await runHere('--data', place('nowhere'), 'status');
  expect(code).toBe(2);
  expect(err).toBe(`No service runs in ${place('nowhere')}: start one with npm start.\n`);
});

test('status says how the service stands, for people and for programs', async () => {
  const { code, out, err } = await weekwise('status');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^Mail +goes out$/m);
  expect(out).toMatch(/^People +active 1$/m);
  expect(out).toMatch(/^Lessons +0 due today \(UTC\), 0 sent$/m);
  expect(await read('status')).toMatchObject({
    plannedThrough: `${friday.toString()}T12:30:00Z`,
    plannerBehindMinutes: 0,
    people: { active: 1 },
    claims: { live: 0, inDoubt: 0 },
    queues: { send: { waiting: 0, inWork: 0, deadLetters: 0 } },
  });
});

test('halt holds a lesson back, status says why, and go lets it out within a quarter hour', async () => {
  expect((await weekwise('halt', 'SES asked')).out).toContain('Sending is halted for');
  await advance(monday(0, '07:30:00Z'));
  expect(lessons()).toEqual([]);
  const { code: needsAttention, out: halted } = await weekwise('status');
  expect(needsAttention).toBe(1);
  expect(halted).toMatch(/^Mail +HALTED since \S+: SES asked/m);
  expect(halted).toMatch(/^Lessons +1 due today \(UTC\), 0 sent, 1 LATE: npx weekwise audit says whose$/m);
  const inbox = async () => (await fetch(`${service.url}/local/inbox`)).text();
  expect(await inbox()).toContain('SES asked');
  expect((await weekwise('audit')).out).toContain('waiting      1');
  expect((await weekwise('go')).code).toBe(0);
  await advance(monday(0, '07:45:00Z'));
  expect(await inbox()).not.toContain('No mail goes out');
  expect(lessons()).toHaveLength(1);
  expect((await weekwise('status')).out).toMatch(/^Lessons +1 due today \(UTC\), 1 sent$/m);
  const { code, out } = await weekwise('audit');
  expect(code).toBe(0);
  expect(out).toContain('confirmed    1');
});

test('subscriber show answers for one person, by address or id, and pause, resume and link act for them', async () => {
  const shown = await weekwise('subscriber', 'show', 'Ada@example.org');
  expect(shown.code).toBe(0);
  expect(shown.out).toMatch(/^\S{22}: Active since /);
  expect(shown.out).toMatch(/ {2}\S+ {2}confirmed: “Spot the loop”, which SES took at /);
  const { subscriber: id }: { subscriber: string } = await read('subscriber', 'show', 'ada@example.org');
  expect(((await read('subscriber', 'show', id)) as { next: string[] }).next[0]).toContain('Slow, easy breathing');

  const until = friday.add({ days: 20 }).toString();
  expect((await weekwise('subscriber', 'pause', id, until)).out).toBe(`${id}: Paused.\n`);
  expect((await weekwise('subscriber', 'show', id)).out).toContain(`Paused until ${until}.`);
  expect((await weekwise('subscriber', 'pause', id, '2020-01-01')).err).toMatch(
    /^Nothing changed: a pause is for active people, until a day after today.*\. Paused until .*\.\nNext: /,
  );
  expect(await weekwise('subscriber', 'erase', 'nobody@example.org', '--yes')).toMatchObject({
    code: 2,
    err: expect.stringContaining('Nothing is stored about this address.'),
  });
  expect((await weekwise('subscriber', 'resume', id)).code).toBe(0);
  expect((await weekwise('subscriber', 'link', id)).code).toBe(0);
  expect(await weekwise('subscriber', 'show', 'nobody@example.org')).toMatchObject({
    code: 1,
    out: expect.stringContaining('Nothing is stored about this address.'),
  });
  expect((await weekwise('subscriber', 'find', 'nobody')).code).toBe(1);
  expect((await weekwise('subscriber', 'show', 'no address')).code).toBe(2);
  await service.drained();
});

test('dead-letters redrive puts back what was set aside, once', async () => {
  const connection = connectLocal(dataDir);
  const { deadLetterUrl } = connection.queues.send;
  const slot = { zone: 'Etc/UTC', localDate: monday(0, '').slice(0, 10), localTime: '07:00' };
  for (const _ of Array.from({ length: 12 })) {
    await connection.sqs.send(
      new SendMessageCommand({ QueueUrl: deadLetterUrl, MessageBody: JSON.stringify({ slots: [slot] }) }),
    );
  }
  connection.close();
  expect((await weekwise('status')).out).toContain(
    '12 DEAD LETTERS: fix the cause, then weekwise dead-letters redrive send',
  );
  expect(await read('dead-letters', 'redrive', 'send')).toEqual({ version: 1, moved: { send: 12 } });
  await service.drained();
  expect(await read('dead-letters', 'redrive')).toEqual({ version: 1, moved: { send: 0, account: 0, feedback: 0 } });
  expect(lessons()).toHaveLength(1);
  expect((await weekwise('dead-letters', 'redrive', 'sent')).err).toContain(
    'Queues are send, account, feedback, webhook.',
  );
});

test('dead-letters lists, shows and drops what was set aside on every queue, by ids alone', async () => {
  const connection = connectLocal(dataDir);
  const { subscriber: id }: { subscriber: string } = await read('subscriber', 'show', 'ada@example.org');
  const put = async (queue: 'send' | 'feedback', body: object | string) =>
    (
      await connection.sqs.send(
        new SendMessageCommand({
          QueueUrl: connection.queues[queue].deadLetterUrl,
          MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      )
    ).MessageId!;
  const slot = { zone: 'Etc/UTC', localDate: monday(0, '').slice(0, 10), localTime: '07:00' };
  const lesson = await put('send', { ...slot, kind: 'lesson', ids: [id] });
  const event = await put('feedback', {
    eventType: 'Bounce',
    mail: {
      messageId: 'm',
      timestamp: monday(0, '07:00:00Z'),
      destination: ['ada@example.org'],
      commonHeaders: { subject: 'Secret' },
      tags: { subscriber: [id], claim: [id], delivery: [`lesson_${slot.localDate}`] },
    },
    bounce: { bounceType: 'Transient', bouncedRecipients: [{ emailAddress: 'ada@example.org' }] },
  });
  const broken = await put('feedback', '{"mail": "ada@example.org');

  const { out } = await weekwise('dead-letters', 'list');
  expect(out).toMatch(new RegExp(`^send +${lesson} +0 min  lesson:${slot.localDate}  ${id}$`, 'm'));
  expect(out).toMatch(new RegExp(`^feedback +${event} +0 min  Bounce lesson:${slot.localDate}  ${id}$`, 'm'));
  expect(out).toMatch(new RegExp(`^feedback +${broken} +0 min  unreadable$`, 'm'));
  const { letters }: { letters: object[] } = await read('dead-letters', 'list', 'feedback');
  expect(letters).toMatchObject([
    { queue: 'feedback', id: event, kind: 'Bounce', subscribers: [id] },
    { queue: 'feedback', id: broken, kind: 'unreadable' },
  ]);

  const shown = async (one: string) => (await weekwise('dead-letters', 'show', one)).out;
  expect(await shown(lesson)).toContain('"localTime": "07:00"');
  const [bounce, unreadable] = [await shown(event), await shown(broken)];
  expect(bounce).toContain('"bounceType": "Transient"');
  expect(unreadable).toContain('not_json');
  expect(JSON.stringify([out, letters, bounce, unreadable])).not.toMatch(/ada@|Secret/);

  expect((await weekwise('dead-letters', 'drop', event, broken)).out).toContain('Nothing changed.');
  expect(await weekwise('dead-letters', 'drop', event, 'no-such-id', '--yes')).toMatchObject({
    code: 2,
    err: 'No dead letter no-such-id. Nothing changed. List them with weekwise dead-letters list.\n',
  });
  expect((await weekwise('dead-letters', 'drop', event, broken, '--yes')).out).toContain('Deleted: 2.');
  expect((await weekwise('subscriber', 'show', id)).out).toContain('dead-letter-dropped');
  expect(await read('dead-letters', 'list')).toMatchObject({ letters: [{ id: lesson }] });
  expect((await weekwise('dead-letters', 'drop', lesson, '--yes')).code).toBe(0);
  expect((await weekwise('dead-letters', 'list')).out).toBe('No dead letters.\n');
  connection.close();
});

describe('a table restored from a backup', () => {
  const fence = async () => {
    const connection = connectLocal(dataDir);
    await connection.control.rememberTable('the table of the backup', await connection.control.tableId());
    connection.close();
  };

  test('is fenced: nothing goes out, and go says what it would do before it does it', async () => {
    expect((await weekwise('go', '--after-restore')).err).toContain('not restored from a backup');
    // The link that was asked for arrives first: behind the fence it would be tried at every quarter hour of the week.
    await advance(monday(0, '12:00:00Z'));
    await fence();
    expect((await weekwise('go', '--from', monday(1, '07:45:00Z'))).err).toContain('go with --after-restore');
    expect(await weekwise('go')).toMatchObject({
      code: 1,
      out: expect.stringContaining('but nothing is sent: FENCED'),
    });
    await advance(monday(1, '07:30:00Z'));
    expect(lessons()).toHaveLength(1);
    expect((await weekwise('status')).out).toContain('FENCED');
    const asked = await weekwise('go', '--after-restore', '--from', monday(1, '07:45:00Z'));
    expect(asked.out).toContain('Would be taken as sent in between, so that nobody gets it twice: 1 people');
    expect(asked.out).toContain(monday(2, '07:00:00Z'));
    expect((await weekwise('status')).out).toContain('FENCED');
  });

  test('goes on with the next lesson once it is accepted', async () => {
    const accepted = await weekwise('go', '--after-restore', '--yes', '--from', monday(1, '07:45:00Z'));
    expect(accepted).toMatchObject({ code: 0, err: '' });
    expect(accepted.out).toContain('The table is accepted.');
    await advance(monday(2, '07:30:00Z'));
    expect(lessons()).toEqual([expect.stringContaining(monday(0, '07:')), monday(2, '07:00')]);
    expect((await weekwise('audit', '--days', '30')).code).toBe(0);
  });
});

describe('a stage in the cloud', () => {
  const cloudFormation = createServer();
  let output: string | undefined;
  beforeAll(async () => {
    cloudFormation.on('request', (request, response) => {
      request.resume();
      response.setHeader('content-type', 'text/xml');
      const outputs =
        output === undefined
          ? ''
          : `<member><OutputKey>${operatorOutput}</OutputKey><OutputValue>${output.replaceAll('"', '&quot;')}</OutputValue></member>`;
      response.end(
        `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>${stackName('test')}</StackName>` +
          `<StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-01T00:00:00Z</CreationTime><Outputs>${outputs}</Outputs>` +
          '</member></Stacks></DescribeStacksResult></DescribeStacksResponse>',
      );
    });
    await new Promise<void>((ready) => cloudFormation.listen(0, '127.0.0.1', ready));
  });
  afterAll(() => {
    delete process.env['AWS_ENDPOINT_URL_CLOUDFORMATION'];
    cloudFormation.close();
  });
  const stage = (...args: string[]) => {
    const { port } = cloudFormation.address() as AddressInfo;
    process.env['AWS_ENDPOINT_URL_CLOUDFORMATION'] = `http://127.0.0.1:${port}`;
    return runHere('--stage', 'test', ...args);
  };

  test('is found by its stack’s output', async () => {
    const connection = connectLocal(dataDir);
    const keyring = `file:${join(dataDir, 'keyring.json')}`;
    output = JSON.stringify({
      table: connection.table.name,
      series: connection.series.first.id,
      keyring,
      queues: connection.queues,
    });
    connection.close();
    const { code, out, err } = await stage('status');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^People +active 1$/m);
  });

  test('is asked for messages for as long as SQS takes to ask all of its servers, and this machine is not', async () => {
    const [cloud, here] = [await openStage('test'), connectLocal(dataDir)];
    expect([cloud.lookSeconds, here.lookSeconds]).toEqual([1, 0]);
    for (const connection of [cloud, here]) connection.close();
  });

  test('that is not deployed is one sentence', async () => {
    output = undefined;
    const { code, err } = await stage('status');
    expect(code).toBe(2);
    expect(err).toBe(
      'No stack Weekwise-test for these credentials in this region: check AWS_PROFILE and AWS_REGION, or deploy it.\n',
    );
  });
});

test('counts shows last night’s numbers, and rebuild says where they differ and keeps what it counted', async () => {
  const { now, days } = (await read('counts', 'show')) as { now: { people: object }; days: object };
  expect(now.people).toEqual({ active: 1 });
  expect(Object.values(days)).toContainEqual(expect.objectContaining({ lessons: 1, later: 0 }));
  // Nothing is told of what one person said.
  expect((await weekwise('counts', 'show')).out).toMatch(/^spot-the-loop +1 +0 % +– +– *$/m);
  expect((await weekwise('status')).out).toMatch(/^Seven days +\d lessons; 0 /m);
  expect(await weekwise('counts', 'rebuild')).toMatchObject({ code: 0, out: 'Every day is as it was counted.\n' });
});

test('report says what the numbers do not show, and writes files for a spreadsheet', async () => {
  const { out } = await weekwise('report');
  expect(out).toContain('There is no comparison group');
  // One person is too few to say anything of.
  expect(out).toMatch(/^After 8 weeks +– +– +–$/m);
  expect(await read('report')).toMatchObject({
    exact: false,
    weeks: [],
    cautions: [expect.any(String), expect.any(String)],
  });
  expect((await weekwise('report', '--csv')).out).toMatch(/^by,place,question,.*\nstart,,stress,,/);
  expect((await weekwise('report', '--lessons', '--csv')).out).toMatch(
    /^lesson,title,sent,.*\nspot-the-loop,[^\n,]*,,,,,,\n/,
  );
  expect((await weekwise('report', '--lessons', '--exact')).out).toMatch(/^spot-the-loop +[01] +0 +0 +0 +0 +0$/m);
});

test('subscriber move asks the new address, and the course moves along once it confirms', async () => {
  const to = { name: 'Ada', address: 'ada@example.net', zone: 'Etc/UTC', lessonDay: 1, sendTime: '07:00' };
  expect((await weekwise('subscriber', 'move', 'ada@example.org', 'ada')).err).toBe(
    'This does not look like a full email address. One looks like name@example.org.\n',
  );
  expect((await weekwise('subscriber', 'move', 'ada@example.org', to.address)).out).toContain(
    'The new address was asked to confirm.',
  );
  await service.drained();
  await visitor({ ...to, reminderDays: [] } as never, service).confirmMove();
  await service.drained();
  expect((await weekwise('subscriber', 'show', to.address)).out).toContain('Active since');
  // And back, for the tests after this one.
  expect((await weekwise('subscriber', 'move', to.address, 'ada@example.org')).code).toBe(0);
  await service.drained();
  await visitor({ ...to, address: 'ada@example.org', reminderDays: [] } as never, service).confirmMove();
  await service.drained();
});

test('series list names the lessons, and diff refuses a version that git does not know', async () => {
  expect((await weekwise('series', 'list')).out).toMatch(/^ {3}1 {2}spot-the-loop$/m);
  expect(await weekwise('series', 'diff', '--against', 'no-such-version')).toEqual({
    code: 2,
    out: '',
    err: 'Git knows no templates/ at "no-such-version".\n',
  });
});

test('a key signs people up by the API until it is taken back; the form goes to the site', async () => {
  const { id, key }: { id: string; key: string } = await read('api-keys', 'add', 'clinic website');
  expect((await weekwise('api-keys', 'list')).out).toMatch(new RegExp(`^${id} .* clinic website$`, 'm'));
  const gus = { email: 'gus@example.org', zone: 'Asia/Tokyo', lessonDay: 3, sendTime: '06:30', consentVersion: 'one' };
  const send = async () =>
    fetch(`${service.url}/api/v1/sign-ups`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify(gus),
    });
  expect((await send()).status).toBe(202);
  await service.drained();
  await visitor({ ...gus, name: 'Gus', address: gus.email, reminderDays: [] } as never, service).confirm();
  expect((await weekwise('subscriber', 'show', gus.email)).out).toContain('Active since');
  expect((await weekwise('api-keys', 'remove', id)).code).toBe(0);
  expect((await send()).status).toBe(401);
  expect((await weekwise('api-keys', 'remove', id)).err).toContain('No key');
  expect((await weekwise('form', '--zone', 'Asia/Tokyo')).out).toContain(`action="${service.url}/sign-up"`);
  expect((await weekwise('form', '--zone', 'japan')).out).toContain('name="zone" value="Asia/Tokyo"');
  expect((await weekwise('form', '--zone', 'Mars/Base')).err).toContain('A time zone such as Europe/Berlin.');
  expect((await weekwise('subscriber', 'erase', gus.email, '--yes')).code).toBe(0);
});

test('import takes people over with their consent, and says what it refuses and why', async () => {
  const file = join(dataDir, 'people.csv');
  await writeFile(
    file,
    [
      'email,firstName,zone,lessonDay,sendTime,reminderDays,consentAt,consentText,consentSource',
      'bea@example.org,Bea,Europe/Berlin,2,07:15,3 5,2026-01-02T10:00:00Z,2026-01,old form',
      'ada@example.org,Ada,Europe/Berlin,2,07:15,,2026-01-02T10:00:00Z,2026-01,old form',
      'cem@example.org,Cem,Mars/Base,2,07:15,,2026-01-02T10:00:00Z,2026-01,old form',
      'dan@example.org,Dan,Europe/Berlin,2,07:15,,,,',
    ].join('\n'),
  );
  expect((await weekwise('import', file, '--dry-run')).out).toContain('Would be added    1');
  expect(await read('status')).toMatchObject({ people: { active: 1 } });
  const done = await weekwise('import', file);
  expect(done.code).toBe(1);
  expect(done.out).toMatch(
    /Added    1[\s\S]*Already here    1[\s\S]*line 4: zone We do not know[\s\S]*line 5: has no consent/,
  );
  expect(await read('import', file)).toMatchObject({ added: 0, known: 2 });
  expect(await read('status')).toMatchObject({ people: { active: 2 } });
});

test('an import has a name, by which who was not mailed yet is taken back', async () => {
  const file = join(dataDir, 'clinic.csv');
  const agreed = ['--consent-text', 'v1', '--consent-source', 'front desk', '--consent-at', '2026-01-02'];
  await writeFile(file, 'Email,Name\nhal@example.org,Hal\nida@example.org,Ida\n');
  const dry = await weekwise('import', file, '--zone', 'UTC', ...agreed, '--dry-run');
  expect(dry.out).toMatch(/Read as plain[\s\S]*"Name": used as name[\s\S]*line 2: Hal; [\s\S]*Would be added {4}2/);
  const done = await weekwise('import', file, '--zone', 'UTC', ...agreed, '--name', 'clinic', '--per-day', '1');
  expect(done.out).toContain('Its name is clinic');
  await service.drained();
  expect(await read('import', 'list')).toMatchObject({
    imports: expect.arrayContaining([{ name: 'clinic', people: 2, revocable: 1 }]),
  });
  expect((await weekwise('import', '--undo', 'clinic')).out).toContain('Would be taken back    1');
  const undone = await weekwise('import', '--undo', 'clinic', '--yes');
  expect(undone.out).toMatch(/Taken back {4}1\nStay here {4}1\n {2}got an email: 1\n {4}\S{22}\n/);
  expect(await read('import', 'list')).toMatchObject({
    imports: expect.arrayContaining([{ name: 'clinic', people: 1, revocable: 0 }]),
  });
  expect((await weekwise('import', '--undo', 'nothing', '--yes')).out).toContain(
    'Nobody here came with an import called nothing.',
  );
  expect((await weekwise('import')).code).toBe(2);
  expect((await weekwise('import', file, '--consent-at', '2026-01-02')).err).toContain('need --consent-text');
  expect((await weekwise('import', file, '--map', 'colour=Email')).err).toContain('Fields: email, ');
  // Which of the two was first is open.
  const [stays = ''] = /\S{22}(?=\n)/.exec(undone.out) ?? [];
  expect((await weekwise('subscriber', 'erase', stays, '--yes')).code).toBe(0);
});

test('export writes what import reads, to standard output or into a new file', async () => {
  let out = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  await weekwise('export', '--status', 'active');
  write.mockRestore();
  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^email,firstName,zone,/);
  const file = join(dataDir, 'out.ndjson');
  const done = await weekwise('export', file, '--format', 'ndjson', '--zone', 'Europe/Berlin');
  expect(done.out).toBe(
    `1 people are in ${file}.\nIt holds personal data: keep it to yourself, and delete it when it has served.\n`,
  );
  expect(await read('import', file)).toMatchObject({ known: 1, refused: 0, interrupted: false });
  expect(await weekwise('export', file)).toMatchObject({ code: 2, err: expect.stringContaining('already') });
  expect((await weekwise('export', '--zone', 'Mars/Base')).err).toContain('A time zone such as Europe/Berlin.');
});

test('import asks whom no consent is known of, and they are in once they press the button', async () => {
  const file = join(dataDir, 'subscribers.csv');
  const zone = '"{""timezone"": ""Asia/Kolkata""}"';
  const row = (name: string, status: string) => `u,${name}@example.org,${name} X,${zone},${status},t,t`;
  await writeFile(
    file,
    ['uuid,email,name,attributes,status,created_at,updated_at', row('Eve', 'enabled'), row('Fay', 'blocklisted')].join(
      '\n',
    ),
  );
  expect((await weekwise('import', file)).err).toContain('An export of listmonk does not say who unsubscribed.');
  expect((await weekwise('import', file, '--subscribed-only')).out).toContain('line 2: has no consent');
  const asked = await weekwise('import', file, '--subscribed-only', '--confirm');
  expect(asked.out).toMatch(/Asked by a confirmation email {4}1[\s\S]*line 3: is blocked in listmonk/);
  await service.drained();
  const eve = { name: 'Eve', address: 'Eve@example.org', zone: 'Asia/Kolkata', lessonDay: 1, sendTime: '07:00' };
  await visitor({ ...eve, reminderDays: [] } as never, service).confirm();
  expect(await read('subscriber', 'find', 'eve')).toMatchObject({ found: [{ status: 'active' }], more: false });
});

test('suppression puts on both lists and takes off both; people who were on them have to sign up again', async () => {
  expect((await weekwise('suppression', 'list')).out).toBe('Nobody is suppressed.\n');
  expect((await weekwise('suppression', 'add', 'bea@example.org')).code).toBe(2);
  expect((await weekwise('suppression', 'add', 'bea@example.org', '--reason', 'bounce')).out).toMatch(
    /^Now on the SES list and on our record: \S{22}\n$/,
  );
  expect(await read('suppression', 'list')).toMatchObject({ ses: [{ address: 'bea@example.org', reason: 'bounce' }] });
  expect((await weekwise('suppression', 'remove', 'bea@example.org')).out).toContain(
    'Removed from the SES list and from our record',
  );
  expect((await weekwise('subscriber', 'show', 'bea@example.org')).out).toContain(
    'Was taken off the suppression list. Only they can come back, by signing up.',
  );
  expect((await weekwise('suppression', 'remove', 'bea')).err).toBe('This is not an email address: malformed.\n');
});

test('send-test sends a mail that is nobody’s delivery, with links that open nothing', async () => {
  const before = await read('status');
  const { messageId, subject }: { messageId: string; subject: string } = await read(
    'send-test',
    'lesson:3',
    '--to',
    'me@example.org',
  );
  await service.drained();
  const mail = service.ses!.mails().find((one) => one.messageId === messageId)!;
  expect(subject).toMatch(/^\[Test\] ./);
  expect(mail).toMatchObject({
    destinations: ['me@example.org'],
    configurationSet: 'account',
    tags: { delivery: 'test' },
  });
  const { text = '' } = await simpleParser(service.ses!.raw(messageId));
  const links = [...new Set(text.match(/https?:\/\/\S+/g))];
  expect(links.length).toBeGreaterThan(2);
  for (const link of links) expect(link).toMatch(new RegExp(`^${service.url}/`));
  const unsubscribe = await fetch(
    links.find((link) => link.includes('/unsubscribe/'))!,
    { method: 'POST' },
  );
  expect(unsubscribe.ok).toBe(false);
  const { people, claims } = before as { people: object; claims: object };
  expect(await read('status')).toMatchObject({ people, claims });
  const unknown = await weekwise('send-test', 'lesson:99', '--to', 'me@example.org');
  expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('There are lesson:1 to lesson:') });
});

test('notice checks a file, says for how many people it is, sends it once to each of them, and says who had it', async () => {
  const now = () => service.clock.now();
  const file = join(place('notices'), 'closed.md');
  const write = async (...body: string[]) => {
    await mkdir(place('notices'), { recursive: true });
    const front = ['---', 'subject: Closed on Monday', 'preheader: Nobody answers the telephone on Monday.', '---'];
    await writeFile(file, [...front, ...body].join('\n'));
  };
  await write('Hello {{firstName}}');
  expect(await weekwise('notice', 'draft', file)).toMatchObject({
    code: 1,
    err: expect.stringContaining('closed.md:5: a notice merges nothing'),
  });
  await write('We are closed on Monday.');
  expect(await weekwise('notice', 'draft', file, '--had', 'no-lesson')).toMatchObject({ code: 2 });
  const { id, reach } = await read('notice', 'draft', file);
  expect((await weekwise('notice', 'test', file, 'me@example.org')).out).toContain('[Test] Closed on Monday');
  expect((await weekwise('notice', 'send', file)).out).toContain('Nothing was sent.');
  expect((await weekwise('notice', 'list')).out).toContain('No notice was sent yet.');
  const sent = await weekwise('notice', 'send', file, '--yes');
  expect(sent.out).toContain(`notice stop ${id as string}`);
  expect(await weekwise('notice', 'send', file, '--yes')).toMatchObject({
    code: 2,
    err: expect.stringContaining('This notice was sent before'),
  });
  expect((await weekwise('status')).out).toContain(`${id as string}: begins within a quarter hour`);
  await service.clockwork.advanceTo(now().add({ hours: 26 }));
  const { notice, reach: after } = (await read('notice', 'show', id)) as never as {
    notice: { finished?: unknown };
    reach: { had: number };
  };
  expect(after.had).toBe((reach as { toCome: number }).toCome);
  expect(after.had).toBeGreaterThan(0);
  expect(notice.finished).toBeDefined();
  const mails = service.ses!.mails().filter(({ tags }) => tags['notice'] === id);
  expect(new Set(mails.map(({ destinations }) => destinations[0])).size).toBe(after.had);
  expect(mails).toHaveLength(after.had);
  expect((await weekwise('notice', 'list')).out).toContain(`${id as string}: sent to everybody by`);
  const [someone] = mails[0]!.destinations;
  expect((await weekwise('subscriber', 'show', someone!)).out).toContain(`Had the notices ${id as string}.`);
  expect(await weekwise('notice', 'stop', id)).toMatchObject({ code: 2 });
  expect((await weekwise('audit')).out).toContain(`notice ${id as string}: ${after.had} had it, 0 to come`);
});
