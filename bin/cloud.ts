import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { compiledSeries } from '../lambdas/adapters/series-library.ts';
import { UnknownSeriesError } from '../lambdas/core/course/series.ts';
import { ConfigurationError, readConfiguration } from '../lib/cloud/configuration.ts';
import { projectFile } from '../lib/roots.ts';
import { readStages } from '../lib/cloud/stages.ts';
import { mailDomainOf } from '../lib/cloud/mail-domain.ts';
import { MailDomainStack } from '../lib/cloud/mail-domain-stack.ts';
import { mailStackName, stackName } from '../lib/cloud/operator-outputs.ts';
import { WeekwiseStack } from '../lib/cloud/weekwise-stack.ts';

/** The CDK app: one stack per stage, one per domain that mails come from, and with CloudFront a small one in us-east-1. What can be configured: lib/cloud/configuration.ts. */
try {
  const app = new App();
  // Beside CloudFormation's own rules; where we differ on purpose, the construct says why.
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stages = readStages((app.node.tryGetContext('stages') as string | undefined) ?? projectFile('stages.json'));
  const configuration = readConfiguration((key) => app.node.tryGetContext(key) as unknown, stages);
  const mailDomain = mailDomainOf(configuration, stages);
  // Rather here than at the first request to the function.
  compiledSeries(configuration.series);
  new WeekwiseStack(app, stackName(configuration.stage), { configuration });
  // Of the stage alone: the domain is everybody's.
  for (const stack of app.node.children) Tags.of(stack).add('stage', configuration.stage);
  if (mailDomain !== undefined) new MailDomainStack(app, mailStackName(mailDomain.domain), { mailDomain });
  Tags.of(app).add('service', 'weekwise');
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigurationError || error instanceof UnknownSeriesError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
