import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { addStacks } from '../../lib/cloud/app.ts';
import { cdkFlags } from '../../lib/cloud/flags.ts';
import { readConfiguration } from '../../lib/cloud/configuration.ts';
import { acknowledgements, NagRecorder } from './nag.ts';
import type { Finding } from './findings.ts';

export interface Synthesized {
  configuration: string;
  templates: string[];
  /** Findings of cdk-nag that no construct answers. */
  nag: Finding[];
  /** Answers to cdk-nag in the code, and those of them that something was found for. */
  answers: string[];
  answered: ReadonlySet<string>;
}

/**
 * The templates of a deployment, by the code that deploys it; functions are not bundled, since no analyser looks at their code.
 *
 * @param folder - is made
 */
export async function synthesize(
  configuration: string,
  given: Readonly<Record<string, unknown>>,
  folder: string,
): Promise<Synthesized> {
  const app = new App({
    outdir: folder,
    analyticsReporting: false,
    context: { ...cdkFlags(), 'aws:cdk:enable-path-metadata': true },
  });
  const nag = new NagRecorder(configuration);
  Validations.of(app).addPlugins(nag);
  addStacks(
    app,
    readConfiguration((key) => given[key]),
  );
  app.synth();
  const files = await readdir(folder);
  return {
    configuration,
    templates: files.filter((file) => file.endsWith('.template.json')).map((file) => join(folder, file)),
    nag: nag.unanswered,
    answers: acknowledgements(app),
    answered: nag.answered,
  };
}
