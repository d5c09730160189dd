import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { deployedLine, nodeEnds, nodeNotice } from '../../lib/local/node-release.ts';

const day = (date: string) => Temporal.PlainDate.from(date);
const read = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');

test('nothing is said of a line of Node on its last day, and one sentence from the day after', () => {
  expect(nodeNotice('v20.20.2', day('2026-04-30'))).toBeUndefined();
  expect(nodeNotice('v20.20.2', day('2026-05-01'))).toBe(
    'Node 20 got its last security fixes by 30 April 2026, and the AWS SDK leaves it behind in January 2027: install Node 24.',
  );
  expect(nodeNotice('v22.1.0', day('2027-05-01'))).toBe(
    'Node 22 got its last security fixes by 30 April 2027: install Node 24.',
  );
  expect(nodeNotice('v99.0.0', day('2099-01-01'))).toBeUndefined();
});

test('the README tells the same lines and ends, and package.json and .nvmrc the same versions', () => {
  const rows = [...read('README.md').matchAll(/^\| Node (\d+).* \| (\d+ \w+ \d+).*\|$/gm)];
  const told = rows.map(([, line, end]) => [line, new Date(`${end} UTC`).toISOString().slice(0, 10)]);
  expect(Object.fromEntries(told)).toEqual(nodeEnds);
  expect((JSON.parse(read('package.json')) as { engines: { node: string } }).engines.node).toBe('>=20.20');
  expect(read('README.md')).toContain('Node 20 (20.20 or later)');
  expect(read('.nvmrc').trim()).toBe(String(deployedLine));
  expect(read('.ci/run')).toContain(`--package=node@${deployedLine}.`);
});
