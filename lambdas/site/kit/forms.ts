import { HTTPException } from 'hono/http-exception';
import { EmailAddress, type Address } from '../../core/person/address.ts';
import { refusalWords } from './refusals.ts';
import type { PageContext } from './env.ts';

/** Larger than any form of ours can get. */
const formBytesMax = 10 * 1024;

/** What a form sent: texts by field name. Files are no texts, and fields we do not know are never asked for. */
export class Form {
  readonly #fields: FormData;

  constructor(fields: FormData = new FormData()) {
    this.#fields = fields;
  }

  /** The one value of a field; '' when it is absent, or ambiguous because it was sent more than once. */
  one(name: string): string {
    const [value, ...more] = this.many(name);
    return value === undefined || more.length > 0 ? '' : value;
  }

  /** Every value of a field, in order. */
  many(name: string): string[] {
    return this.#fields.getAll(name).flatMap((value) => (typeof value === 'string' ? [value] : []));
  }

  /** Every field with every value, in order. */
  all(): [name: string, value: string][] {
    return [...this.#fields].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  }
}

/**
 * Reads the form of a POST.
 *
 * @throws HTTPException 413, 415 or 400
 */
export async function readForm(c: PageContext): Promise<Form> {
  const type = c.req.header('Content-Type') ?? '';
  const body = await c.req.arrayBuffer();
  if (body.byteLength > formBytesMax) throw new HTTPException(413);
  if (type === '' && body.byteLength === 0) return new Form();
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i.test(type)) throw new HTTPException(415);
  try {
    return new Form(await new Response(body, { headers: { 'Content-Type': type } }).formData());
  } catch {
    // Multipart without its boundary, or cut short.
    throw new HTTPException(400);
  }
}

/** Reads whatever a mail provider's one-click request may hold (RFC 8058 §3.2): a body we cannot read is no reason not to act. */
export async function readAnyForm(c: PageContext): Promise<Form> {
  try {
    return await readForm(c);
  } catch {
    return new Form();
  }
}

/** Reads a typed address, or says kindly what is wrong with it. */
export function readAddress(typed: string): { address: Address } | { error: string } {
  const read = EmailAddress.safeParse(typed);
  return read.success ? { address: read.data } : { error: refusalWords(read.error.issues[0]!) };
}
