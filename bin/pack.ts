import { pack } from '../lib/pack/pack.ts';
import { buildIn, roots } from '../lib/roots.ts';

/** `npm run pack`: writes what is published, with its own package.json, to build/package/. The repository itself can be published by nobody. */
const folder = buildIn(roots.engine, 'package');
const { name, version, files } = await pack(folder);
console.log(`build/package: ${name} ${version}, ${files} files. Publish it from there: npm publish ./build/package`);
