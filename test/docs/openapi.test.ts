import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { openApi } from '../../lib/api/openapi.ts';

const read = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')) as Record<string, unknown>;
const document = openApi(String(read('package.json')['version']));

test('docs/openapi.json is what the schemas say; npm run docs:api writes it', () => {
  expect(read('docs/openapi.json')).toEqual(document);
});

test('it is sound OpenAPI 3.1', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document) as never)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});
