import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { personActions } from '../../lambdas/core/actions/actions.ts';
import { weekwiseProgram } from '../../lib/operator/commands/program.ts';
import { configurationKeys } from '../../lib/cloud/configuration.ts';
import { resourcesOf } from '../cloud/support/resources.ts';
import { serviceTemplate } from '../cloud/support/synthesize.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/operating.md'), 'utf8');
const commands = weekwiseProgram(personActions).commands.map((command) => command.name());

describe('docs/operating.md', () => {
  test('says of every alarm what to do, and of none that is not there', () => {
    const alarms = [
      ...resourcesOf(serviceTemplate({ webhookUrl: 'https://example.com/hook' }), 'AWS::CloudWatch::Alarm').values(),
    ];
    const names = new Set(alarms.map(({ AlarmName }) => String(AlarmName).split('/').at(-1)!));
    const told = [...page.matchAll(/^### (.*)$/gm)].flatMap(([, heading]) =>
      [...heading!.matchAll(/`(\w+)`/g)].map(([, name]) => name!),
    );
    expect(told.sort()).toEqual([...names].sort());
  });

  test('says of every step to the first email how long it takes, and where a waiting time is from', () => {
    const begin = page.slice(page.indexOf('## From nothing'), page.indexOf('## The mail identity'));
    const steps = [...begin.matchAll(/^(\d+)\. /gm)].map(([, step]) => step);
    const rows = [...begin.matchAll(/^\| (\d+) \| ([^|]+) \| ([^|]+) \|/gm)];
    expect(steps.length).toBeGreaterThan(5);
    expect(rows.map(([, step]) => step)).toEqual(steps);
    const times = rows
      .flatMap(([, , , waits]) => waits!.split(/[.;](?= |$)/))
      .filter((wait) => /\b(minutes|hours|days)\b/.test(wait));
    expect(times.length).toBeGreaterThan(4);
    expect(
      times.filter((time) => !/\(https:\/\/(docs\.aws\.amazon\.com|repost\.aws)\/|an estimate/.test(time)),
    ).toEqual([]);
  });

  test('lists every configuration key', () => {
    for (const key of configurationKeys) expect(page).toContain(`\`${key}\``);
  });

  test('names only commands that there are', () => {
    const named = [...page.matchAll(/npx weekwise(?: --stage \S+)? ([a-z-]+)/g)].map(([, command]) => command!);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((command) => !commands.includes(command))).toEqual([]);
  });
});
