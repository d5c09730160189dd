import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { inEachSeries, links, type Link } from '../../lambdas/core/mail/links.ts';

const root = join(import.meta.dirname, '../..');
const table = 'lambdas/core/mail/links.ts';

/** Stands in a text for what a template merges into it. */
const merged = '\0';
/** A path, from where one may begin: not within a word, a type such as text/html, or a tag. */
const pathShape = /(?<![\w.:)\]}<*-])\/[\w\-.*:{}[\]+\\\0/]*/g;

type Segments = (string | undefined)[];

/** The parts of a path; undefined for one that may be anything. */
function segmentsOf(path: string): Segments {
  const segments = path
    .replaceAll(/\{[^}]*\}/g, '')
    .split('/')
    .slice(1);
  return segments.map((one) => (one === '' || /[:*\0]/.test(one) ? undefined : one));
}

const patterns = Object.values<Link>(links)
  .flatMap((link): string[] => [link.path, ...('ofSeries' in link ? [inEachSeries(link)] : [])])
  .map(segmentsOf);
/** What follows a parameter. */
const ends = patterns.flatMap((pattern) =>
  pattern.flatMap((one, at) => (one === undefined ? [pattern.slice(at + 1)] : [])),
);

/** Whether it may be that path, and at least one word says so. */
function isOf(written: Segments, pattern: Segments): boolean {
  const fits = (one: string | undefined, at: number) =>
    one === undefined || written[at] === undefined || written[at] === one;
  return (
    written.length === pattern.length &&
    pattern.every(fits) &&
    pattern.some((one, at) => one !== undefined && one === written[at])
  );
}

/** The paths of the site that a text spells. */
function pathsIn(text: string): string[] {
  const relative = text.replaceAll(/https?:\/\/[\w.:\0-]+/g, merged);
  const paths = [...relative.matchAll(pathShape)].filter(({ 0: path, index }) => {
    const written = segmentsOf(path);
    const known = relative[index - 1] === merged ? [...patterns, ...ends] : patterns;
    return known.some((pattern) => isOf(written, pattern));
  });
  return paths.map(([path]) => path.replaceAll(merged, '…'));
}

interface Node {
  type?: string;
  value?: unknown;
  pattern?: string;
  quasis?: { cooked: string }[];
}

/** Every text of a program: strings, templates, what regular expressions look for, and words between tags. */
function textsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, value, pattern, quasis } = node as Node;
  const inner = Object.values(node).flatMap(textsIn);
  if (type === 'StringLiteral' || type === 'JSXText') return [String(value)];
  if (type === 'RegExpLiteral') return [`${merged}${pattern!.replaceAll('\\/', '/')}`];
  if (type === 'TemplateLiteral' && quasis !== undefined)
    return [quasis.map(({ cooked }) => cooked).join(merged), ...inner];
  return inner;
}

function spelledIn(file: string): string[] {
  const program = parseSync(readFileSync(join(root, file), 'utf8'), { syntax: 'typescript', tsx: file.endsWith('x') });
  return textsIn(program).flatMap(pathsIn);
}

const files = ['lambdas', 'lib', 'bin'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`)
    // The sections of the console have paths of their own, all below /local.
    .filter((name) => !/^lib\/((local|operator)\/console|console|preview)\//.test(name)),
);

test('a path of the site is written in the table of links, and nowhere else', () => {
  expect(files.length).toBeGreaterThan(400);
  const elsewhere = files
    .filter((file) => file !== table)
    .flatMap((file) => spelledIn(file).map((path) => [file, path]));
  expect(elsewhere).toEqual([]);
});

test.each([
  ['a path', '/help', ['/help']],
  ['a path with a query', '/help?zone=Europe%2FBerlin', ['/help']],
  ['an address', `https://weekwise.example/sources`, ['/sources']],
  ['a template', `${merged}/unsubscribe/${merged}`, ['/unsubscribe/…']],
  ['what follows a token', `${merged}/pause`, ['/pause']],
  ['the beginning of a path', '/settings/', ['/settings/']],
  ['a path of a series', `/series/${merged}/lesson/${merged}`, ['/series/…/lesson/…']],
  ['a form in html', `<form action="${merged}/sign-up">`, ['/sign-up']],
  ['another path', '/people/:id', []],
  ['a type', 'text/help', []],
  ['a file', `${merged}/series.yaml`, []],
])('%s is seen for what it is', (_, text, paths) => {
  expect(pathsIn(text)).toEqual(paths);
});
