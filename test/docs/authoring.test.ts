import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readFrontMatter, splitFrontMatter } from '../../lib/templates/front-matter.ts';
import { blockNames, lessonBody } from '../../lib/templates/lesson-markdown.ts';
import {
  AccountFrontMatter,
  BranchFrontMatter,
  lessonFrontMatter,
  SeriesFrontMatter,
  SourcesFile,
} from '../../lib/templates/front-matter-schema.ts';
import { signUpFields, subscriberFields } from '../../lib/templates/merge-fields.ts';
import { personActions } from '../../lambdas/core/actions/actions.ts';
import { weekwiseProgram } from '../../lib/operator/commands/program.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('docs/authoring.md');

/** The code in the first column of each table whose first heading is this. */
function firstColumn(heading: string): string[] {
  const tables = [...page.matchAll(new RegExp(`^\\| ${heading} \\|.*\\n\\|---.*\\n((?:\\|.*\\n)+)`, 'gm'))];
  const rows = tables.flatMap(([, body = '']) => body.trim().split('\n'));
  return rows.flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, code]) => code!));
}

const commands = weekwiseProgram(personActions).commands.map((command) => command.name());

describe('docs/authoring.md', () => {
  test('tells of every key of front matter, and of no other', () => {
    const lesson = lessonFrontMatter(undefined, 'en');
    const { reminders } = lesson.shape;
    const shapes = [
      lesson,
      SourcesFile.valueType,
      reminders.element,
      BranchFrontMatter,
      AccountFrontMatter,
      SeriesFrontMatter,
    ];
    const keys = shapes.flatMap((schema) => Object.keys(schema.shape));
    expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
    const told = firstColumn('key');
    expect(told.length).toBeGreaterThan(15);
    expect(told.filter((key) => !keys.includes(key))).toEqual([]);
  });

  test('has examples that pass', () => {
    const [sources, branch] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml!);
    const place = { file: 'docs/authoring.md', line: 1 };
    const { yaml, body } = splitFrontMatter(/```markdown\n([\s\S]*?)```/.exec(page)![1]!, place.file);
    expect(readFrontMatter(yaml, lessonFrontMatter(undefined, 'en'), place).value.id).toBe('first-sip');
    expect(lessonBody(body).body.map(({ text }) => text.trim())).toContain('<h2>Try it: 2 minutes, once a day</h2>');
    expect(Object.keys(readFrontMatter(sources!, SourcesFile, place).value)).toEqual(['albulescu-2022']);
    expect(readFrontMatter(branch!, BranchFrontMatter, place).value.onDemand).toBe(false);
  });

  test('tells of every block, and of no other', () => {
    expect(
      firstColumn('block')
        .map((block) => block.replace('::: ', ''))
        .sort(),
    ).toEqual([...blockNames].sort());
  });

  test('tells of every merge field, and of no other', () => {
    const fields = new Set([...subscriberFields, ...Object.values(signUpFields).flatMap((some) => [...some])]);
    const told = firstColumn('field').map((field) => field.replaceAll(/[{}]/g, ''));
    expect(told.sort()).toEqual([...fields].sort());
  });

  test('quotes what the checks say', () => {
    const sources = ['lib/content', 'lib/templates'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => read(`${folder}/${name}`)),
    );
    const quoted = firstColumn('it says');
    expect(quoted.length).toBeGreaterThan(20);
    expect(quoted.filter((words) => !sources.some((source) => source.includes(words)))).toEqual([]);
  });

  test('names only scripts, commands, files and pictures that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...page.matchAll(/\bnpm (?:run )?([a-z:]+)/g)].map(([, script]) => script!);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((script) => script !== 'ci' && !(script in scripts))).toEqual([]);
    for (const [, command] of page.matchAll(/npx weekwise ([a-z-]+)/g)) {
      expect(commands).toContain(command);
    }
    const paths = [...page.matchAll(/`((?:lambdas|templates)\/[^`<]+)`/g)].map(([, path]) => path!);
    const pictures = [...page.matchAll(/^!\[.*\]\((pictures\/[^)]+)\)/gm)].map(([, path]) => `docs/${path}`);
    const made = 'templates/series/tea-breaks/';
    expect([...paths, ...pictures].filter((path) => path !== made && !existsSync(join(root, path)))).toEqual([]);
  });
});
