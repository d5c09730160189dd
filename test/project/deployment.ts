import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import type * as app from '../../lib/cloud/app.ts';
import type * as buildHandlers from '../../lib/cloud/build-handlers.ts';
import type * as bundleService from '../../lib/cloud/bundle-service.ts';
import type * as bundling from '../../lib/cloud/bundling.ts';
import type * as configuration from '../../lib/cloud/configuration.ts';
import type * as flags from '../../lib/cloud/flags.ts';

type Modules = typeof app &
  typeof buildHandlers &
  typeof bundleService &
  typeof bundling &
  typeof configuration &
  typeof flags;
const modules = ['app', 'build-handlers', 'bundle-service', 'bundling', 'configuration', 'flags'];

/** What CloudFormation is given. */
export interface Deployment {
  /** By the names of their files. */
  templates: Record<string, unknown>;
  /** Hashes of everything else that is uploaded, such as the handlers with their source maps, by the paths of the files. */
  assets: Record<string, string>;
}

/**
 * What a Weekwise deploys, made by its own modules as bin/cloud.ts makes it, but that the handlers are bundled together: what they share, nearly all of it, is
 * the same in each. Each by itself is what it is before it is bundled.
 *
 * @param lib - its folder of that name
 * @param extension - of its modules
 * @param folder - is made
 */
export async function deploymentOf(
  lib: string,
  extension: '.ts' | '.js',
  given: Readonly<Record<string, unknown>>,
  folder: string,
): Promise<Deployment> {
  const loaded = modules.map(
    (name) => import(pathToFileURL(join(lib, 'cloud', name + extension)).href) as Promise<Modules>,
  );
  const weekwise = Object.assign({}, ...(await Promise.all(loaded))) as Modules;
  const bundles = join(folder, 'bundles');
  await weekwise.bundleService(bundles, { bundle: false });
  await bundleTogether(weekwise, join(folder, 'together'));
  const context = { ...weekwise.cdkFlags(), [weekwise.bundlesContext]: bundles };
  // Nor who made a construct where, which is in no template, and a quarter of the work.
  const asTemplatesAlone = { analyticsReporting: false, stackTraces: false, treeMetadata: false };
  const cdk = new App({ ...asTemplatesAlone, outdir: join(folder, 'cdk.out'), context });
  weekwise.addStacks(
    cdk,
    weekwise.readConfiguration((key) => given[key]),
  );
  const { directory } = cdk.synth();
  const templates = (await readdir(directory)).filter((name) => name.endsWith('.template.json'));
  const parsed = templates.map(
    async (name) => [name, JSON.parse(await readFile(join(directory, name), 'utf8')) as unknown] as const,
  );
  const assets = { ...(await hashesIn(join(folder, 'together'))), ...(await hashesIn(directory, 'asset.')) };
  return { templates: Object.fromEntries(await Promise.all(parsed)), assets };
}

/** Every handler in one file. */
async function bundleTogether(
  { buildHandlers, handlerEntry, handlerNames, webhookHandlerNames }: Modules,
  folder: string,
): Promise<void> {
  const imports = [...handlerNames, ...webhookHandlerNames].map((name) => `export * as ${name} from './${name}.ts';`);
  const stdin = { contents: imports.join('\n'), resolveDir: dirname(handlerEntry('web')) };
  await buildHandlers(folder, [], { stdin });
}

/** Of files whose path below the folder begins so. */
async function hashesIn(folder: string, beginning = ''): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.startsWith(beginning) || (await stat(join(folder, name))).isDirectory()) continue;
    const content = await readFile(join(folder, name));
    hashes[name] = createHash('sha256').update(content).digest('hex');
  }
  return hashes;
}
