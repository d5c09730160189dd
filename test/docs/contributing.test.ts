import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { localDateAt } from '../../lambdas/core/time/calendar.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('CONTRIBUTING.md');

test('CONTRIBUTING.md names only scripts, files and folders that are there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...page.matchAll(/`npm (?:run )?([a-z:]+)/g)].map(([, script]) => script!);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((script) => !['ci', 'install', 'exec'].includes(script) && !(script in scripts))).toEqual([]);
  const linked = [...page.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, path]) => path!);
  const coded = [...page.matchAll(/`((?:lambdas|lib|test|docs|\.ci)\/[\w./-]*)`/g)].map(([, path]) => path!);
  expect(linked.length + coded.length).toBeGreaterThan(10);
  expect([...linked, ...coded].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('the example of CONTRIBUTING.md is true', () => {
  expect(page).toContain("expect(localDateAt(newYear, 'America/New_York')).toBe('2026-12-31');");
  expect(localDateAt(Temporal.Instant.from('2027-01-01T00:30:00Z'), 'America/New_York')).toBe('2026-12-31');
});
