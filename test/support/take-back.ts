import type { siteWorld } from './site-world.ts';

/** What the way back sends that a page offers next to what was just done; undefined where it offers none. */
export function wayBackOn(page: string): { action: string; fields: [string, string][] } | undefined {
  const form =
    /<form method="post" action="([^"]+)">((?:(?!<\/form>).)*?)<button type="submit" class="plain"(.*?)>Undo<\/button>/s;
  const [, action, inputs, button] = form.exec(page) ?? [];
  if (action === undefined || inputs === undefined) return undefined;
  const fields = [...`${inputs} ${button}`.matchAll(/name="([^"]+)" value="([^"]*)"/g)];
  return { action, fields: fields.map(([, name, value]): [string, string] => [name!, value!]) };
}

/** Presses it. */
export async function takeBack(w: Pick<ReturnType<typeof siteWorld>, 'post'>, page: string): Promise<Response> {
  const way = wayBackOn(page);
  if (way === undefined) throw new Error('The page offers no way back.');
  return w.post(way.action, way.fields);
}
