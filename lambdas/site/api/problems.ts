import { links } from '../../core/mail/links.ts';
import type { PageContext } from '../kit/env.ts';
import { type Problem, type ProblemCode, problems } from './contract.ts';

/** Answers a program that something is wrong (RFC 9457). */
export function problem(c: PageContext, code: ProblemCode, errors?: Problem['errors']): Response {
  const { title, status } = problems[code];
  const said: Problem = { code, title, status, errors };
  return c.body(JSON.stringify(said), status, { 'Content-Type': 'application/problem+json' });
}

/** Whether a path is the API's, whose answers are for programs. */
export function isOfApi(path: string): boolean {
  return path.startsWith(links.api.path.slice(0, -1));
}
