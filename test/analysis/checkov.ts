import { join } from 'node:path';
import * as z from 'zod';
import { run } from '../deployed/command.ts';
import type { Finding } from './findings.ts';
import { resourcesOf } from './template.ts';

const Output = z.object({
  results: z.object({
    failed_checks: z.array(
      z.object({
        check_id: z.string(),
        check_name: z.string(),
        /** Below the folder that was asked about, with a slash before it. */
        file_path: z.string(),
        /** Such as `AWS::SNS::Topic.WatchTopicE125D5FE`. */
        resource: z.string(),
      }),
    ),
  }),
  summary: z.object({ parsing_errors: z.int() }),
});

/**
 * Asks checkov about every template in a folder, by all of its own rules.
 *
 * @param folder - has a folder for each deployment
 * @throws Error when it cannot say
 */
export async function checkov(program: string, folder: string): Promise<Finding[]> {
  const how = ['--framework', 'cloudformation', '--output', 'json', '--compact', '--quiet', '--soft-fail'];
  const { code, output } = await run([program, '--directory', folder, ...how, '--skip-download'], {
    env: { ...process.env, LOG_LEVEL: 'ERROR' },
    seconds: 180,
  });
  if (code !== 0) throw new Error(`checkov:\n${output}`);
  const { results, summary } = Output.parse(JSON.parse(output));
  if (summary.parsing_errors > 0) throw new Error(`checkov could not read ${summary.parsing_errors} templates`);
  const findings: Finding[] = [];
  for (const { check_id: rule, check_name: says, file_path: file, resource } of results.failed_checks) {
    const [type, id] = resource.split('.') as [string, string];
    const { path } = (await resourcesOf(join(folder, file))).get(id) ?? { path: id };
    const [configuration] = file.split('/').filter(Boolean) as [string];
    findings.push({ analyser: 'checkov', rule, type, path, says, configuration });
  }
  return findings;
}
