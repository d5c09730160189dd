import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { register as loadTypeScript } from 'tsx/esm/api';
import { leaveWhenTold, openSince } from './leaving.js';
import { switchOffIdleStorages, withStorageOfOneAtATime } from './async-storage.js';

const require = createRequire(import.meta.url);
const { default: runWithCircus } = require('jest-circus/runner');

switchOffIdleStorages();
loadTypeScript();
register('./jest-globals-hook.js', import.meta.url);

// The same cases on every run. `PROPERTY_SEED=$RANDOM npm test` looks for others.
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) });

const open = openSince(() => process.getActiveResourcesInfo());
leaveWhenTold(open);

let files = 0;

/** What jest-circus keeps between the tests of a file, and would otherwise keep from one file to the next. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

/**
 * Runs one test file with jest-circus, as Jest does by itself, but lets Node load it: a module that several test files import is compiled and
 * evaluated once in a worker and not once in each file, which was most of what the suite cost.
 */
export default async function runFile(globalConfig, config, environment, runtime, path, sendMessageToJest) {
  // Jest's formatter of stacks knows only files that Jest has loaded.
  Error.prepareStackTrace = undefined;
  // As many as Node keeps; Jest asks for a hundred. The SDK makes an error for each call, and Playwright several, that nobody looks at.
  Error.stackTraceLimit = 10;
  const natively = {
    requireInternalModule(internal) {
      delete globalThis[EVENT_HANDLERS];
      return withStorageOfOneAtATime(internal);
    },
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (module) => import(`${pathToFileURL(module).href}?run=${++files}`),
    setGlobalsForRuntime() {},
  };
  const result = await runWithCircus(
    globalConfig,
    config,
    environment,
    new Proxy(runtime, {
      get(target, name) {
        const value = natively[name] ?? target[name];
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
    path,
    sendMessageToJest,
  );
  open.note(path);
  return result;
}
