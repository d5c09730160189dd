import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { personActions } from '../../lambdas/core/actions/actions.ts';
import { weekwiseProgram } from '../../lib/operator/commands/program.ts';
import { jsonReference, jsonSchema } from '../../lib/operator/json/reference.ts';
import { encode, shapes } from '../../lib/operator/json/shapes.ts';

const read = (file: string) => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');

/** Every command that does something, by what is typed. */
function typed(command: Command, above = ''): string[] {
  const path = `${above} ${command.name()}`.trim();
  const isGroup = command.commands.length > 0 && command.registeredArguments.length === 0;
  return [...(isGroup ? [] : [path]), ...command.commands.flatMap((below) => typed(below, path))];
}
const commands = weekwiseProgram(personActions).commands.flatMap((command) => typed(command));
/** They show what they do as it happens, and refuse --json. */
const showing = ['start', 'deploy', 'synth'];
const isAction = (path: string) => Object.keys(personActions).includes(path.replace('subscriber ', ''));

describe('what --json writes', () => {
  test('is in docs/json.md and docs/json-schema.json as the shapes say: npm run docs:commands', () => {
    expect(read('json.md')).toBe(jsonReference());
    expect(JSON.parse(read('json-schema.json'))).toEqual(jsonSchema());
  });

  test('has a shape for every command, and none for a command that is not there', () => {
    const shaped = [...new Set(Object.keys(shapes).map((name) => name.replace(/ (--[a-z-]+|<file>)$/, '')))];
    const needed = [
      ...new Set(
        commands
          .filter((path) => !showing.includes(path))
          .map((path) => (isAction(path) ? 'subscriber (action)' : path)),
      ),
    ];
    expect(shaped.toSorted()).toEqual(needed.toSorted());
  });

  test('is in the order of the shape, names of open lists by alphabet, and nothing else', () => {
    const data = { people: 1, zones: [], since: 'b', edition: 'a', more: 1 };
    expect(encode('zones --since', data)).toBe(
      JSON.stringify({ version: 1, edition: 'a', since: 'b', zones: [] }, undefined, 2),
    );
    const moved = { feedback: 2, send: 1 };
    expect(Object.keys((JSON.parse(encode('dead-letters redrive', { moved })) as { moved: object }).moved)).toEqual([
      'send',
      'feedback',
    ]);
    const days = { '2026-12-02': noDay, '2026-12-01': noDay };
    expect(Object.keys((JSON.parse(encode('counts show', { series: 's', days })) as { days: object }).days)).toEqual([
      '2026-12-01',
      '2026-12-02',
    ]);
  });

  test('is a fault of ours where it is not as the shape says', () => {
    expect(() => encode('halt', { halted: { at: 'yesterday', why: 'x' } })).toThrow(
      /halt .*docs\/json\.md[^]*halted\.at/,
    );
  });
});

const noDay = { signedUp: 0, left: 0, bounced: 0, complained: 0, lessons: 0, inTime: 0, within1Hour: 0, later: 0 };
