import { jest } from './spies.js';

/**
 * The surroundings of a test file: Node's own. Jest's usual environment builds a new realm for every file, into which every module has to be loaded
 * again; nothing here replaces modules, so nothing needs one. What a file changes in the process is put back after it.
 */
export default class NodeItself {
  global = globalThis;
  moduleMocker = jest;
  /** Those of Jest are for its own realms. */
  fakeTimers = null;
  fakeTimersModern = null;

  #console = globalThis.console;
  #exit = Object.getOwnPropertyDescriptor(process, 'exit');
  #exitCode = process.exitCode;
  #variables = { ...process.env };

  async setup() {}

  async teardown() {
    jest.useRealTimers();
    globalThis.console = this.#console;
    Object.defineProperty(process, 'exit', this.#exit);
    process.exitCode = this.#exitCode;
    for (const name of Object.keys(process.env)) if (!(name in this.#variables)) delete process.env[name];
    Object.assign(process.env, this.#variables);
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}
