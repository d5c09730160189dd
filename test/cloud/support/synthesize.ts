import { expect } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DISABLE_CREATION_STACK_TRACES, ENABLE_ADDITIONAL_METADATA_COLLECTION } from 'aws-cdk-lib/cx-api';
import { readConfiguration, type Configuration } from '../../../lib/cloud/configuration.ts';
import { cdkFlags } from '../../../lib/cloud/flags.ts';
import { mailDomainOf } from '../../../lib/cloud/mail-domain.ts';
import { MailDomainStack } from '../../../lib/cloud/mail-domain-stack.ts';
import { WeekwiseStack } from '../../../lib/cloud/weekwise-stack.ts';

function anApp(context: Record<string, unknown> = {}): App {
  // Without bundles: what is in functions is not what these tests are about. Nor who made a construct where, which would be a quarter of the work.
  const asTemplatesAlone = { analyticsReporting: false, stackTraces: false, treeMetadata: false };
  const ofNobody = { [DISABLE_CREATION_STACK_TRACES]: true, [ENABLE_ADDITIONAL_METADATA_COLLECTION]: false };
  return new App({ ...asTemplatesAlone, context: { ...cdkFlags(), ...ofNobody, ...context } });
}

export function aConfiguration(given: Record<string, unknown> = {}): Configuration {
  return readConfiguration((key) => given[key]);
}

interface ServiceTemplates {
  service: () => Template;
  edge: () => Template | undefined;
}

const made = new Map<string, ServiceTemplates>();

/** A stack's template, once somebody asks for it: half of the work. */
function once<Made>(make: () => Made): () => Made {
  let known: { made: Made } | undefined;
  return () => (known ??= { made: make() }).made;
}

/** The templates of the whole service; made once for each configuration. */
function templatesOf(given: Record<string, unknown>): ServiceTemplates {
  const key = JSON.stringify(given);
  const known = made.get(key);
  if (known !== undefined) return known;
  const configuration = aConfiguration(given);
  const app = anApp();
  const stack = new WeekwiseStack(app, `Weekwise-${configuration.stage}`, { configuration });
  const edge = app.node.tryFindChild(`${stack.stackName}-edge`) as Stack | undefined;
  // It must be deployed first.
  if (edge !== undefined) expect(stack.dependencies).toEqual([edge]);
  const templates = {
    service: once(() => Template.fromStack(stack)),
    edge: once(() => edge && Template.fromStack(edge)),
  };
  made.set(key, templates);
  return templates;
}

/** The template of the whole service, but for what is in us-east-1. */
export function serviceTemplate(given: Record<string, unknown> = {}): Template {
  return templatesOf(given).service();
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
  return templatesOf(given).edge();
}

/** The template of one construct by itself. */
export function templateOf(build: (stack: Stack) => void): Template {
  const stack = new Stack(anApp(), 'Test');
  build(stack);
  return Template.fromStack(stack);
}
