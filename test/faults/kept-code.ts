import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

/** A program that was loaded, and what V8 has compiled of it. */
export interface Loaded {
  exports: unknown;
  /** Keeps what is compiled by now for the processes that start later, unless it is kept already. */
  keep: () => void;
}

/**
 * Runs a CommonJS file with the code that another process has compiled of it. A case starts dozens of processes, and most of the time that one
 * takes goes into compiling what the one before it had compiled.
 */
export function load(file: string): Loaded {
  const keptIn = `${file}.compiled`;
  const isKept = existsSync(keptIn);
  const script = new Script(`(function(exports,require,module){${readFileSync(file, 'utf8')}\n})`, {
    filename: file,
    ...(isKept && { cachedData: readFileSync(keptIn) }),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module);
  return {
    exports: module.exports,
    keep: () => {
      if (isKept || existsSync(keptIn)) return;
      // Under another name first: this process may be killed at any moment.
      writeFileSync(`${keptIn}.${process.pid}`, script.createCachedData());
      renameSync(`${keptIn}.${process.pid}`, keptIn);
    },
  };
}
