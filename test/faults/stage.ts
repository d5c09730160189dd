import { makeAccessKey } from '../../lib/local/emulators/loopback-guard.ts';
import { localCredentials } from '../../lib/local/settings.ts';
import type { Bundles } from './bundles.ts';
import { type Processes, startProcesses } from './processes.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';

/** Child processes and the proxy before the emulators, kept from case to case. */
export interface Stage {
  bundles: Bundles;
  /** Of the emulators of every case. */
  accessKey: string;
  proxy: FaultProxy;
  processes: Processes;
  stop: () => Promise<void>;
}

export async function openStage(bundles: Bundles): Promise<Stage> {
  const accessKey = makeAccessKey();
  const { accessKeyId, secretAccessKey } = localCredentials(accessKey);
  const proxy = await startFaultProxy(accessKey);
  const processes = startProcesses(bundles, {
    PATH: process.env['PATH'] ?? '',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: proxy.urls.dynamodb,
    AWS_ENDPOINT_URL_SES: proxy.urls.ses,
    // Another name, the same place: the suppression list is a matter of SES's second interface.
    AWS_ENDPOINT_URL_SESV2: proxy.urls.ses,
    AWS_ENDPOINT_URL_SQS: proxy.urls.sqs,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  return {
    bundles,
    accessKey,
    proxy,
    processes,
    stop: async () => {
      processes.stop();
      await proxy.stop();
    },
  };
}
