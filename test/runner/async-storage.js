import hooks, { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';

/*
 * Before Node 24 an AsyncLocalStorage that was used once makes every promise of its process cost three times as much, for as long as the process lives.
 * jest-circus uses one for the test that runs, hono one for each page and Playwright one for each call: in a worker, all of the time.
 */

/** Does this Node need any of it? From 24 on a storage goes with the promise, at next to no cost, and Node's own class cannot be replaced. */
export const storagesAreCostly = Number(process.versions.node.split('.')[0]) < 24;

/** How many calls of `run` of a storage have not ended. */
const running = new WeakMap();
const run = Reflect.get(AsyncLocalStorage.prototype, 'run');

/** Switches storages off whenever nothing runs in them. What `run` answers is waited for; what else it has set off finds no store any more. */
export function switchOffIdleStorages() {
  if (!storagesAreCostly) return;
  AsyncLocalStorage.prototype.run = function (...given) {
    running.set(this, (running.get(this) ?? 0) + 1);
    const end = () => {
      const left = running.get(this) - 1;
      running.set(this, left);
      if (left === 0) this.disable();
    };
    let result;
    try {
      result = Reflect.apply(run, this, given);
    } finally {
      // Not `then(end, end)`, which would pass for handling a rejection.
      if (result instanceof Promise) result = result.finally(end);
      else end();
    }
    return result;
  };
}

/** Enough for jest-circus, which asks whose error came out of nowhere: tests run one after the other. */
class OneAtATime {
  #store;

  getStore() {
    return this.#store;
  }

  async run(store, callback) {
    const before = this.#store;
    this.#store = store;
    try {
      return await callback();
    } finally {
      this.#store = before;
    }
  }
}

/** What is compiled of each module so far, by its path: every test file evaluates the same one. */
const compiled = new Map();

function evaluatorOf(path) {
  const known = compiled.get(path);
  if (known !== undefined) return known;
  const evaluate = compileFunction(readFileSync(path, 'utf8'), ['exports', 'require', 'module'], { filename: path });
  compiled.set(path, evaluate);
  return evaluate;
}

/** Evaluates a CommonJS module, by its path, anew, with storages that know one store at a time. */
export function withStorageOfOneAtATime(path) {
  const require = createRequire(path);
  const given = storagesAreCostly ? { ...hooks, AsyncLocalStorage: OneAtATime } : hooks;
  const requireGiven = Object.assign((name) => (name === 'node:async_hooks' ? given : require(name)), require);
  const module = { exports: {} };
  evaluatorOf(path)(module.exports, requireGiven, module);
  return module.exports;
}
