import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { buildIn, roots } from '../roots.ts';

/** What nobody asked for in a month goes with the next build. */
const keptFor = 30 * 24 * 60 * 60 * 1000;
/** When somebody last asked is noted to the day. */
const day = 24 * 60 * 60 * 1000;

/** Of this process, so that no two drafts have one name. */
let drafts = 0;

/** What is worked out: two kinds of work on one thing have two results. */
export interface Kind<T> {
  name: string;
  /** Names the code and the libraries that do the work: with others it is done anew. */
  code: () => string;
  /** Of the result: what is kept and does not look so is worked out anew. */
  shape: z.ZodType<T>;
}

/**
 * What was worked out before, in this process or an earlier one. An author's save changes one email in a hundred, and MJML and the checks take tens of
 * milliseconds for each. Small files are read without a thread for each, which takes five times as long as the reading.
 */
export class Memory {
  readonly #folder: string;
  /** What each thing that came from here is kept as. */
  readonly #names = new WeakMap<object, string>();

  /** @param folder - of a file for each result */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * What was worked out of something, or is now.
   *
   * @param asked - all that the result may depend on, as JSON can write it. What came from this memory itself stands in it by its name: that is a hash of
   *   all that made it, and spares hashing a whole email again
   * @param work - makes the result of that alone. It throws what it likes: errors are not kept, and may say more
   */
  async remembered<Asked, T>(
    { name, code, shape }: Kind<T>,
    asked: Asked,
    work: (asked: Asked) => Promise<T>,
  ): Promise<T> {
    const said = JSON.stringify(asked, (_, value: unknown) => this.#nameOf(value) ?? value);
    const hash = createHash('sha256').update(`${code()}\0${name}\0${said}`).digest('hex');
    const path = join(this.#folder, `${hash}.json`);
    const kept = shape.safeParse(keptIn(path));
    if (kept.success) return this.#named(kept.data, hash);
    const fresh = JSON.stringify(await work(asked));
    mkdirSync(this.#folder, { recursive: true });
    // Programs run side by side, and two emails may be of one text: each sees all of it or nothing.
    const draft = `${path}.${process.pid}-${(drafts += 1)}`;
    writeFileSync(draft, fresh);
    renameSync(draft, path);
    // As a later call gets it.
    return this.#named(shape.parse(JSON.parse(fresh)), hash);
  }

  #named<T>(result: T, hash: string): T {
    if (typeof result === 'object' && result !== null) this.#names.set(result, hash);
    return result;
  }

  #nameOf(value: unknown): string | undefined {
    return typeof value === 'object' && value !== null ? this.#names.get(value) : undefined;
  }

  /** Throws away what nobody has asked for in a month. */
  forgetOld(now: number): void {
    for (const name of namesIn(this.#folder)) {
      const path = join(this.#folder, name);
      const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: now };
      if (now - mtimeMs > keptFor) rmSync(path, { force: true });
    }
  }
}

/** Undefined where nothing is kept, or nothing that can be read. */
function keptIn(path: string): unknown {
  try {
    const { mtimeMs } = statSync(path);
    const now = new Date();
    if (now.getTime() - mtimeMs > day) utimesSync(path, now, now);
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** That of this project. */
export const projectMemory = new Memory(buildIn(roots.project, 'remembered'));
