import { pageLanguage } from '../../content/page-language.ts';
import type { PageContext } from './env.ts';
import { inLanguageOf, withoutLanguage } from './hrefs.ts';
import { sealed, unsealed } from './sealed.ts';

/** Minutes for which a page says what was done, however often it is loaded again. After that its address shows what is stored, and no more. */
const receiptMinutes = 60;

const shape = /^([a-z-]+)\.([0-9a-z]{1,8})\.([a-z0-9]{1,8})\.([A-Za-z0-9_-]{22})$/;

/**
 * Sends a browser on from a form that was taken to a page that can be loaded again (303, RFC 9110 §15.4.4).
 *
 * What was done goes along in the address, signed for this page and this hour: nobody can make an address by which a page says what is not so, and
 * an address that somebody kept says no more than any other.
 *
 * @param page - its path
 * @param done - what the page says; a name, never data of a person. Nothing without
 * @param about - what it says that of, such as an address that was typed: sealed, so that nobody can read it in the address of the page. `once` is
 *   a name that was never used
 */
export function seeOther(
  c: PageContext,
  page: string,
  done?: string,
  about?: { text: string; once: string },
): Response {
  // Somebody who is not known any more, as after erasing, reads on in their language.
  const path = inLanguageOf(withoutLanguage(page), pageLanguage());
  c.header('Location', done === undefined ? path : `${path}?${String(parametersOf(c, page, done, about))}`);
  return c.body(null, 303);
}

function parametersOf(
  c: PageContext,
  page: string,
  done: string,
  about: { text: string; once: string } | undefined,
): URLSearchParams {
  // A page is the same in every language, and says the same.
  const place = withoutLanguage(page);
  const proof = receipt(c, place, done);
  const of = about && sealed(about.text, placeOf(place, proof), about.once, c.var.deps.keyring);
  return new URLSearchParams({ done: proof, ...(of !== undefined && { of }) });
}

function receipt(c: PageContext, page: string, done: string): string {
  const until = (nowSeconds(c) + receiptMinutes * 60).toString(36);
  const { keyId, mac } = c.var.deps.keyring.sign(signed(page, done, until));
  return [done, until, keyId, mac].join('.');
}

/** What was done, as the address of this page says; undefined where it says nothing, or what it says is no longer good or never was. */
export function doneAt(c: PageContext): string | undefined {
  const [, done = '', until = '', keyId = '', mac = ''] = shape.exec(c.req.query('done') ?? '') ?? [];
  const isGood =
    parseInt(until, 36) > nowSeconds(c) &&
    c.var.deps.keyring.verify(keyId, signed(c.req.path, done, until), mac) === 'live';
  return isGood ? done : undefined;
}

/** What it was done with; undefined where the address says nothing of that, and where {@link doneAt} says nothing. */
export function doneWith(c: PageContext): string | undefined {
  const proof = c.req.query('done') ?? '';
  if (doneAt(c) === undefined) return undefined;
  return unsealed(c.req.query('of') ?? '', placeOf(c.req.path, proof), c.var.deps.keyring);
}

/** What goes along with one receipt is of no use with another. */
function placeOf(page: string, proof: string): string {
  return `${page}|${proof}`;
}

function signed(page: string, done: string, until: string): string {
  return `weekwise-done|${page}|${done}|${until}`;
}

function nowSeconds(c: PageContext): number {
  return Math.floor(c.var.deps.clock.now().epochMilliseconds / 1000);
}
