import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { z } from 'zod';
import { allowance } from '../../core/limits.ts';
import { links } from '../../core/links.ts';
import { Preferences } from '../../core/preferences.ts';
import { signUp } from '../../core/sign-up.ts';
import { readAddress } from '../address-words.ts';
import type { SiteContext, SiteEnv } from '../env.ts';
import { branchIn } from '../parts/branch-field.tsx';
import { requestBytesMax, SignUpBody, usesOfAKeyMax, type Accepted, type Problem } from './contract.ts';
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
    const { email, firstName, branch, consentVersion, series: wanted, ...preferences } = read.body;
    const address = readAddress(email);
    const { first, find } = c.var.world.series;
    const series = wanted === undefined ? first : find(wanted);
    const errors = [
      ...('error' in address ? [{ pointer: '/email', detail: address.error }] : []),
      ...(series === undefined ? [{ pointer: '/series', detail: 'There is no such series.' }] : []),
      ...(branch !== undefined && series !== undefined && branchIn(series, branch) === undefined
        ? [{ pointer: '/branch', detail: 'The series has no such branch.' }]
        : []),
    ];
    if (errors.length > 0 || 'error' in address || series === undefined) return problem(c, unreadable(errors));
    const id = c.var.world.keyring.subscriberId(address.address.identity);
    // The network is the operator's own server's; a key stands in for the proof that sign-ups are no program's.
    const found = await allowance(id, undefined, c.var.world);
    if (!found.allowed) return later(c, found.retryAfterSeconds);
    await signUp(
      {
        address: address.address,
        firstName,
        preferences: Preferences.parse({ ...preferences, locale: 'en' }),
        series: series.id,
        ...(branch !== undefined && { branch }),
        consent: { textVersion: consentVersion, source: `api:${key.id}` },
      },
      c.var.world,
    );
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
  if (parsed.success) return { body: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: message,
  }));
  return { problem: unreadable(errors) };
}

function unreadable(errors: NonNullable<Problem['errors']>): Problem {
  return { title: 'Some of it cannot be used.', status: 422, errors };
}

function later(c: SiteContext, seconds: number): Response {
  c.header('Retry-After', String(seconds));
  return problem(c, { title: 'Too often: try again later.', status: 429 });
}
