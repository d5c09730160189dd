import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Temporal } from 'temporal-polyfill';
import { loadKeyring } from '../../../lambdas/adapters/keys/keyring.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { mapConcurrent } from '../../../lambdas/core/kit/parallel.ts';
import { makeToken } from '../../../lambdas/core/mail/link-token.ts';
import { hrefOf, links } from '../../../lambdas/core/mail/links.ts';
import { wire as wireUnsubscribe } from '../../../lambdas/unsubscribe.ts';
import { wire as wireWeb } from '../../../lambdas/web.ts';
import type { SiteHandlerName } from '../../../lib/cloud/site-routes.ts';
import { lambdaContext } from '../../../lib/local/lambda-context.ts';
import { routeOf } from '../../../lib/local/site-routes.ts';
import { benchInstant, itemOf, personAt } from '../people.ts';
import { seed } from '../seeding.ts';
import { cpuOf, lab, progress } from './lab-process.ts';

/** The site's handlers: how long a visitor waits for them, and how many they serve. */

export interface SiteTask {
  repeats: number;
  requests: number;
  settings: Record<string, string>;
}

export interface SiteRoute {
  route: string;
  /** Milliseconds of each request, one after the other. */
  latencyMs: number[];
  /** Requests for a second of processor time, ten at once; one entry a repeat. */
  perCpuSecond: number[];
}

/** Seconds from one request to the next, by the clock of the site. */
const secondsApart = 20;

await lab<SiteTask, SiteRoute[]>(async ({ repeats, requests, settings }) => {
  const now = Temporal.Instant.from(benchInstant);
  // Visitors come a while apart and from many networks, or the site would ask them to come back later.
  let asked = 0;
  const clock = { now: () => now.add({ seconds: asked * secondsApart }) };
  const handlers: Record<SiteHandlerName, ReturnType<typeof wireWeb>> = {
    web: wireWeb(settings, { clock }),
    unsubscribe: wireUnsubscribe(settings, { clock }),
  };
  const keyring = await loadKeyring(settings['KEYRING']!);
  const table = openTable(settings['TABLE_NAME']!);
  const people = Array.from({ length: requests }, (_, index) => personAt(index, [], settings['SERIES']!));
  const subscribed = () => seed(table, people.map(itemOf));
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  let typed = 0;
  const routes: { route: string; eventOf: (index: number) => APIGatewayProxyEventV2; prepare?: () => Promise<void> }[] =
    [
      { route: 'landing page', eventOf: () => httpEvent('GET', hrefOf(links.home)) },
      {
        route: 'sign-up',
        eventOf: () => {
          typed += 1;
          const fields = {
            email: `visitor${typed}@example.org`,
            firstName: 'Ann',
            lessonDay: '1',
            sendTime: '07:00',
            zone: 'Europe/Berlin',
            consent: 'yes',
          };
          const sourceIp = `10.${(typed >> 8) & 255}.${typed & 255}.1`;
          return httpEvent('POST', hrefOf(links.signUp), String(new URLSearchParams(fields)), form, sourceIp);
        },
      },
      {
        route: 'one-click unsubscribe',
        prepare: subscribed,
        eventOf: (index) => {
          const token = makeToken(keyring, 'unsubscribe', people[index]!.id, now);
          return httpEvent('POST', hrefOf(links.unsubscribe, { token }), 'List-Unsubscribe=One-Click', form);
        },
      },
    ];

  const results: SiteRoute[] = [];
  for (const { route, eventOf, prepare } of routes) {
    const ask = async (event: APIGatewayProxyEventV2) => {
      asked += 1;
      const { handler } = routeOf(event.requestContext.http.method, event.rawPath).route;
      const { statusCode } = (await handlers[handler](
        event as never,
        lambdaContext(handler, 15_000) as never,
      )) as APIGatewayProxyStructuredResultV2;
      // A form that was taken leads to a page.
      if (statusCode !== 200 && statusCode !== 303) throw new Error(`${route} answered ${statusCode}`);
    };
    const events = () => Array.from({ length: requests }, (_, index) => eventOf(index));
    await prepare?.();
    await mapConcurrent(10, events(), ask);
    await prepare?.();
    const latencyMs: number[] = [];
    for (const event of events()) {
      const begun = performance.now();
      await ask(event);
      latencyMs.push(performance.now() - begun);
    }
    const perCpuSecond: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      await prepare?.();
      const made = events();
      perCpuSecond.push((requests / (await cpuOf(() => mapConcurrent(10, made, ask)))) * 1e6);
    }
    results.push({ route, latencyMs, perCpuSecond });
    progress(`site: ${route}`);
  }
  return results;
});

function httpEvent(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
  sourceIp = '127.0.0.1',
): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'weekwise.example', 'user-agent': 'bench', 'x-forwarded-proto': 'https', ...headers },
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: 'weekwise.example',
      domainPrefix: 'weekwise',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: 'bench' },
      requestId: 'request',
      routeKey: '$default',
      stage: '$default',
      time: '02/Nov/2026:06:00:03 +0000',
      timeEpoch: 0,
    },
    // As API Gateway does with a form.
    ...(body !== undefined && { body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined,
  };
}
