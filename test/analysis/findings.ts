import * as z from 'zod';

/** What an analyser has against one resource. */
export interface Finding {
  analyser: string;
  /** Such as `CKV_AWS_26`. */
  rule: string;
  /** Such as `AWS::SNS::Topic`. */
  type: string;
  /** Of the construct, below its stack: `Watch/Topic`. */
  path: string;
  says: string;
  /** Name of the deployment that it is in. */
  configuration: string;
}

/** Our answers: by analyser and rule, the resources that they are about, as types or paths, and why it is right as it is. */
export const Answers = z.record(
  z.string(),
  z.record(
    z.string(),
    z.array(z.strictObject({ resources: z.array(z.string()).min(1), reason: z.string().min(20) })).min(1),
  ),
);
export type Answers = z.output<typeof Answers>;

/** A finding that stands in several deployments. */
export interface Unanswered extends Omit<Finding, 'configuration'> {
  configurations: string[];
}

/** Findings that no answer is about, each once. */
export function unanswered(findings: readonly Finding[], answers: Answers): Unanswered[] {
  const found = new Map<string, Unanswered>();
  for (const finding of findings) {
    if (resourcesOf(finding, answers).some((resource) => isAbout(resource, finding))) continue;
    const { configuration, ...one } = finding;
    const key = JSON.stringify(one);
    const known = found.get(key) ?? { ...one, configurations: [] };
    found.set(key, { ...known, configurations: [...new Set([...known.configurations, configuration])] });
  }
  return [...found.values()];
}

/** Answers to nothing: the analyser, the rule and the resource of each, as a line. */
export function idle(findings: readonly Finding[], answers: Answers): string[] {
  return Object.entries(answers).flatMap(([analyser, rules]) =>
    Object.entries(rules).flatMap(([rule, given]) => {
      const about = findings.filter((finding) => finding.analyser === analyser && finding.rule === rule);
      return given
        .flatMap(({ resources }) => resources)
        .filter((resource) => !about.some((finding) => isAbout(resource, finding)))
        .map((resource) => `${analyser} ${rule} ${resource}`);
    }),
  );
}

function resourcesOf({ analyser, rule }: Finding, answers: Answers): string[] {
  return (answers[analyser]?.[rule] ?? []).flatMap(({ resources }) => resources);
}

function isAbout(resource: string, { type, path }: Finding): boolean {
  return resource === type || resource === path;
}
