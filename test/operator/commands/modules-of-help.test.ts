import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { build, type Metafile } from 'esbuild';

/* Help is asked for far more often than anything is done. What a command does is loaded once it begins; before that, there are words only. */

const root = join(import.meta.dirname, '../../..');

let metafile: Metafile;
beforeAll(async () => {
  ({ metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['bin/main.ts', 'bin/local.ts'],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    outdir: 'nowhere',
    splitting: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
  }));
});

test('help loads the words of the commands, and nothing that they work with', () => {
  const { files, packages } = loadedBy('bin/main.ts', metafile);
  expect(packages).toEqual(['commander']);
  expect(files.length).toBeLessThan(42);
  expect(files).toContain('lib/operator/commands/watch.ts');
});

test('a command that asks a service on this machine loads no client of what few commands ask', () => {
  const { packages } = loadedBy('lib/operator/connection.ts', metafile);
  expect(packages.filter((name) => name.startsWith('@aws-sdk/client-'))).toEqual([
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-ses',
    '@aws-sdk/client-sqs',
  ]);
});

test('a service begins without what reads emails, which somebody may look at later', () => {
  const { packages } = loadedBy('bin/local.ts', metafile);
  expect(packages).toContain('hono');
  expect(packages).not.toContain('mailparser');
});

/** What an entry loads before anything is asked of it: everything that is imported by a statement, however far away. */
function loadedBy(entry: string, { inputs }: Metafile): { files: string[]; packages: string[] } {
  const files = new Set([entry]);
  const packages = new Set<string>();
  for (const file of files) {
    for (const { path, kind, external } of inputs[file]!.imports) {
      if (kind !== 'import-statement') continue;
      if (!external) files.add(path);
      else if (!path.startsWith('node:')) packages.add(path);
    }
  }
  return { files: [...files], packages: [...packages].toSorted() };
}
