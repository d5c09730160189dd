import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storedDataReference } from '../lib/reference/stored-data.ts';

/** `npm run docs:data`: writes docs/stored-data.md again. A test says when it is behind. */
writeFileSync(join(import.meta.dirname, '../docs/stored-data.md'), storedDataReference());
