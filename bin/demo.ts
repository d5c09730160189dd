import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compiledSeries } from '../lambdas/adapters/series-library.ts';
import { asTable, diary } from '../lib/local/demo/diary.ts';
import { live } from '../lib/local/demo/life.ts';
import { progressBar } from '../lib/local/demo/progress.ts';
import { deployedHandlers } from '../lib/local/handlers.ts';
import { dataFolder } from '../lib/roots.ts';
import { startLocalService } from '../lib/local/service.ts';

/** `npm run demo`: a handful of people live through the whole series on the virtual clock. */

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const folder = join(dataFolder(), 'demo');
const weeks = compiledSeries(['stress-and-back-pain']).first.lessons.length + 4;
await rm(folder, { recursive: true, force: true });
const service = await startLocalService({
  dataDir: folder,
  port: 0,
  handlers: await deployedHandlers(),
  onError: (error) => console.error(error),
});
if (service.ses === undefined) throw new Error('The demo needs the embedded SES: unset AWS_ENDPOINT_URL_SES.');
const life = await live(service, weeks, progressBar(process.stderr, `Living ${weeks} weeks`));
const mails = service.ses.mails();
console.log(`\n${asTable(diary(mails, life))}\n`);
await service.close();
// On the port that is in their links.
console.log(
  `${mails.length} emails. To read them, and look at the people: PORT=${new URL(service.url).port} WEEKWISE_DATA=${folder} npm start`,
);
