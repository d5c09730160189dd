import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { z } from 'zod';
import { allowance } from '../../core/limits.ts';
import { branchIn } from '../../core/series.ts';
import { SignUpInput } from '../../core/sign-up-input.ts';
import { links } from '../../core/links.ts';
import { signUp } from '../../core/sign-up.ts';
import type { SiteContext, SiteEnv } from '../env.ts';
import { type Accepted, type Problem, requestBytesMax, SignUpBody, usesOfAKeyMax } from './contract.ts';
import { problem } from './problems.ts';

const accepted: z.output<typeof Accepted> = { status: 'confirmation-requested' };

/** Sign-ups from the operator's own site, by a key: docs/api.md. */
export const signingUpByApi = new Hono<SiteEnv>()
  .use(
    links.api.path,
    cors({
      origin: (origin, c) => ((c as SiteContext).var.world.apiOrigins.includes(origin) ? origin : undefined),
      allowMethods: ['POST'],
      allowHeaders: ['Authorization', 'Content-Type'],
      maxAge: 7200,
    }),
  )
  .post(links.apiSignUp.path, async (c) => {
    const shown = /^Bearer (.+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
    const key = await c.var.world.apiKeys.verify(shown);
    if (key === undefined) {
      c.header('WWW-Authenticate', 'Bearer');
      return problem(c, { title: 'Send a key: Authorization: Bearer wwk_…', status: 401 });
    }
    if (!key.scopes.includes('sign-up')) return problem(c, { title: 'This key is not for sign-ups.', status: 403 });
    const wait = await secondsToWait(key.id, c);
    if (wait !== undefined) return later(c, wait);
    const read = await readBody(c);
    if ('problem' in read) return problem(c, read.problem);
    const { first, find } = c.var.world.series;
    const { branch } = read.body;
    const wanted = read.body.series ?? first.id;
    const input = SignUpInput.safeParse({ ...read.body, series: wanted, consentSource: `api:${key.id}` });
    const series = find(wanted);
    const errors = [
      ...(input.success ? [] : errorsOf(input.error)),
      ...(series === undefined ? [{ pointer: '/series', detail: 'There is no such series.' }] : []),
      ...(branch !== undefined && series !== undefined && branchIn(series, branch) === undefined
        ? [{ pointer: '/branch', detail: 'The series has no such branch.' }]
        : []),
    ];
    if (!input.success || errors.length > 0) return problem(c, unreadable(errors));
    const id = c.var.world.keyring.subscriberId(input.data.address.identity);
    // The network is the operator's own server's; a key stands in for the proof that sign-ups are no program's.
    const found = await allowance(id, undefined, c.var.world);
    if (!found.allowed) return later(c, found.retryAfterSeconds);
    await signUp(input.data, c.var.world);
    return c.json(accepted, 202);
  })
  .all(links.api.path, (c) =>
    c.req.path === links.apiSignUp.path
      ? (c.header('Allow', 'POST, OPTIONS'), problem(c, { title: 'Sign-ups are sent by POST.', status: 405 }))
      : problem(c, { title: 'There is nothing at this address.', status: 404 }),
  );

/** Undefined when the key may go on. */
async function secondsToWait(id: string, { var: { world } }: SiteContext): Promise<number | undefined> {
  const seconds = Math.floor(world.clock.now().epochMilliseconds / 1000);
  const uses = await world.limits.count(`key:${id}#${Math.floor(seconds / 3600)}`, seconds + 7200);
  return uses > usesOfAKeyMax ? 3600 - (seconds % 3600) : undefined;
}

async function readBody(c: SiteContext): Promise<{ body: z.output<typeof SignUpBody> } | { problem: Problem }> {
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > requestBytesMax) return { problem: { title: 'That is too much.', status: 413 } };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { problem: { title: 'The body is no JSON.', status: 400 } };
  }
  const parsed = SignUpBody.safeParse(json);
  return parsed.success ? { body: parsed.data } : { problem: unreadable(errorsOf(parsed.error)) };
}

/** By where it stands in the body (RFC 6901). */
function errorsOf({ issues }: z.ZodError): NonNullable<Problem['errors']> {
  return issues.map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: message,
  }));
}

function unreadable(errors: NonNullable<Problem['errors']>): Problem {
  return { title: 'Some of it cannot be used.', status: 422, errors };
}

function later(c: SiteContext, seconds: number): Response {
  c.header('Retry-After', String(seconds));
  return problem(c, { title: 'Too often: try again later.', status: 429 });
}
