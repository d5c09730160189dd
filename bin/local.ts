import { Temporal } from 'temporal-polyfill';
import { inWords } from '../lib/console/instants.ts';
import { deployedHandlers } from '../lib/local/handlers.ts';
import { nodeNotice } from '../lib/local/node-release.ts';
import { dataFolder } from '../lib/roots.ts';
import { printedOf } from '../lib/local/start-error.ts';
import { stopOnSignal } from '../lib/local/stop-on-signal.ts';
import { startLocalService, type LocalService } from '../lib/local/service.ts';

/** `npm start`: the whole service on this machine. PORT and WEEKWISE_DATA choose where. */

// Said in one line of our own, at the end of the greeting.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** What became of WEBHOOK_URL. */
const webhookWords = {
  on: `to ${process.env['WEBHOOK_URL']}`,
  'need-dynoxide': 'are off: they need dynoxide, the one database here that tells of changes',
};

try {
  const port = Number(process.env['PORT'] || 8420);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError('PORT must be a number from 1 to 65535.');
  const dataDir = dataFolder();
  const service = await startLocalService({
    dataDir,
    port,
    sections: async (clock) =>
      (await import('../lib/operator/console/local-sections.ts')).localSections(dataDir, clock),
    handlers: deployedHandlers,
    onError: (error) => console.error(error),
    onNotice: (sentence) => console.log(sentence),
  });
  // Before it says that Ctrl-C stops it.
  stopOnSignal({
    signals: process,
    close: service.close,
    exit: (code) => process.exit(code),
    say: (sentence) => console.log(sentence),
    onError: (error) => console.error(error),
  });
  greet(service);
} catch (error) {
  console.error(printedOf(error));
  process.exit(1);
}

/** What a newcomer needs, address first; a line more for each thing that is out of the ordinary. */
function greet({ url, dataDir, dynamoName, webhooks, clock }: LocalService): void {
  const lines = [
    `Site      ${url}`,
    `Console   ${url}/local  (inbox, clock, people and more: ${inWords(clock.now())})`,
    `Data      ${dataDir}  (kept by ${dynamoName})`,
    'Press Ctrl-C to stop.',
    process.env['DRAFTS'] && 'Drafts    languages that are drafts are offered, on this machine alone',
    webhooks && `Webhooks  ${webhookWords[webhooks]}`,
    nodeNotice(process.version, Temporal.Now.plainDateISO('UTC')),
  ];
  console.log(lines.filter(Boolean).join('\n'));
}
