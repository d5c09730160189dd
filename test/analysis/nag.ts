import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NagRuleCompliance, type IApplyRule } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { Finding } from './findings.ts';
import { pathBelowStack } from './template.ts';

/**
 * The rules of cdk-nag that `npm run synth` holds every stack to. Answers are in the code, beside the construct that they are about; this
 * also tells which of them answer nothing.
 */
export class NagRecorder extends AwsSolutionsChecks {
  readonly unanswered: Finding[] = [];
  readonly answered = new Set<string>();
  readonly #configuration: string;

  constructor(configuration: string) {
    super();
    this.#configuration = configuration;
  }

  protected override applyRule(params: IApplyRule): void {
    const { node, info, ruleSuffixOverride } = params;
    const result = params.rule(node);
    const name = `${this.readPackName}-${ruleSuffixOverride ?? params.rule.name}`;
    const whole = result === NagRuleCompliance.NON_COMPLIANT ? [name] : [];
    const rules = Array.isArray(result) ? result.map((one) => `${name}[${one}]`) : whole;
    for (const one of rules) {
      const answers = node.node.scopes.filter((scope) => acknowledgedAt(scope).includes(one));
      for (const { node: at } of answers) this.answered.add(keyOf(at.path, one));
      if (answers.length > 0) continue;
      this.unanswered.push({
        analyser: 'cdk-nag',
        rule: one,
        type: node.cfnResourceType,
        path: pathBelowStack(node.node.path),
        says: info,
        configuration: this.#configuration,
      });
    }
  }
}

/** Answers to cdk-nag in the code of a tree of constructs, each as a line. */
export function acknowledgements(scope: IConstruct): string[] {
  return scope.node.findAll().flatMap((one) => acknowledgedAt(one).map((rule) => keyOf(one.node.path, rule)));
}

function acknowledgedAt({ node }: IConstruct): string[] {
  return node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as Record<string, string>))
    .map((id) => id.replace(/^AwsSolutions::/, ''));
}

function keyOf(constructPath: string, rule: string): string {
  return `${rule} at ${pathBelowStack(constructPath) || 'the stack'}`;
}
