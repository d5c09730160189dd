import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { buildHandlers } from '../../lib/cloud/build-handlers.ts';
import type { HandlerName } from '../../lib/cloud/bundling.ts';

const run = promisify(execFile);

export interface ColdBundle {
  name: HandlerName;
  sizeBytes: number;
  gzipBytes: number;
  /** Processor time of importing it in a fresh process, in milliseconds; one entry a repeat. */
  importMs: number[];
}

/** Imports each deployed bundle in fresh processes. What Lambda's own start adds, nobody can measure here. */
export async function coldBundles(folder: string, repeats: number): Promise<ColdBundle[]> {
  const bundles = await buildHandlers(folder);
  const measured: ColdBundle[] = [];
  for (const { name, sizeBytes } of bundles) {
    const file = join(folder, name, 'index.mjs');
    const importMs: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) importMs.push(await timeOfImport(file));
    measured.push({ name, sizeBytes, gzipBytes: gzipSync(await readFile(file)).length, importMs });
  }
  return measured;
}

/**
 * Imports a module in a fresh process.
 *
 * @param then - what is measured in place of the import: code in which `imported` is the module
 * @returns milliseconds of processor time
 */
export async function timeOfImport(file: string, then?: string): Promise<number> {
  const load = `const imported = await import(${JSON.stringify(pathToFileURL(file).href)});`;
  const steps = then === undefined ? [load] : [then];
  const code = [
    ...(then === undefined ? [] : [load]),
    'const before = process.cpuUsage();',
    ...steps,
    'const { user, system } = process.cpuUsage(before);',
    'console.log((user + system) / 1000);',
    'process.exit();',
  ].join('\n');
  const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { env });
  return Number(stdout.trim().split('\n').at(-1));
}
