import { links } from '../../core/mail/links.ts';
import type { PageContext } from '../kit/env.ts';
import type { Problem } from './contract.ts';

/** Answers a program that something is wrong (RFC 9457). */
export function problem(c: PageContext, { status, ...said }: Problem): Response {
  return c.body(JSON.stringify({ ...said, status }), status as 400, { 'Content-Type': 'application/problem+json' });
}

/** Whether a path is the API's, whose answers are for programs. */
export function isOfApi(path: string): boolean {
  return path.startsWith(links.api.path.slice(0, -1));
}

/** What a program is told where something fails on our side. */
export function failed(c: PageContext, status: 500 | 503): Response {
  return problem(c, { title: 'It went wrong here.', status });
}
