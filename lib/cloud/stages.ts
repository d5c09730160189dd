import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { ConfigurationError, type Given } from './configuration.ts';

/** What is written down for each stage, in `stages.json` beside `cdk.json`: `{ "production": { "domain": "example.org", … } }`. */
const Stages = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * Reads the file; without one, nothing is written down.
 *
 * @throws ConfigurationError when it is no such file
 */
export function readStages(file: string): Record<string, Given> {
  if (!existsSync(file)) return {};
  const example = 'expected {"production": {"domain": "example.org"}}';
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigurationError(`stages.json is no JSON: ${(error as Error).message}; ${example}`);
  }
  const parsed = Stages.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigurationError(`stages.json, ${issue!.path.join('.') || 'the whole'}: ${issue!.message}; ${example}`);
}
