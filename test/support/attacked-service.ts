import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { Temporal } from 'temporal-polyfill';
import { dynamoLimits } from '../../lambdas/adapters/dynamo/limits.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import { usesOfNetwork } from '../../lambdas/core/actions/limits.ts';
import { limitKey } from '../../lambdas/core/kit/table-keys.ts';
import { deployedHandlers } from '../../lib/local/handlers.ts';
import { localTableName } from '../../lib/local/settings.ts';
import { startLocalService, type LocalService } from '../../lib/local/service.ts';
import { signUpFields } from './site-world.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** When every attack begins: just after a full hour. */
const start = Temporal.Instant.from('2026-11-23T08:01:00Z');

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** The service on this machine, spoken to over HTTP from whatever network an attacker has. Its clock stands until it is moved. */
export function attackedService() {
  const place = temporaryFolder();
  let deps: LocalService;
  let sleptMs = 0;
  beforeAll(async () => {
    deps = await startLocalService({
      dataDir: place('data'),
      port: 0,
      handlers: await deployedHandlers(),
      onError: (error) => {
        throw error;
      },
      realNow: () => start.epochMilliseconds + sleptMs,
    });
  }, 60_000);
  afterAll(async () => deps?.close());

  /** @param from - an address of this machine, 127.x.y.z: by it the service knows the network */
  const send = async (method: string, path: string, body?: string, from = '127.0.0.1'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(deps.url);
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const asked = request({ host: '127.0.0.1', port, method, path, localAddress: from, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => void chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      asked.on('error', reject);
      asked.end(body);
    });
  /** Goes where the answer leads, as a browser does. */
  const post = async (path: string, fields: Record<string, string> = {}, from?: string) => {
    const answer = await send('POST', path, String(new URLSearchParams(fields)), from);
    return answer.status === 303 ? send('GET', String(answer.headers['location']), undefined, from) : answer;
  };
  const pass = async (span: Temporal.DurationLike = { seconds: 1 }) => {
    await deps.drained();
    await deps.clockwork.advanceTo(deps.clock.now().add(span));
    await deps.drained();
  };
  const mails = () => deps.ses!.mails().filter(({ tags }) => tags['delivery'] !== 'probe');

  return {
    get: (path: string, from?: string) => send('GET', path, undefined, from),
    post,
    signUp: (email: string, from?: string, more: Record<string, string> = {}) =>
      post('/sign-up', { ...signUpFields, email, ...more }, from),
    /** Lets the service work through what was asked for, and time pass. */
    pass,
    /** Lets days pass as on a machine that sleeps: without the work of their nights. */
    sleep: async (days: number) => {
      await deps.drained();
      sleptMs += days * 86_400_000;
      await pass();
    },
    /** Has a network's forms counted as if it had posted that many more; it has posted some before. */
    countMorePosts: async (from: string, times: number) => {
      const table = openTable(localTableName);
      const log = { info() {}, warn() {}, error() {}, count() {} };
      const keyring = keyringOf(readFileSync(join(deps.dataDir, 'keyring.json'), 'utf8'));
      // All at once: one by one they would be most of what the attacks cost.
      const count = async (key: string) => {
        const more = { UpdateExpression: 'ADD uses :times', ExpressionAttributeValues: { ':times': times } };
        const counter = { TableName: table.name, Key: limitKey(key), ConditionExpression: 'attribute_exists(uses)' };
        const limit = await table.documents.update({ ...counter, ...more, ReturnValues: 'ALL_NEW' });
        return Number(limit!['uses']);
      };
      await usesOfNetwork(from, { clock: deps.clock, keyring, limits: { ...dynamoLimits(table), count }, log });
      table.documents.client.destroy();
    },
    /** The kinds of mail that SES took to an address, oldest first. */
    mailsTo: (address: string | RegExp) =>
      mails()
        .filter(({ destinations: [to = ''] }) => (typeof address === 'string' ? to === address : address.test(to)))
        .map(({ tags, sentAt }) => ({ kind: tags['delivery']!.split('_')[0]!, sentAt })),
    /** The path of a page's link in the latest mail to an address. */
    linkTo: async (address: string, page: string): Promise<string> => {
      const mail = mails().findLast(({ destinations }) => destinations.includes(address));
      const { text = '' } = await simpleParser(deps.ses!.raw(mail!.messageId));
      return new RegExp(`/${page}/[^\\s)\\]]+`).exec(text)![0];
    },
  };
}
