import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { startSes } from '../../../lib/local/emulators/ses.ts';
import { testCredentials, testRegion } from '../../support/emulators.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const place = temporaryFolder();
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('of a mail little stays in memory: what is known of it, and not its bytes', async () => {
  const ses = await startSes({
    accessKey: testCredentials.accessKeyId,
    dir: place('mail'),
    clock: { now: () => Temporal.Now.instant() },
    verifiedDomains: ['example.com'],
    configurationSets: ['weekly'],
    onEvent: () => {},
  });
  const client = new SESClient({ endpoint: ses.url, region: testRegion, credentials: testCredentials, maxAttempts: 1 });
  const sendMany = async (count: number) => {
    for (let n = 0; n < count; n++) {
      const head = `From: Coach <coach@example.com>\r\nTo: ann@example.org\r\nSubject: A subject that is long enough ${n}`;
      await client.send(
        new SendRawEmailCommand({
          Source: 'coach@example.com',
          Destinations: ['ann.example@example.org'],
          ConfigurationSetName: 'weekly',
          Tags: [{ Name: 'delivery', Value: 'lesson_2026-11-23' }],
          RawMessage: { Data: Buffer.from(`${head}\r\n\r\n${'Lorem ipsum dolor sit amet. '.repeat(1600)}`) },
        }),
      );
    }
    await ses.settled();
    collect();
    return process.memoryUsage().heapUsed;
  };
  try {
    const before = await sendMany(20);
    const growth = (await sendMany(80)) - before;
    // About one kilobyte each. With a part of the request's body in it, it would be the whole body: over a hundred.
    expect(growth / 80).toBeLessThan(15_000);
  } finally {
    client.destroy();
    await ses.stop();
  }
});
