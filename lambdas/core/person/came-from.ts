import * as z from 'zod';

/** Where somebody came from, as the operator names it in a link (`?from=clinic-north`), a form or a file. */
const CameFrom = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

/** How {@link cameFrom} reads a name, for people who make links. */
export const cameFromRule = '1 to 40 letters a–z, digits and hyphens';

/** The name in what a link, a form or a program sent; undefined for anything else. Nobody loses their sign-up to a broken link. */
export function cameFrom(text: unknown): string | undefined {
  return CameFrom.safeParse(text).data;
}
