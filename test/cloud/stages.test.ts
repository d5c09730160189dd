import { writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ConfigurationError } from '../../lib/cloud/configuration.ts';
import { readStages } from '../../lib/cloud/stages.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function stagesOf(text: string) {
  const file = fileIn('stages.json');
  writeFileSync(file, text);
  return () => readStages(file);
}

const fileIn = temporaryFolder();

describe('stages.json', () => {
  test('need not be there', () => {
    expect(readStages(fileIn('stages.json'))).toEqual({});
  });

  test('holds the keys of each stage', () => {
    expect(stagesOf('{"test":{"domain":"calm.example"}}')()).toEqual({ test: { domain: 'calm.example' } });
  });

  test.each(['{', '[]', '{"test":"calm.example"}'])('says in one line that it is not understood: %s', (text) => {
    expect(stagesOf(text)).toThrow(ConfigurationError);
    expect(stagesOf(text)).toThrow(/^stages.json.*expected \{"production": \{"domain": "example.org"\}\}$/);
  });
});
