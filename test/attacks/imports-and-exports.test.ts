import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { visitor } from '../../lib/local/demo/visitor.ts';
import { deployedHandlers } from '../../lib/local/handlers.ts';
import { startLocalService, type LocalService } from '../../lib/local/service.ts';
import { runHere } from '../support/command-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/* Files that make the service write to people who said no, or that make the operator's spreadsheet run what a stranger typed. */

const place = temporaryFolder();
const dataDir = place('data');
let service: LocalService;
const weekwise = async (...args: string[]) => runHere('--data', dataDir, ...args);

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'SILENT';
  service = await startLocalService({
    dataDir,
    port: 0,
    handlers: await deployedHandlers(),
    onError: (error) => console.error(error),
  });
});
afterAll(() => service?.close());

test.each([
  ['Ghost', 'id,email,name,subscribed_to_emails', '1,ann@example.org,Ann,false'],
  ['Substack', 'email,active_subscription,email_disabled', 'ann@example.org,false,true'],
  ['Buttondown', 'email,type,notes', 'ann@example.org,unsubscribed,'],
  ['somebody’s own list', 'email,status', 'ann@example.org,opted out'],
  ['a list with a field missing', 'email,firstName,status', 'ann@example.org,unsubscribed'],
])('who opted out in %s is not written to', async (_, header, person) => {
  const file = place('people.csv');
  await writeFile(file, `${header}\n${person}\n`);
  const ignored = header.split(',').filter((name) => !['email', 'status', 'firstName'].includes(name));
  const tries = [[], ...(ignored.length > 0 ? [['--ignore-columns', ignored.join(',')]] : [])];
  for (const more of tries) {
    const { code, out } = await weekwise('import', file, '--confirm', '--zone', 'Europe/Berlin', ...more);
    expect(code).toBeGreaterThan(0);
    expect(out).not.toMatch(/Asked by/);
  }
  await service.drained();
  expect(service.ses!.mails().filter((mail) => JSON.stringify(mail).includes('ann@example.org'))).toEqual([]);
});

test('a stranger whose name is a formula leaves text in the operator’s spreadsheet', async () => {
  const eve = visitor(
    {
      name: '=1+1',
      address: 'eve@example.org',
      zone: 'Etc/UTC',
      lessonDay: 1,
      sendTime: '07:00',
      reminderDays: [],
    } as never,
    service,
  );
  await eve.signUp();
  await service.drained();
  const file = place('out.csv');
  await weekwise('export', file);
  const fields = (parse(await readFile(file)) as string[][]).flat();
  expect(fields).toContain("'=1+1");
  expect(fields.filter((field) => /^[=+\-@\t\r]/.test(field))).toEqual([]);
});
