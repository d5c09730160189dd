import { isPerson } from '../../core/person/subscriber.ts';
import type { PageContext } from './env.ts';
import { speakTo } from './language.ts';
import type { PageDeps } from './deps.ts';

/**
 * A page that looks up the person of its link, whatever for, then knows their zone and goes on in their language: no page can forget to say whom they can
 * call, or speak another language than theirs.
 */
export function noticingZones<Subscribers extends PageDeps['subscribers']>(
  subscribers: Subscribers,
  c: PageContext,
): Subscribers {
  return {
    ...subscribers,
    find: async (id) => {
      if (id !== c.var.subscriber) return subscribers.find(id);
      const found = await subscribers.find(id).catch((error: unknown) => {
        if (c.var.whereabouts === undefined) c.set('whereabouts', { zone: undefined });
        throw error;
      });
      if (isPerson(found)) {
        c.set('whereabouts', { zone: found.preferences.zone });
        speakTo(found);
      }
      return found;
    },
  };
}

/**
 * The zone of the reader. Pages that had no need to look the person up, or did so before they were there, do so now; a table that does not answer is not
 * asked twice, and costs them no more than the zone.
 */
export async function zoneOfReader(c: PageContext): Promise<string | undefined> {
  const { subscriber, deps, whereabouts } = c.var;
  if (whereabouts === undefined && subscriber !== undefined)
    await deps.subscribers.find(subscriber).catch(() => undefined);
  return c.var.whereabouts?.zone;
}

/**
 * Goes on in the language of the reader, whatever language the address is in. For pages that did not look the reader up, before they say anything. It costs
 * no read of its own: {@link zoneOfReader}, which every page asks later, does not read again.
 */
export async function languageOfReader(c: PageContext): Promise<void> {
  await zoneOfReader(c);
}
