import { pack } from '../lib/pack/pack.ts';
import { packCreate } from '../lib/pack/pack-create.ts';
import { buildIn, roots } from '../lib/roots.ts';

/**
 * `npm run pack`: writes what is published, with a package.json of its own, to build/package/, and what `npm create` runs to build/create/. The repository
 * itself can be published by nobody.
 */
const folder = buildIn(roots.engine, 'package');
const { name, version, files } = await pack(folder);
console.log(`build/package: ${name} ${version}, ${files} files. Publish it from there: npm publish ./build/package`);
const create = await packCreate(buildIn(roots.engine, 'create'));
console.log(`build/create: ${create.name} ${create.version}. Publish it after that: npm publish ./build/create`);
