import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import type * as app from '../../lib/cloud/app.ts';
import type * as bundleService from '../../lib/cloud/bundle-service.ts';
import type * as configuration from '../../lib/cloud/configuration.ts';
import type * as flags from '../../lib/cloud/flags.ts';

type Modules = typeof app & typeof bundleService & typeof configuration & typeof flags;
const modules = ['app', 'bundle-service', 'configuration', 'flags'];

/** What CloudFormation is given. */
export interface Deployment {
  /** By the names of their files. */
  templates: Record<string, unknown>;
  /** Hashes of everything else that is uploaded, such as the handlers with their source maps, by the paths of the files. */
  assets: Record<string, string>;
}

/**
 * What a Weekwise deploys, made by its own modules as bin/cloud.ts makes it.
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
  await weekwise.bundleService(bundles);
  const context = { ...weekwise.cdkFlags(), [weekwise.bundlesContext]: bundles };
  const cdk = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false, context });
  weekwise.addStacks(
    cdk,
    weekwise.readConfiguration((key) => given[key]),
  );
  const { directory } = cdk.synth();
  const deployment: Deployment = { templates: {}, assets: {} };
  for (const name of await readdir(directory, { recursive: true })) {
    if ((await stat(join(directory, name))).isDirectory()) continue;
    const content = await readFile(join(directory, name));
    if (name.endsWith('.template.json')) deployment.templates[name] = JSON.parse(content.toString());
    if (name.startsWith('asset.')) deployment.assets[name] = createHash('sha256').update(content).digest('hex');
  }
  return deployment;
}
