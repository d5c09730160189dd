import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { documentOf, type ShapeName } from '../../../lib/operator/json/shapes.ts';
import { deployedHandlers } from '../../../lib/local/handlers.ts';
import { startLocalService, type LocalService } from '../../../lib/local/service.ts';
import { bundlePrograms } from '../../support/bundled-programs.ts';
import { runHere } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/* Commands as they are typed, beside a running service with one person in it. What each of them does in depth is tested beside its own code. */

const place = temporaryFolder();
const dataDir = place('data');
let service: LocalService;

const weekwise = async (...args: string[]) => runHere('--data', dataDir, ...args);
/** For what needs a process of its own. `npx weekwise` itself is run in ending.test.ts. */
const program = place('programs/main.mjs');
const read = async <Data>(...args: string[]) => JSON.parse((await weekwise('--json', ...args)).out) as Data;

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'SILENT';
  // The doctor asks no registry.
  process.env['npm_config_offline'] = 'true';
  await bundlePrograms(place('programs'), ['bin/main.ts']);
  const handlers = await deployedHandlers();
  service = await startLocalService({ dataDir, port: 0, handlers, onError: (error) => console.error(error) });
  const file = place('people.csv');
  const line = 'ann@example.org,Europe/Berlin,2026-01-02T10:00:00Z,2026-01,old form';
  await writeFile(file, `email,zone,consentAt,consentText,consentSource\n${line}\n`);
  await weekwise('import', file);
});
afterAll(() => service?.close());

test('doctor finds nothing, and then the switch', async () => {
  expect(await weekwise('doctor')).toMatchObject({ code: 0, err: '' });
  await weekwise('halt', 'SES asked');
  const { code, out } = await weekwise('doctor');
  expect([code, out]).toEqual([1, expect.stringMatching(/✗ mail .*SES asked/)]);
  await weekwise('go');
});

test('keys rotate adds a key, then waits for it, and keys list tells of both', async () => {
  const { key, signsFrom } = await read<{ key: string; signsFrom: string }>('keys', 'rotate');
  expect(await read('keys', 'rotate')).toMatchObject({ done: 'waits', key, signsFrom });
  const { out } = await weekwise('keys', 'list');
  expect(out).toMatch(new RegExp(`^${key} +opens links, added `, 'm'));
});

test('a series is named by its id, and one that is not offered is told', async () => {
  const err = 'This service offers no series nowhere. There are stress-and-back-pain.\n';
  const none = { code: 2, out: '', err };
  expect(await weekwise('subscriber', 'change-series', 'ann@example.org', 'nowhere')).toEqual(none);
  for (const args of [
    ['counts', 'show'],
    ['report'],
    ['send-test', 'welcome', '--to', 'me@example.org'],
    ['form', '--zone', 'UTC'],
    ['series', 'diff'],
  ])
    expect(await weekwise(...args, '--series', 'nowhere')).toEqual(none);
  expect((await weekwise('subscriber', 'change-series', 'ann@example.org', 'stress-and-back-pain')).err).toContain(
    'Nothing changed: only active and completed people switch, to another series',
  );
  expect(await read('series', 'move', 'gone', 'stress-and-back-pain')).toEqual({
    version: 1,
    people: 0,
    moved: 0,
    written: false,
  });
});

test('a form is in the language that is named, and one that is not offered is told', async () => {
  const form = async (language: string) => weekwise('form', '--zone', 'UTC', '--language', language);
  expect((await form('de')).out).toContain('/de/sign-up" accept-charset="utf-8" lang="de">');
  const err = 'The series stress-and-back-pain is not offered in fr, only in en, de, es.\n';
  expect(await form('fr')).toEqual({ code: 2, out: '', err });
});

test('zones says that nobody stands under a former name', async () => {
  expect((await weekwise('zones', '--yes')).out).toBe('Every time zone is stored under its present name.\n');
  expect(await read('zones')).toEqual({ version: 1, people: 0, planned: 0, forgotten: 0, written: false });
});

test('the console says where it is, opens once, and ends with Ctrl-C', async () => {
  const child = spawn(process.execPath, [program, '--data', dataDir, 'console'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('Press Ctrl-C')) break;
  }
  const [address] = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)!;
  const visit = async () => (await fetch(address, { redirect: 'manual' })).status;
  expect([await visit(), await visit()]).toEqual([303, 403]);
  child.kill('SIGINT');
  expect(await exit).toEqual([0, null]);
});

describe('--json', () => {
  const notice = place('closed.md');
  beforeAll(async () => {
    await writeFile(
      notice,
      '---\nsubject: Closed on Friday\npreheader: We are back on Monday morning\n---\n\nWe are closed on Friday.\n',
    );
    await weekwise('send-test', 'welcome', '--to', 'me@example.org');
  });

  /** The other commands are run as JSON in test/cloud/operator-policies.test.ts; each is checked against its shape as it is written. */
  test.each<[name: ShapeName, args: string[], code?: number]>([
    ['status', ['status']],
    ['subscriber show', ['subscriber', 'show', 'ann@example.org']],
    ['subscriber show', ['subscriber', 'show', 'nobody@example.org'], 1],
    ['subscriber find', ['subscriber', 'find', 'bob'], 1],
    ['import', ['import', place('people.csv'), '--dry-run']],
    ['import --undo', ['import', '--undo', 'nobody'], 1],
    ['notice draft', ['notice', 'draft', notice]],
    ['counts show', ['counts', 'show']],
    ['report', ['report']],
    ['report --lessons', ['report', '--lessons']],
    ['keys list', ['keys', 'list']],
    ['series list', ['series', 'list']],
    ['series review', ['series', 'review']],
    ['cost', ['cost']],
    ['cost', ['cost', '--attack']],
  ])('%s writes one document of its shape: %j', async (name, args, code = 0) => {
    const ran = await weekwise('--json', ...args);
    expect([ran.code, ran.err]).toEqual([code, '']);
    const document = JSON.parse(ran.out) as object;
    // Of fields that the shape does not have there are none, and those that it has come in its order.
    expect(JSON.stringify(documentOf(name).strict().parse(document))).toBe(JSON.stringify(document));
  });

  test('export writes people in one document, and refuses to write CSV in its place', async () => {
    const args = [program, '--data', dataDir, '--json', 'export'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(documentOf('export').parse(JSON.parse(stdout))).toEqual({
      version: 1,
      people: [expect.objectContaining({ email: 'ann@example.org' })],
    });
    const { err } = await weekwise('--json', 'export', '--format', 'csv');
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'usage', exitCode: 2 } });
  });

  test('changes are told as well', async () => {
    const { id } = await read<{ id: string }>('notice', 'send', notice, '--yes');
    expect(await read('notice', 'show', id)).toMatchObject({ notice: { code: 'begins' }, reach: { toCome: 1 } });
    expect(await read('notice', 'stop', id)).toMatchObject({ id, stopped: { why: 'by the operator' } });
    expect(await read('halt', 'SES asked')).toMatchObject({ halted: { why: 'SES asked' } });
    const { sending, attention } = await read<{ sending: object; attention: object[] }>('status');
    expect([sending, attention]).toEqual([
      { goesOut: false, code: 'halted' },
      [{ code: 'mail-stopped', says: expect.stringContaining('SES asked') }],
    ]);
    expect(await read('go')).toMatchObject({ sending: { goesOut: true, code: 'sending' }, halted: null });
    expect(await read('subscriber', 'note', 'ann@example.org', 'Asked for Fridays')).toMatchObject({ done: 'note' });
    expect(await read('subscriber', 'show', 'ann@example.org')).toMatchObject({
      status: 'active',
      person: { note: 'Asked for Fridays' },
      facts: { sending: 'sending', seriesOffered: true, preferences: { zone: 'Europe/Berlin' } },
      upcoming: expect.arrayContaining([expect.objectContaining({ kind: 'lesson' })]),
    });
    expect(await read('suppression', 'add', 'eve@example.org', '--reason', 'bounce')).toMatchObject({ ours: false });
    expect(await read('suppression', 'list')).toMatchObject({ ses: [{ address: 'eve@example.org' }] });
    expect(await read('suppression', 'remove', 'eve@example.org')).toMatchObject({ ours: true, ses: true });
  });

  test('what is wrong has a code, on standard error alone', async () => {
    for (const [code, ...args] of [
      ['not-found', 'dead-letters', 'show', 'no-such-id'],
      ['not-found', 'counts', 'show', '--series', 'nowhere'],
      ['not-found', 'import', place('no-such-file.csv')],
      ['usage', 'subscriber', 'show', 'no address'],
      ['usage', 'subscriber', 'pause', 'ann@example.org', 'tomorrow'],
      ['refused', 'subscriber', 'resume', 'nobody@example.org'],
      ['refused', 'new-series', 'Tea Breaks'],
    ]) {
      const ran = await weekwise('--json', ...args);
      expect([args, ran.code, ran.out, JSON.parse(ran.err)]).toEqual([
        args,
        2,
        '',
        { version: 1, error: { code, message: expect.any(String), exitCode: 2 } },
      ]);
    }
    await writeFile(notice, 'No front matter.\n');
    const ran = await weekwise('--json', 'notice', 'draft', notice);
    expect([ran.code, JSON.parse(ran.err)]).toEqual([
      1,
      expect.objectContaining({ error: expect.objectContaining({ code: 'template' }) }),
    ]);
  });
});

test('subscriber unsubscribe and erase do what a person asked for', async () => {
  const status = async () => (await read<{ people: object }>('status')).people;
  const { subscriber: id } = await read<{ subscriber: string }>('subscriber', 'show', 'ann@example.org');
  const without = { code: 2, out: '', err: 'Nothing changed: --yes says that they asked to unsubscribe.\n' };
  expect(await weekwise('subscriber', 'unsubscribe', id)).toEqual(without);
  // With the one who was taken off the suppression list.
  expect(await status()).toEqual({ active: 1, unsubscribed: 1 });
  expect(await weekwise('subscriber', 'unsubscribe', id, '--yes')).toMatchObject({
    code: 0,
    out: `${id}: Unsubscribed.\n`,
  });
  expect(await status()).toEqual({ unsubscribed: 2 });
  // What was so already is not said to be done: it may be the wrong person.
  expect(await weekwise('subscriber', 'unsubscribe', id, '--yes')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^Nothing changed: only active .*\. Unsubscribed at /),
  });
  expect(await weekwise('subscriber', 'erase', id)).toMatchObject({
    code: 2,
    err: expect.stringContaining('--yes says that they asked to have everything erased; this cannot be undone'),
  });
  expect(await weekwise('subscriber', 'erase', id, '--yes')).toMatchObject({ code: 0, out: `${id}: Erased.\n` });
  for (const [who, standing] of [
    [id, /Had everything erased at /],
    ['never-here@example.org', /Nothing is stored about this address\./],
  ] as const) {
    const { code, out, err } = await weekwise('subscriber', 'erase', who, '--yes');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^Nothing changed: nothing is stored about this person\./);
    expect(err).toMatch(standing);
  }
  expect(await status()).toEqual({ unsubscribed: 1, erased: 1 });
});
