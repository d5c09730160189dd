import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { sesErrors } from '../../lambdas/adapters/ses/errors.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/guarantees.md'), 'utf8');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('docs/guarantees.md', () => {
  test('names only tests that are there', () => {
    const named = [...page.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('has each promise of the README', () => {
    const promises = [...read('README.md').matchAll(/^(\d+)\. /gm)].map(([, number]) => number);
    const rows = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => number);
    expect(promises.length).toBeGreaterThan(7);
    expect(promises).toEqual(promises.map((_, index) => String(index + 1)));
    expect(rows).toEqual(promises);
  });

  test('explains every reason for which SES may refuse a mail', () => {
    const [, type = ''] = /export type RefusalReason =([^;]+);/.exec(read('lambdas/core/sending/mailer.ts')) ?? [];
    const reasons = [...type.matchAll(/'([a-z-]+)'/g)].map(([, reason]) => reason);
    expect(reasons.length).toBeGreaterThan(5);
    for (const reason of reasons) expect(page).toContain(`| \`${reason}\` |`);
  });

  test('says of each error of SES which class it is in', () => {
    const rows = sesErrors.map(({ names = [], statuses = [], that, reason }) => {
      const answers = [...names.map((name) => `\`${name}\``), ...statuses.map((status) => `HTTP ${status}`)].join(', ');
      return `| ${answers}${that === undefined ? '' : `, where it ${that}`} | \`${reason}\` |`;
    });
    const [, table = ''] =
      /\| SES, or something before it, answers \| class \|\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(page) ?? [];
    expect(table.trimEnd().split('\n')).toEqual(rows);
  });

  test('names only events that the code logs', () => {
    const sources = ['sending', 'hearing'].flatMap((folder) =>
      readdirSync(join(root, 'lambdas/core', folder)).map((name) => read(`lambdas/core/${folder}/${name}`)),
    );
    const named = [...page.matchAll(/`((?:delivery|claim|circuit|suppression)\.[a-z-]+)`/g)].map(([, event]) => event!);
    expect(named.filter((event) => !sources.some((source) => source.includes(`'${event}'`)))).toEqual([]);
  });
});

describe('docs/threats.md', () => {
  const threats = read('docs/threats.md');
  const attacks = readdirSync(join(root, 'test/attacks')).map((name) => `test/attacks/${name}`);

  test('has every attack that is tried, and no other', () => {
    const named = new Set([...threats.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path!));
    expect([...named].toSorted()).toEqual(attacks.toSorted());
  });
});
