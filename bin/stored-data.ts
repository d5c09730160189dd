import { writeFileSync } from 'node:fs';
import { storedDataReference } from '../lib/reference/stored-data.ts';
import { engineFile } from '../lib/roots.ts';

/** `npm run docs:data`: writes docs/stored-data.md again. A test says when it is behind. */
writeFileSync(engineFile('docs/stored-data.md'), storedDataReference());
