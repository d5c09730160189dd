import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { forgedCalls, runningService, type ForgedCall } from '../support/running-service.ts';

/* While the local service runs, the operator opens a stranger's page in the same browser. The page has found every port. */

const place = temporaryFolder();
let browser: Browser;
let stranger: Server;
let strangersPort: number;

beforeAll(async () => {
  browser = await startBrowser();
  const page = '<!doctype html><html lang="en"><title>Kittens</title><iframe name="hidden"></iframe>';
  stranger = createServer((_, response) => void response.setHeader('content-type', 'text/html').end(page));
  stranger.listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  strangersPort = (stranger.address() as AddressInfo).port;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  stranger?.close();
});

interface FetchOptions {
  method?: 'POST';
  mode?: 'cors' | 'no-cors';
  headers?: Record<string, string>;
  body?: string;
}

/** Returns what a script on the page can read of the answer, '' for nothing. */
const fetchFrom = (page: Page, url: string, options: FetchOptions): Promise<string> =>
  page.evaluate(`fetch(${JSON.stringify(url)}, ${JSON.stringify(options)})
    .then((response) => response.text())
    .catch(() => '')`);

/** Posts a form into a frame of the page, which browsers allow without a preflight. */
const submitFrom = (page: Page, { url, body }: Pick<ForgedCall, 'url' | 'body'>): Promise<void> =>
  page.evaluate(`new Promise((done) => {
    document.querySelector('iframe').addEventListener('load', () => done(), { once: true });
    const form = Object.assign(document.createElement('form'), {
      method: 'post',
      action: ${JSON.stringify(url)},
      target: 'hidden',
    });
    for (const [name, value] of new URLSearchParams(${JSON.stringify(body)})) {
      form.append(Object.assign(document.createElement('textarea'), { name, value }));
    }
    document.body.append(form);
    form.submit();
  })`);

describe.each(['dynoxide', 'dynalite'] as const)('with %s as the database', (emulator) => {
  let service: Awaited<ReturnType<typeof runningService>>;
  beforeAll(async () => {
    service = await runningService(place(emulator), emulator);
  }, 60_000);
  afterAll(() => service?.stop());

  describe.each([
    ['another site', 'evil.localhost'],
    ['another program of this machine', '127.0.0.1'],
  ])('a page of %s', (_, host) => {
    let page: Page;
    beforeAll(async () => {
      page = await browser.newPage();
      await page.goto(`http://${host}:${strangersPort}/`);
    });
    afterAll(() => page.close());

    test.each(['cors', 'no-cors'] as const)('reads and changes nothing by fetch (%s)', async (mode) => {
      const before = await service.state();
      const read: string[] = [];
      for (const { url, headers, body } of Object.values(forgedCalls(service.endpoints))) {
        read.push(await fetchFrom(page, url, { method: 'POST', mode, headers, body }));
        // A simple request goes out without asking first.
        read.push(await fetchFrom(page, url, { method: 'POST', mode, body }));
        read.push(await fetchFrom(page, url, { mode }));
      }
      expect(read.filter((text) => text !== '')).toEqual([]);
      expect(await service.state()).toEqual(before);
    });

    test('changes nothing by a form', async () => {
      const before = await service.state();
      for (const call of Object.values(forgedCalls(service.endpoints))) await submitFrom(page, call);
      await submitFrom(page, { url: `${service.service.url}/local/clock`, body: 'by=week' });
      expect(await service.state()).toEqual(before);
    });

    test('reads no email, and moves no clock', async () => {
      const before = await service.state();
      const api = `${service.service.url}/local/api`;
      const read = [
        await fetchFrom(page, `${api}/mails`, {}),
        await fetchFrom(page, `${api}/mails`, { mode: 'no-cors' }),
        await fetchFrom(page, `${api}/people`, {}),
        await fetchFrom(page, `${api}/clock`, {
          method: 'POST',
          mode: 'no-cors',
          body: '{"to":"2027-01-01T00:00:00Z"}',
        }),
      ];
      expect(read).toEqual(['', '', '', '']);
      expect(await service.state()).toEqual(before);
    });
  });
});
