import { join } from 'node:path';
import { run } from './command.ts';

/** Findings about code that CDK writes and we cannot change; each with its reason. */
const accepted = {
  W3005:
    'CDK makes a function wait for its role and the role’s policy; that the role alone would be implied does no harm',
};

/**
 * Asks cfn-lint about templates.
 *
 * @throws Error with every error and warning
 */
export async function lintTemplates(cfnLint: string, folder: string): Promise<void> {
  const options = ['--ignore-checks', ...Object.keys(accepted)];
  const { code, output } = await run([cfnLint, '--template', join(folder, '*.template.json'), ...options], {
    seconds: 60,
  });
  if (code !== 0 || output.trim() !== '') throw new Error(`cfn-lint:\n${output}`);
}
