import { request, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serveConsole } from '../../lib/operator/console/serve.ts';
import { connectLocal, type ServiceConnection } from '../../lib/operator/connection.ts';
import { startPreview, type Preview } from '../../lib/preview/preview.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { forgedCalls, runningService } from '../support/running-service.ts';
import { ProjectCopy } from '../templates/project-copy.ts';

/*
 * DNS rebinding: a page is loaded from a stranger's host name, which then resolves to 127.0.0.1. The browser sees one origin, so its rules between
 * origins do not apply, and the page may set and read every header. Only the Host field gives it away.
 */

const place = temporaryFolder();
const dataDir = place('data');
let service: Awaited<ReturnType<typeof runningService>>;
let project: ProjectCopy;
let preview: Preview;
let connection: ServiceConnection;
let operatorsConsole: Awaited<ReturnType<typeof serveConsole>>;

beforeAll(async () => {
  service = await runningService(dataDir, 'dynoxide');
  project = await ProjectCopy.make();
  preview = await startPreview(project.root);
  connection = connectLocal(dataDir);
  operatorsConsole = await serveConsole(connection, (error) => console.error(error));
}, 120_000);
afterAll(async () => {
  await operatorsConsole?.stop();
  connection?.close();
  await preview?.stop();
  await project?.remove();
  await service?.stop();
});

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Sends what fetch does not let a program choose: the Host field. */
const ask = (url: string, headers: Record<string, string> = {}, body?: string) =>
  new Promise<Answer>((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const { port } = new URL(url);
    const asked = request(url, { method, headers: { host: `rebound.example:${port}`, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asked.on('error', reject).end(body);
  });

test.each(['scan', 'putItem', 'sendMessage', 'sendEmail'] as const)('is refused by the engines: %s', async (name) => {
  const before = await service.state();
  const { url, headers, body } = forgedCalls(service.endpoints)[name];
  const { status, text } = await ask(url, headers, body);
  expect(status).toBe(403);
  expect(text).not.toContain('a bad back');
  expect(await service.state()).toEqual(before);
});

describe('is refused by what has pages', () => {
  test.each([
    ['the site', () => `${service.service.url}/`],
    ['the local console', () => `${service.service.url}/local/api/mails`],
    ['the preview', () => preview.url],
    ['the operator’s console', () => operatorsConsole.address],
  ])('%s', async (_, url) => {
    const { status, text } = await ask(url());
    expect([status, text]).toEqual([403, 'This server answers only to localhost.\n']);
    // The operator's own browser is let in.
    expect((await ask(url(), { host: `localhost:${new URL(url()).port}` })).status).toBeLessThan(400);
  });
});

test('no answer lets pages of other origins in', async () => {
  const origin = 'http://evil.example';
  const urls = [...Object.values(service.endpoints), service.service.url, preview.url, operatorsConsole.address];
  for (const url of urls) {
    const { headers } = await ask(url, { host: new URL(url).host, origin }, '');
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
});
