import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build, type Metafile, type Plugin } from 'esbuild';
import { engineFile, roots, templatesName } from '../roots.ts';
import { contentModules } from './content-modules.ts';

/*
 * What is published: compiled JavaScript in the layout of the repository, so that a module finds its files from where it lies, and a package.json of its
 * own. Which modules and which packages are in it follows from what they import; nothing is listed twice.
 */

/** Programs that an operator runs; everything else follows from them. */
const programs = ['main', 'start', 'local', 'compile-templates', 'cloud', 'bundle'];

/** What they read beside modules. */
const read = [templatesName, 'cdk.json', 'lib/cost/measured.json', 'lib/project/skeleton', 'CHANGELOG.md', 'LICENSE'];

/** What is bundled or built in: from the same sources the same is deployed, byte by byte, as from a clone. */
const sources = ['lambdas', 'lib/templates/fill.ts', 'lib/templates/words/counting.ts'];

/** What libraries of ours ask for that a project is given as they are. */
export const supportedNode = '>=22.22';

/** Needed only to deploy, and as large as everything else together: a project that deploys has them itself, in the versions that were tested. */
const peers = ['aws-cdk', 'aws-cdk-lib', 'cdk-nag', 'constructs'];

/** Packages that are asked for by a name that is put together: which one depends on the machine, and none is needed. */
const optional = ['@dynoxide/linux-x64'];

/** Built into the modules that use them: of most of what they bring nothing is needed. */
const builtIn = { echarts: 'lib/operator/console/charts.js' };

/** Fonts of pictures, out of two dozen of their package. */
const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

interface PackageFile {
  name: string;
  version: string;
  description: string;
  license: string;
  optionalDependencies: Record<string, string>;
}

/**
 * Writes the package.
 *
 * @param folder - is emptied first
 */
export async function pack(folder: string): Promise<{ name: string; version: string; files: number }> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const modules = await imported();
  await compile(Object.keys(modules), folder);
  for (const path of read) await cp(engineFile(path), join(folder, path), { recursive: true });
  await copyTexts(folder);
  await contentModules(folder);
  for (const path of sources) await cp(engineFile(path), join(folder, 'sources', path), { recursive: true });
  await copyFonts(folder);
  await buildIn(folder);
  await writeFile(join(folder, 'bin/weekwise.js'), launcher, { mode: 0o755 });
  const about = packageFile(packagesOf(modules));
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(about, undefined, 2)}\n`);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return { name: about.name, version: about.version, files: entries.filter((entry) => entry.isFile()).length };
}

const launcher = `#!/usr/bin/env node
import * as module from 'node:module';
// The notice about old versions of Node is a line of \`doctor\`.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
// What is compiled once need not be compiled again at the next command; Node 20 cannot yet.
module.enableCompileCache?.();
await import('./main.js');
`;

/** What each module of the programs imports, by its path from the root of Weekwise. Modules that are nothing but types are none. */
type Modules = Metafile['inputs'];

/** What is built is the project's, and need not be there. */
const withoutBuild: Plugin = {
  name: 'without-build',
  setup: (bundle) => bundle.onResolve({ filter: /\/build\/[\w-]+\.js$/ }, ({ path }) => ({ path, external: true })),
};

/** Everything that the programs import, however far away. */
async function imported(): Promise<Modules> {
  const { metafile } = await build({
    absWorkingDir: roots.engine,
    entryPoints: programs.map((name) => `bin/${name}.ts`),
    outdir: 'nowhere',
    bundle: true,
    packages: 'external',
    plugins: [withoutBuild],
    splitting: true,
    format: 'esm',
    platform: 'node',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  return Object.fromEntries(Object.entries(metafile.inputs).filter(([path]) => /\.tsx?$/.test(path)));
}

/**
 * Writes modules as JavaScript. `npm run typecheck` is what checks types: here nothing is read but the modules themselves, no library and no package,
 * which would take three times as long.
 *
 * @param paths - from the root of Weekwise
 */
async function compile(paths: readonly string[], folder: string): Promise<void> {
  const configuration = {
    extends: engineFile('tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      noCheck: true,
      noResolve: true,
      rewriteRelativeImportExtensions: true,
      rootDir: roots.engine,
      outDir: folder,
      lib: ['es5'],
      types: [],
    },
    files: paths.map((path) => engineFile(path)),
    include: [],
  };
  const file = join(folder, 'tsconfig.json');
  await writeFile(file, JSON.stringify(configuration));
  await promisify(execFile)(process.execPath, [engineFile('node_modules/typescript/bin/tsc'), '--project', file]);
  await rm(file);
}

/** The documents, without pictures and decisions. */
async function copyTexts(folder: string): Promise<void> {
  await mkdir(join(folder, 'docs'));
  const names = (await readdir(engineFile('docs'))).filter((name) => name.endsWith('.md'));
  for (const name of names) await cp(engineFile('docs', name), join(folder, 'docs', name));
  const readme = await readFile(engineFile('docs/own-project.md'), 'utf8');
  await writeFile(join(folder, 'README.md'), readme.replace('../CHANGELOG.md', 'CHANGELOG.md'));
}

async function copyFonts(folder: string): Promise<void> {
  const from = dirname(createRequire(engineFile('package.json')).resolve('dejavu-fonts-ttf/package.json'));
  for (const name of fonts) await cp(join(from, 'ttf', name), join(folder, 'fonts', name));
  await cp(join(from, 'LICENSE'), join(folder, 'fonts', 'LICENSE'));
}

/** Puts packages into the one module that uses each, which imports nothing else. */
async function buildIn(folder: string): Promise<void> {
  for (const [name, module] of Object.entries(builtIn)) {
    await build({
      entryPoints: [engineFile(module.replace(/\.js$/, '.ts'))],
      outfile: join(folder, module),
      allowOverwrite: true,
      bundle: true,
      minify: true,
      legalComments: 'inline',
      format: 'esm',
      platform: 'node',
    });
    for (const text of ['LICENSE', 'NOTICE']) {
      await cp(engineFile('node_modules', name, text), join(folder, 'licences', name, text));
    }
  }
}

function packageFile(imported: readonly string[]): Record<string, unknown> & { name: string; version: string } {
  const { name, version, description, license, ...own } = JSON.parse(
    readFileSync(engineFile('package.json'), 'utf8'),
  ) as PackageFile;
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    // What people type, whatever name the package is published under.
    bin: { weekwise: 'bin/weekwise.js' },
    // No promise about what is inside.
    exports: { './package.json': './package.json' },
    engines: { node: supportedNode },
    // As they were tested: a project's own lock file keeps what these bring along.
    dependencies: versionsOf(imported.filter((one) => !peers.includes(one))),
    optionalDependencies: Object.fromEntries(optional.map((one) => [one, own.optionalDependencies[one]])),
    peerDependencies: versionsOf(peers),
    peerDependenciesMeta: Object.fromEntries(peers.map((one) => [one, { optional: true }])),
  };
}

/** Names of the packages that modules import, but for those that are built in. */
function packagesOf(modules: Modules): string[] {
  const paths = Object.values(modules).flatMap(({ imports }) =>
    imports.filter(({ external }) => external).map(({ path }) => path),
  );
  const packages = paths
    .filter((path) => !/^(?:node:|\.)/.test(path))
    .map((path) => /^(?:@[^/]+\/)?[^/]+/.exec(path)![0]);
  return [...new Set(packages)].filter((name) => !(name in builtIn)).toSorted();
}

/** Packages with the exact versions that are installed here. */
function versionsOf(packages: readonly string[]): Record<string, string> {
  const version = (name: string) =>
    (JSON.parse(readFileSync(engineFile('node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
  return Object.fromEntries(packages.map((name) => [name, version(name)]));
}
