import { readFileSync } from 'node:fs';
import { engineFile } from '../roots.ts';

/**
 * The feature flags of the CDK, as `cdk.json` of Weekwise has them. The app gives them to itself: a project has no such file, and without them the CDK
 * would make another template.
 */
export function cdkFlags(): Record<string, unknown> {
  const { context } = JSON.parse(readFileSync(engineFile('cdk.json'), 'utf8')) as { context: Record<string, unknown> };
  return context;
}
