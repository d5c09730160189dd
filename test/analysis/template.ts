import { readFile } from 'node:fs/promises';
import * as z from 'zod';

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Metadata: z.object({ 'aws:cdk:path': z.string() }).optional() }),
  ),
});

export interface NamedResource {
  type: string;
  path: string;
}

/** The resources of a template, by logical id. */
export async function resourcesOf(file: string): Promise<Map<string, NamedResource>> {
  const { Resources } = Template.parse(JSON.parse(await readFile(file, 'utf8')));
  return new Map(
    Object.entries(Resources).map(([id, { Type, Metadata }]) => [
      id,
      { type: Type, path: pathBelowStack(Metadata?.['aws:cdk:path'] ?? id) },
    ]),
  );
}

/** `Weekwise-test/Watch/Topic/Resource` is `Watch/Topic` of every stage; the stack itself is ''. */
export function pathBelowStack(constructPath: string): string {
  const [, ...below] = constructPath.split('/');
  while (below.at(-1) === 'Resource') below.pop();
  return below.join('/');
}
