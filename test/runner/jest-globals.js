import { quick } from './quick-expect.js';

export { jest } from './spies.js';

const isOfOneFile = import.meta.url.includes('?run=');

/** What Jest has set up for the file that runs now. A module that several files share asks anew each time. */
const current = (name) =>
  isOfOneFile
    ? globalThis[name]
    : new Proxy(function () {}, {
        get: (_, key) => globalThis[name][key],
        apply: (_, self, values) => globalThis[name](...values),
      });

export const afterAll = current('afterAll');
export const afterEach = current('afterEach');
export const beforeAll = current('beforeAll');
export const beforeEach = current('beforeEach');
export const describe = current('describe');
export const expect = quick(current('expect'));
export const it = current('it');
export const test = current('test');
