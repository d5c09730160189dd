import { expect } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readConfiguration, type Configuration } from '../../../lib/cloud/configuration.ts';
import { cdkFlags } from '../../../lib/cloud/flags.ts';
import { mailDomainOf } from '../../../lib/cloud/mail-domain.ts';
import { MailDomainStack } from '../../../lib/cloud/mail-domain-stack.ts';
import { WeekwiseStack } from '../../../lib/cloud/weekwise-stack.ts';

function anApp(context: Record<string, unknown> = {}): App {
  // Without bundles: what is in functions is not what these tests are about.
  return new App({ analyticsReporting: false, context: { ...cdkFlags(), ...context } });
}

export function aConfiguration(given: Record<string, unknown> = {}): Configuration {
  return readConfiguration((key) => given[key]);
}

const stacks = new Map<string, Template>();

/** The template of the whole service; made once for each configuration. */
export function serviceTemplate(given: Record<string, unknown> = {}): Template {
  const key = JSON.stringify(given);
  const made = stacks.get(key);
  if (made !== undefined) return made;
  const configuration = aConfiguration(given);
  const template = Template.fromStack(new WeekwiseStack(anApp(), `Weekwise-${configuration.stage}`, { configuration }));
  stacks.set(key, template);
  return template;
}

/** The template of the stack of a domain; undefined where it has none. */
export function mailDomainTemplate(
  given: Record<string, unknown> = {},
  stages: Record<string, Record<string, unknown>> = {},
): Template | undefined {
  const mailDomain = mailDomainOf(aConfiguration(given), stages);
  return mailDomain && Template.fromStack(new MailDomainStack(anApp(), 'WeekwiseMail', { mailDomain }));
}

/** The template of a stage's stack in us-east-1; undefined if it needs none. */
export function edgeTemplate(given: Record<string, unknown> = {}): Template | undefined {
  const configuration = aConfiguration(given);
  const app = anApp();
  const stack = new WeekwiseStack(app, `Weekwise-${configuration.stage}`, { configuration });
  const edge = app.node.tryFindChild(`${stack.stackName}-edge`) as Stack | undefined;
  if (edge === undefined) return undefined;
  // It must be deployed first.
  expect(stack.dependencies).toEqual([edge]);
  return Template.fromStack(edge);
}

/** The template of one construct by itself. */
export function templateOf(build: (stack: Stack) => void): Template {
  const stack = new Stack(anApp(), 'Test');
  build(stack);
  return Template.fromStack(stack);
}
