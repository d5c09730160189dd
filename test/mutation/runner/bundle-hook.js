import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const bundles = new Map();

/** Loads a test file as one module, with all modules of the project that it needs in it: made once, evaluated anew each time. */
export async function load(url, context, next) {
  const path = url.startsWith('file:') ? fileURLToPath(url) : '';
  if (!/\?run=\d+$/.test(url) || !path.endsWith('.ts')) return next(url, context);
  const bundled = bundles.get(path) ?? bundle(path);
  bundles.set(path, bundled);
  return { format: 'module', shortCircuit: true, source: await bundled };
}

/** A module in a bundle is still where its source is: it may read a file beside it. */
const inItsPlace = {
  name: 'in-its-place',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return {
        loader: 'ts',
        contents: source.replaceAll('import.meta.url', () => JSON.stringify(pathToFileURL(path))),
      };
    }),
};

async function bundle(path) {
  const options = {
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'es2023',
    packages: 'external',
    plugins: [inItsPlace],
  };
  const { outputFiles } = await build({ ...options, entryPoints: [path], logLevel: 'error' });
  return outputFiles[0].text;
}
