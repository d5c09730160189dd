import { Tags, type App } from 'aws-cdk-lib';
import type { Configuration, Given } from './configuration.ts';
import { GitHubStack } from './github-stack.ts';
import { mailDomainOf } from './mail-domain.ts';
import { MailDomainStack } from './mail-domain-stack.ts';
import { githubStackName, mailStackName, stackName } from './operator-outputs.ts';
import { WeekwiseStack } from './weekwise-stack.ts';

/**
 * Adds the stacks of a stage to a CDK app: its own, the one of the domain that emails come from, a small one in us-east-1 where something has to be
 * there, and one of roles where workflows on GitHub deploy.
 *
 * @param stages - what is written down for each stage
 * @throws ConfigurationError when another stage of the domain has it otherwise
 */
export function addStacks(
  app: App,
  configuration: Configuration,
  stages: Readonly<Record<string, Given>> = {},
): WeekwiseStack {
  const mailDomain = mailDomainOf(configuration, stages);
  const { stage, githubRepository } = configuration;
  if (githubRepository !== undefined) {
    new GitHubStack(app, githubStackName(stage), { configuration: { ...configuration, githubRepository } });
  }
  const stack = new WeekwiseStack(app, stackName(stage), { configuration });
  // Of the stage alone: the domain is everybody's.
  for (const one of app.node.children) Tags.of(one).add('stage', stage);
  if (mailDomain !== undefined) new MailDomainStack(app, mailStackName(mailDomain.domain), { mailDomain });
  Tags.of(app).add('service', 'weekwise');
  return stack;
}
