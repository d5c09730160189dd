import { existsSync, readdirSync, readFileSync } from 'node:fs';

/**
 * Files, each as it was when it was first asked for: a build sees one state of them, and reads and takes apart nothing twice. Without a thread
 * for each small file, which takes five times as long as the reading.
 */
export class ReadOnce {
  readonly #there = new Map<string, boolean>();
  readonly #names = new Map<string, readonly string[]>();
  readonly #texts = new Map<string, string>();
  readonly #parsed = new Map<unknown, Map<string, unknown>>();

  has(path: string): boolean {
    return kept(this.#there, path, () => existsSync(path));
  }

  /** Names in a folder; none where there is no such folder. */
  names(path: string): readonly string[] {
    return kept(this.#names, path, () => {
      try {
        return readdirSync(path);
      } catch {
        return [];
      }
    });
  }

  /** @throws what Node throws where it cannot be read */
  text(path: string): string {
    return kept(this.#texts, path, () => readFileSync(path, 'utf8'));
  }

  /**
   * What a file says.
   *
   * @param name - what messages call it
   * @param how - what `parse` is made of, such as a schema: with another the file is parsed again
   * @param parse - is given all that its result may depend on
   */
  parsed<T>(path: string, name: string, how: unknown, parse: (text: string, name: string) => T): T {
    const known = kept(this.#parsed, how, () => new Map<string, unknown>());
    return kept(known, `${path}\0${name}`, () => parse(this.text(path), name)) as T;
  }
}

/** What a map has, or gets now. */
function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  if (map.has(key)) return map.get(key)!;
  const made = make();
  map.set(key, made);
  return made;
}
