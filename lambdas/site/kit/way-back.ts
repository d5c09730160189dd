import { putBack, Replaced, replacedBy } from '../../core/actions/put-back.ts';
import type { Person } from '../../core/person/subscriber.ts';
import type { Form } from './forms.ts';
import { sealed, unsealed } from './sealed.ts';
import type { SiteDeps } from './deps.ts';

/*
 * The form that puts back what a press replaced. Its one field is sealed for the person: nobody but the site can have written what it says, so that no
 * form can store what no press could.
 */

const placeOf = (id: string) => `way-back|${id}`;

/** The fields of that form, to be offered as the way back; undefined where nothing was changed. */
export function wayBack(before: Person, after: Person, deps: SiteDeps): { back: string } | undefined {
  const replaced = replacedBy(before, after);
  if (replaced === undefined) return undefined;
  return { back: sealed(JSON.stringify(replaced), placeOf(after.id), deps.ids.fresh(), deps.keyring) };
}

/** Is it the form of a way back? */
export const goesBack = (form: Form) => form.one('back') !== '';

/** Goes the way back. False when it is none of ours, or of no use any more. */
export async function goBack(id: string, form: Form, deps: SiteDeps): Promise<boolean> {
  const text = unsealed(form.one('back'), placeOf(id), deps.keyring);
  if (text === undefined) return false;
  // One that another release sealed within the hour may name fields that no longer exist.
  const { data } = Replaced.safeParse(JSON.parse(text));
  return data !== undefined && putBack(id, data, deps);
}
