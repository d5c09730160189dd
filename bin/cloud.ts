import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { compiledSeries } from '../lambdas/adapters/series-library.ts';
import { UnknownSeriesError } from '../lambdas/core/course/series.ts';
import { addStacks } from '../lib/cloud/app.ts';
import { ConfigurationError, readConfiguration } from '../lib/cloud/configuration.ts';
import { countReviews } from '../lib/content/reviews/review-states.ts';
import { writeReviews } from '../lib/operator/deploy/reviews-of-app.ts';
import { bundleService, bundlesContext } from '../lib/cloud/bundle-service.ts';
import { cdkFlags } from '../lib/cloud/flags.ts';
import { buildIn, projectFile, roots } from '../lib/roots.ts';
import { readStages } from '../lib/cloud/stages.ts';

/** The CDK app. Its stacks: lib/cloud/app.ts; what can be configured: lib/cloud/configuration.ts. */

// Beside what other apps of the project make at the same time.
await mkdir(buildIn(roots.project), { recursive: true });
const bundles = await mkdtemp(buildIn(roots.project, 'bundles-'));
try {
  await bundleService(bundles);
  const app = new App({ analyticsReporting: false, context: { ...cdkFlags(), [bundlesContext]: bundles } });
  // Beside CloudFormation's own rules; where we differ on purpose, the construct says why.
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stages = readStages((app.node.tryGetContext('stages') as string | undefined) ?? projectFile('stages.json'));
  const configuration = readConfiguration((key) => app.node.tryGetContext(key) as unknown, stages);
  // Rather here than at the first request to the function.
  compiledSeries(configuration.series);
  addStacks(app, configuration, stages);
  const { directory } = app.synth();
  const today = new Date().toISOString().slice(0, 10);
  writeReviews(directory, configuration.stage, await countReviews(roots.project, configuration.series, today));
} catch (error) {
  if (!(error instanceof ConfigurationError || error instanceof UnknownSeriesError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(bundles, { recursive: true });
}
