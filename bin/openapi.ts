import { readFileSync, writeFileSync } from 'node:fs';
import { openApi } from '../lib/api/openapi.ts';

/** `npm run docs:api`: writes docs/openapi.json anew. A test says when it is behind. */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
writeFileSync(new URL('../docs/openapi.json', import.meta.url), `${JSON.stringify(openApi(version), undefined, 2)}\n`);
