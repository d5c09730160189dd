import { mkdir, writeFile } from 'node:fs/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { setByHand } from '../../lambdas/core/time/planned-walls.ts';
import { personActions } from '../../lambdas/core/actions/actions.ts';
import { deadLetterUrl } from '../../lib/local/queues.ts';
import { serviceFile } from '../../lib/local/service-file.ts';
import { weekwiseProgram } from '../../lib/operator/commands/program.ts';
import { runHere } from '../support/command-line.ts';
import { startEmulators, testCredentials, testRegion, type TestEmulators } from '../support/emulators.ts';
import { makeLedgerTable } from '../support/ledger-table.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Call, recordCalls } from './support/call-recorder.ts';
import { formatPower, managedStatementsOf, type Statement, tablePowersIn } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

/*
 * The two policies against the commands themselves: each command is run against the embedded engines, and what it asks AWS for is noted. Reading commands are
 * run without the keys, so that they cannot use them.
 */

const place = temporaryFolder();
const [dataDir, withoutKeys] = [place('data'), place('data-without-keys')];
const [csv, notice, earlier] = [place('people.csv'), place('closed.md'), place('earlier.md')];
const csvToUndo = place('clinic.csv');
const ledger = 'ledger';
let emulators: TestEmulators;
let proxies: Awaited<ReturnType<typeof recordCalls>>[];
let calls: Call[] = [];

/** Commands that look, with the exit code that they end with here. */
const reading: [command: string, args?: string[], code?: number][] = [
  ['status', [], 1],
  ['doctor', [], 1],
  ['audit'],
  ['subscriber show', ['<id>']],
  ['subscriber find', ['ann']],
  ['subscriber list'],
  ['import list'],
  ['export', [place('out.csv')]],
  ['notice draft', [notice]],
  ['notice list'],
  ['notice show', ['<notice>']],
  ['counts show'],
  ['counts rebuild'],
  ['report'],
  ['report', ['--lessons']],
  ['api-keys list'],
  ['form', ['--zone', 'UTC']],
  ['zones'],
  ['series move', ['gone', 'stress-and-back-pain']],
];

/** Commands that change something, or need the keys. */
const operating: [command: string, args?: string[], code?: number][] = [
  ['halt', ['SES asked']],
  ['go'],
  ['dead-letters list'],
  ['dead-letters show', ['<letter>']],
  ['dead-letters drop', ['<letter>', '--yes']],
  ['dead-letters redrive'],
  ['import', [csv]],
  ['import', ['--undo', 'clinic', '--yes']],
  ['subscriber pause', ['ann@example.org', '<soon>']],
  ['subscriber resume', ['ann@example.org']],
  ['subscriber note', ['ann@example.org', 'Fridays']],
  ['subscriber link', ['ann@example.org']],
  ['subscriber move', ['ann@example.org', 'ann@example.net']],
  ['subscriber unsubscribe', ['bea@example.org', '--yes']],
  ['subscriber erase', ['bea@example.org', '--yes']],
  ['suppression list'],
  ['suppression add', ['eve@example.org', '--reason', 'bounce']],
  ['suppression remove', ['eve@example.org']],
  ['send-test', ['welcome', '--to', 'me@example.org']],
  ['notice test', [notice, 'me@example.org']],
  ['notice send', [notice, '--yes']],
  ['notice stop', ['<notice>']],
  ['counts rebuild', ['--yes']],
  ['keys list'],
  ['keys rotate'],
  ['keys revoke', ['all']],
  ['api-keys add', ['clinic']],
  ['api-keys remove', ['<key>']],
  ['webhook secret'],
  ['webhook rotate'],
  ['zones', ['--yes']],
  ['series move', ['stress-and-back-pain', 'stress-and-back-pain', '--yes']],
];

/** Commands of whom no policy is given here: they go with a deployment, need no service, or do what others do. */
const others = [
  'restore',
  'transfer',
  'series list',
  'series check',
  'series languages',
  'series review',
  'series review sign',
  'series share',
  'series approve',
  'series words',
  'new-series',
  // Of a project and its deployment.
  'init',
  'start',
  'synth',
  'deploy',
  'overrides',
  'eject',
  'cost',
  'preview',
  // It reads as counts and status do, and acts as subscriber, halt and dead-letters do.
  'console',
  // The event leaves from this machine; the secret is that of webhook secret.
  'webhook test',
  // As `audit`, and git.
  'series diff',
  // The same way to the table as pause and resume; some are for other moments of a course.
  ...Object.keys(personActions).map((name) => `subscriber ${name}`),
];

const found: Record<string, string> = {};

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'SILENT';
  // The doctor asks no registry.
  process.env['npm_config_offline'] = 'true';
  emulators = await startEmulators({ perSecondMax: 1_000 });
  const { clients, queueUrls, tableName } = emulators;
  await makeLedgerTable(clients.dynamo, ledger);
  const record = (url: string) => recordCalls(url, (call) => void calls.push(call));
  proxies = await Promise.all([emulators.dynamo.url, emulators.sqs.url, emulators.ses.url].map(record));
  const [dynamo, sqs, ses] = proxies.map(({ url }) => url);
  const keyring = place('keyring.json');
  await writeFile(keyring, JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(64) }));
  const service = {
    pid: process.pid,
    region: testRegion,
    endpoints: { dynamo, sqs, ses },
    accessKey: testCredentials.accessKeyId,
    table: tableName,
    ledger,
    series: ['stress-and-back-pain'],
    keyring: `file:${keyring}`,
    queues: Object.fromEntries(
      Object.entries(queueUrls).map(([name, url]) => [name, { url, deadLetterUrl: deadLetterUrl(url) }]),
    ),
    sending: {
      siteUrl: 'http://127.0.0.1:9',
      configurationSet: 'account',
      from: 'hello@example.com',
      name: 'Weekwise',
      replyTo: 'help@example.com',
      postalAddress: '1 Street',
    },
  };
  for (const [dir, changes] of [
    [dataDir, {}],
    [withoutKeys, { keyring: `file:${place('no-keyring.json')}` }],
  ] as const) {
    await mkdir(dir);
    await writeFile(serviceFile(dir), JSON.stringify({ ...service, ...changes }));
  }
  const agreed = 'Europe/Berlin,2026-01-02T10:00:00Z,2026-01,old form';
  await writeFile(
    csv,
    `email,zone,consentAt,consentText,consentSource\n${['ann', 'bea'].map((name) => `${name}@example.org,${agreed}\n`).join('')}`,
  );
  for (const [file, day] of [
    [notice, 'Friday'],
    [earlier, 'Tuesday'],
  ] as const) {
    const front = `subject: Closed on ${day}\npreheader: We are back on the day after`;
    await writeFile(file, `---\n${front}\n---\n\nClosed on ${day}.\n`);
  }
  await clients.sqs.send(
    new SendMessageCommand({ QueueUrl: deadLetterUrl(queueUrls.send), MessageBody: '{"slots":[]}' }),
  );
  found['<soon>'] = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
  // What the commands are about.
  await runHere('--data', dataDir, 'import', csv);
  await writeFile(csvToUndo, `email,zone,consentAt,consentText,consentSource\ncem@example.org,${agreed}\n`);
  await runHere('--data', dataDir, 'import', csvToUndo, '--name', 'clinic');
  const json = async <Data>(...args: string[]) =>
    JSON.parse((await runHere('--data', dataDir, '--json', ...args)).out) as Data;
  found['<id>'] = (await json<{ found: { subscriber: string }[] }>('subscriber', 'find', 'ann')).found[0]!.subscriber;
  found['<notice>'] = (await json<{ id: string }>('notice', 'send', earlier, '--yes')).id;
  found['<key>'] = (await json<{ id: string }>('api-keys', 'add', 'shop')).id;
  found['<letter>'] = (await json<{ letters: { id: string }[] }>('dead-letters', 'list')).letters[0]!.id;
});
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await emulators.stop();
});

/** What commands ask AWS for, a line each. */
async function callsOf(commands: typeof reading, dir: string): Promise<Call[]> {
  calls = [];
  for (const [command, args = [], code = 0] of commands) {
    const typed = [...command.split(' '), ...args.map((word) => found[word] ?? word)];
    // As JSON, which is checked against its shape as it is written.
    const { out, err, ...ran } = await runHere('--data', dir, '--json', ...typed);
    expect({ command, out, err, ...ran }).toEqual({ command, out, err, code });
  }
  return calls;
}

const isTable = ({ action, resource }: Call) => action.startsWith('dynamodb:') && resource !== ledger;

/** Powers over the table that calls need, in the words of the policy; a call without one shows up as itself. */
function usedOf(made: readonly Call[], statements: readonly Statement[]): string[] {
  const powers = tablePowersIn(statements.filter((statement) => !JSON.stringify(statement).includes('Ledger')));
  return made.filter(isTable).flatMap(({ action, partitions }) => {
    const call = action.replace('dynamodb:', '');
    return (partitions.length > 0 ? partitions : ['']).map((on) => {
      const covers = (power: (typeof powers)[number]) =>
        power.call === call && (power.on.endsWith('*') ? on.startsWith(power.on.slice(0, -1)) : on === power.on);
      return formatPower(powers.find(covers) ?? { call, on });
    });
  });
}

/** Everything else: actions, each with the kind of queue that it is about. */
function otherUsed(made: readonly Call[]): string[] {
  return made
    .filter((call) => !isTable(call))
    .map(({ action, resource }) =>
      action.startsWith('sqs:') ? `${action} ${resource.endsWith('-dlq') ? 'dead letters' : 'queue'}` : action,
    );
}

function grantedIn(statements: readonly Statement[]) {
  const table = statements.filter((statement) => !JSON.stringify(statement).includes('Ledger'));
  return {
    table: tablePowersIn(table).map(formatPower),
    other: statements
      .filter(
        ({ Action, Resource }) => ![Action].flat()[0]!.startsWith('dynamodb:') || String(Resource).includes('Ledger'),
      )
      .flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) =>
          [Resource].flat().map((resource) => {
            if (!action.startsWith('sqs:')) return action;
            return `${action} ${/DeadLetters[0-9A-F]{8}/.test(resource) ? 'dead letters' : 'queue'}`;
          }),
        ),
      ),
  };
}

const listed = (lines: readonly string[]) => [...new Set(lines)].toSorted();
const policy = (name: 'Reading' | 'Operating') => managedStatementsOf(serviceTemplate(), `Operators${name}`);

describe('the policies of a stage', () => {
  test('are about every command: it reads, operates, or goes with a deployment', () => {
    const leaves = weekwiseProgram(personActions).commands.flatMap((command) =>
      command.commands.length === 0
        ? [command.name()]
        : [
            ...(command.registeredArguments.length > 0 ? [command.name()] : []),
            ...command.commands.flatMap((below) => [
              ...(below.commands.length === 0 || below.registeredArguments.length > 0
                ? [`${command.name()} ${below.name()}`]
                : []),
              ...below.commands.map((one) => `${command.name()} ${below.name()} ${one.name()}`),
            ]),
          ],
    );
    const told = [...[...reading, ...operating].map(([command]) => command), ...others];
    expect(listed(told)).toEqual(listed(leaves));
  });

  test('reading suffices for the commands that look, and grants nothing that none of them asks for', async () => {
    const { clients, tableName } = emulators;
    // A table restored from a backup is looked at, too.
    const made = await callsOf(reading, withoutKeys);
    const control = dynamoControl(openTable(tableName, clients.dynamo));
    const id = await control.tableId();
    await control.advance(undefined, '2026-11-01T00:00:00Z', setByHand);
    await control.rememberTable('the table of the backup', undefined);
    made.push(...(await callsOf([['go', ['--after-restore']]], withoutKeys)));
    await control.rememberTable(id, 'the table of the backup');
    const granted = grantedIn(policy('Reading'));
    // What no engine here plays: the stack, and what only the doctor of a stage in the cloud asks.
    const inTheCloud = [
      'cloudformation:DescribeStacks',
      'lambda:GetAccountSettings',
      'ses:GetAccount',
      'ses:GetConfigurationSet',
      'ses:GetConfigurationSetEventDestinations',
      'ses:GetEmailIdentity',
      'sns:ListSubscriptionsByTopic',
    ];
    // The emulator is asked for its quota in place of the account.
    const here = otherUsed(made).filter((line) => line !== 'ses:GetSendQuota');
    expect(listed([...usedOf(made, policy('Reading')), 'DescribeContinuousBackups'])).toEqual(listed(granted.table));
    expect(listed([...here, ...inTheCloud])).toEqual(listed(granted.other));
  });

  test('operating adds what the other commands ask for, and no more', async () => {
    const made = await callsOf(operating, dataDir);
    const both = [...policy('Reading'), ...policy('Operating')];
    const granted = {
      both: grantedIn(both),
      reading: grantedIn(policy('Reading')),
      own: grantedIn(policy('Operating')),
    };
    const used = [...usedOf(made, both)];
    expect(listed(used.filter((line) => !granted.reading.table.includes(line)))).toEqual(listed(granted.own.table));
    // The keys are in a file here.
    const keys = ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'];
    const other = [...otherUsed(made), ...keys].filter((line) => !granted.reading.other.includes(line));
    expect(listed(other)).toEqual(listed(granted.own.other));
  });

  test('reading neither writes nor knows the keys', () => {
    const actions = policy('Reading').flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !/:(Get|Describe|List|Query|Scan)/.test(action))).toEqual([]);
    expect(actions.filter((action) => action.startsWith('secretsmanager:'))).toEqual([]);
  });

  test('operating mails from the account’s address only, and neither policy has a wildcard among its actions', () => {
    const statements = [...policy('Reading'), ...policy('Operating')];
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
    const [mail] = statements.filter(({ Action }) => Action === 'ses:SendRawEmail');
    expect(mail!.Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'hello@account.example.com' } });
    const onAnything = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(listed(onAnything.flatMap(({ Action }) => Action))).toEqual([
      'lambda:GetAccountSettings',
      'ses:DeleteSuppressedDestination',
      'ses:GetAccount',
      'ses:GetSuppressedDestination',
      'ses:ListSuppressedDestinations',
      'ses:PutSuppressedDestination',
    ]);
  });

  test('fit into what IAM takes for a managed policy, with names as long as they get', () => {
    const given = { webhookUrl: 'https://example.com/hook', stage: 'a'.repeat(30) };
    for (const name of ['Reading', 'Operating']) {
      const statements = managedStatementsOf(serviceTemplate(given), `Operators${name}`);
      // Without blanks, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; half of it, since names stand in for ARNs.
      expect(JSON.stringify(statements).length).toBeLessThan(6_144 / 1.5);
    }
  });

  test('are told by the stack', () => {
    const { Outputs } = serviceTemplate().toJSON() as { Outputs: Record<string, { Value: { Ref: string } }> };
    expect(Outputs['ReadingPolicy']!.Value.Ref).toMatch(/^OperatorsReading/);
    expect(Outputs['OperatingPolicy']!.Value.Ref).toMatch(/^OperatorsOperating/);
  });
});
