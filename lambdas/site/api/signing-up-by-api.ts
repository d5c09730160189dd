import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { z } from 'zod';
import { allowance, networkId, proofOfKey } from '../../core/actions/limits.ts';
import { inboxId } from '../../core/sending/mail-turns.ts';
import { branchIn } from '../../core/course/series.ts';
import { SignUpInput } from '../../core/actions/sign-up-input.ts';
import { links } from '../../core/mail/links.ts';
import { signUp } from '../../core/actions/sign-up.ts';
import type { SiteContext, SiteEnv } from '../kit/env.ts';
import { ipOf } from '../kit/limiting.tsx';
import {
  type Accepted,
  type Problem,
  type ProblemCode,
  requestBytesMax,
  SignUpBody,
  usesOfAKeyMax,
} from './contract.ts';
import { problem } from './problems.ts';

const accepted: z.output<typeof Accepted> = { status: 'confirmation-requested' };

/** Sign-ups from the operator's own site, by a key: docs/api.md. */
export const signingUpByApi = new Hono<SiteEnv>()
  .use(
    links.api.path,
    cors({
      origin: (origin, c) => ((c as SiteContext).var.deps.apiOrigins.includes(origin) ? origin : undefined),
      allowMethods: ['POST'],
      allowHeaders: ['Authorization', 'Content-Type'],
      maxAge: 7200,
    }),
  )
  .post(links.apiSignUp.path, async (c) => {
    const shown = /^Bearer (.+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
    const key = await c.var.deps.apiKeys.verify(shown);
    if (key === undefined) {
      c.header('WWW-Authenticate', 'Bearer');
      return problem(c, 'unknown-key');
    }
    if (!key.scopes.includes('sign-up')) return problem(c, 'other-scope');
    const wait = await secondsToWait(key.id, c);
    if (wait !== undefined) return later(c, wait);
    const read = await readBody(c);
    if ('problem' in read) return problem(c, read.problem, read.errors);
    const { first, find, languages } = c.var.deps.series;
    const { branch } = read.body;
    const wanted = read.body.series ?? first.id;
    const series = find(wanted);
    const input = SignUpInput.safeParse({
      ...read.body,
      locale: read.body.locale ?? languages.find((one) => one === series?.siteLanguage) ?? languages[0],
      series: wanted,
      consentSource: `api:${key.id}`,
    });
    const errors = [
      ...(input.success ? [] : errorsOf(input.error)),
      ...(series === undefined ? [{ pointer: '/series', detail: 'There is no such series.' }] : []),
      ...(branch !== undefined && series !== undefined && branchIn(series, branch) === undefined
        ? [{ pointer: '/branch', detail: 'The series has no such branch.' }]
        : []),
    ];
    if (!input.success || errors.length > 0) return problem(c, 'invalid-fields', errors);
    const { deps } = c.var;
    const { address, consent } = input.data;
    const found = await allowance(
      {
        about: inboxId(address.mailbox, deps),
        // A server's network is the operator's own. A browser's is the visitor's.
        ip: c.req.header('Origin') === undefined ? undefined : ipOf(c),
        source: consent.source,
        shown: async () => proofOfKey,
      },
      deps,
    );
    if (found.outcome === 'refused') return later(c, found.retryAfterSeconds);
    if (found.outcome === 'prove') {
      const code = found.waitSeconds === undefined ? 'too-many-bounces' : 'too-often';
      return later(c, secondsOfHour - (secondsNow(c) % secondsOfHour), code);
    }
    if (found.outcome === 'allowed') await signUp(input.data, deps);
    return c.json(accepted, 202);
  })
  .all(links.api.path, (c) =>
    c.req.path === links.apiSignUp.path
      ? (c.header('Allow', 'POST, OPTIONS'), problem(c, 'other-method'))
      : problem(c, 'not-found'),
  );

const secondsOfHour = 3600;

function secondsNow({ var: { deps } }: SiteContext): number {
  return Math.floor(deps.clock.now().epochMilliseconds / 1000);
}

/**
 * Counts a use of a key from one network: a key that stands in a page is known to everybody, and whoever misuses it must not shut others out.
 *
 * @returns undefined when it may go on
 */
async function secondsToWait(id: string, c: SiteContext): Promise<number | undefined> {
  const { deps } = c.var;
  const seconds = secondsNow(c);
  const ip = ipOf(c);
  const from = ip === undefined ? '' : networkId(ip, deps);
  const key = `key:${id}:${from}#${Math.floor(seconds / secondsOfHour)}`;
  const uses = await deps.limits.count(key, seconds + 2 * secondsOfHour, usesOfAKeyMax);
  return uses > usesOfAKeyMax ? secondsOfHour - (seconds % secondsOfHour) : undefined;
}

async function readBody(
  c: SiteContext,
): Promise<{ body: z.output<typeof SignUpBody> } | { problem: ProblemCode; errors?: Problem['errors'] }> {
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > requestBytesMax) return { problem: 'too-large' };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { problem: 'not-json' };
  }
  const parsed = SignUpBody.safeParse(json);
  return parsed.success ? { body: parsed.data } : { problem: 'invalid-fields', errors: errorsOf(parsed.error) };
}

/** By where it stands in the body (RFC 6901). */
function errorsOf({ issues }: z.ZodError): NonNullable<Problem['errors']> {
  return issues.map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: message,
  }));
}

function later(c: SiteContext, seconds: number, code: ProblemCode = 'too-often'): Response {
  c.header('Retry-After', String(seconds));
  return problem(c, code);
}
