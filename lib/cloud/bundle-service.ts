import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { buildIn, roots } from '../roots.ts';
import { buildHandlers, type Bundle } from './build-handlers.ts';

/** The context in which an app is told where its bundles are. Without it functions get code that is nothing: their template is the same. */
export const bundlesContext = 'weekwise:bundles';

/**
 * Bundles every handler as Lambda gets it, a folder each, with the pictures beside the site's.
 *
 * @param folder - is written to
 * @param changes - of how they are bundled, for tests
 */
export async function bundleService(folder: string, changes: BuildOptions = {}): Promise<Bundle[]> {
  const bundles = await buildHandlers(folder, undefined, changes);
  const pictures = buildIn(roots.project, 'pictures');
  if (existsSync(pictures)) await cp(pictures, join(folder, 'web', 'pictures'), { recursive: true });
  return bundles;
}
