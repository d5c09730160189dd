import { words as byLanguage } from '../../build/words.js';
import type { Words } from '../../build/words.js';
import { pageLanguage } from './page-language.ts';

/**
 * What the site says, in the language of the page that is being answered. A group, such as `words.settings`, can be kept by a module: a text of it is looked
 * up whenever it is said. A text itself is never kept: see {@link perLanguage}.
 */
export const words: Words = spoken([]) as unknown as Words;

/**
 * An object with texts in it that a module may keep: it is made once in each language, when something of it is first read there.
 *
 * @param make - gets its texts from {@link words}
 */
export function perLanguage<Kept extends object>(make: () => Kept): Kept {
  const made = new Map<string, Kept>();
  return following(() => {
    const language = pageLanguage();
    const kept = made.get(language) ?? make();
    made.set(language, kept);
    return kept;
  });
}

interface Group {
  [name: string]: Group | string | ((...values: never[]) => unknown);
}

function spoken(path: readonly string[]): Group {
  const groups = new Map<string, Group>();
  const all: Record<string, unknown> = byLanguage;
  const here = () => path.reduce<Group>((group, name) => group[name] as Group, all[pageLanguage()] as Group);
  return following(here, (said, name) => {
    if (typeof said !== 'object') return said;
    const group = groups.get(name) ?? spoken([...path, name]);
    groups.set(name, group);
    return group;
  });
}

/** An object that is always as another one is at the moment. */
function following<Kept extends object>(here: () => Kept, read = (value: unknown, _name: string) => value): Kept {
  return new Proxy({} as Kept, {
    get: (_, name) => read(Reflect.get(here(), name), String(name)),
    has: (_, name) => Reflect.has(here(), name),
    ownKeys: () => Reflect.ownKeys(here()),
    getOwnPropertyDescriptor: (_, name) => {
      const has = Object.hasOwn(here(), name);
      return has
        ? { value: read(Reflect.get(here(), name), String(name)), enumerable: true, configurable: true }
        : undefined;
    },
  });
}
