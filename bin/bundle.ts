import { bundleService } from '../lib/cloud/bundle-service.ts';
import { buildIn, roots } from '../lib/roots.ts';

/** `npm run build`: every handler as Lambda gets it, in build/lambdas/. `cdk synth` makes its own in the same way. */
try {
  const bundles = await bundleService(buildIn(roots.project, 'lambdas'));
  for (const { file, sizeBytes } of bundles) console.log(`${file}  ${Math.round(sizeBytes / 1000)} KB`);
} catch (error) {
  // esbuild has printed what is wrong and where; its own stack says nothing more.
  if (!(error instanceof Error && 'errors' in error)) throw error;
  process.exitCode = 1;
}
