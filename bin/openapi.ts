import { readFileSync, writeFileSync } from 'node:fs';
import { openApi } from '../lib/api/openapi.ts';
import { engineFile } from '../lib/roots.ts';

/** `npm run docs:api`: writes docs/openapi.json again. A test says when it is behind. */
const { version } = JSON.parse(readFileSync(engineFile('package.json'), 'utf8')) as {
  version: string;
};
writeFileSync(engineFile('docs/openapi.json'), `${JSON.stringify(openApi(version), undefined, 2)}\n`);
