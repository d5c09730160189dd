import { basename, dirname } from 'node:path';
import * as z from 'zod';
import { run } from '../deployed/command.ts';
import type { Finding } from './findings.ts';
import { resourcesOf } from './template.ts';

/** A large one, the one with everything, and three young ones, which have the fewest resource types. */
const regions = ['eu-central-1', 'us-east-1', 'ap-southeast-5', 'il-central-1', 'ca-west-1'];
/** Of the stacks whose region is in the code. */
const edgeRegions = ['us-east-1'];

const Output = z.array(
  z.object({
    Filename: z.string(),
    Message: z.string(),
    Rule: z.object({ Id: z.string() }),
    Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullable() }),
  }),
);

/**
 * Asks cfn-lint about templates, by all rules and in every region.
 *
 * @param templates - each in a folder that is named after its deployment
 * @throws Error when it cannot say
 */
export async function cfnLint(program: string, templates: readonly string[]): Promise<Finding[]> {
  const isAtEdge = (file: string) => file.endsWith('-edge.template.json');
  return [
    ...(await lint(
      program,
      templates.filter((file) => !isAtEdge(file)),
      regions,
    )),
    ...(await lint(program, templates.filter(isAtEdge), edgeRegions)),
  ];
}

async function lint(program: string, templates: readonly string[], where: readonly string[]): Promise<Finding[]> {
  const severities = ['--include-checks', 'I', 'E', 'W'];
  const { code, output } = await run(
    [program, ...severities, '--regions', ...where, '--format', 'json', '--template', ...templates],
    { seconds: 180 },
  );
  // Bits: 2 for errors, 4 for warnings, 8 for information. https://github.com/aws-cloudformation/cfn-lint#exit-codes
  if (code % 2 !== 0) throw new Error(`cfn-lint:\n${output}`);
  const findings: Finding[] = [];
  for (const { Filename, Message, Rule, Location } of Output.parse(JSON.parse(output))) {
    const [section, id] = Location.Path ?? [];
    const resource = section === 'Resources' ? (await resourcesOf(Filename)).get(String(id)) : undefined;
    findings.push({
      analyser: 'cfn-lint',
      rule: Rule.Id,
      type: resource?.type ?? 'template',
      path: resource?.path ?? `${basename(Filename)} ${(Location.Path ?? []).join('/')}`,
      says: Message,
      configuration: basename(dirname(Filename)),
    });
  }
  return findings;
}
