import { register } from 'node:module';
import runFile from '../../runner/run-file.js';

register('./bundle-hook.js', import.meta.url);

/** By path of a test file: how it went last, with the names of its tests. */
const last = new Map();

/**
 * Runs one test file as `npm test` does, but with the project's own modules loaded anew for it: what a mutant did, or what a module keeps from the
 * mutant before, is not there for the next one. A file none of whose tests is asked for is not loaded at all. The name has "jest-circus" in it because
 * Stryker looks for that.
 */
export default async function runFileAfresh(globalConfig, config, environment, runtime, path, ...rest) {
  // By itself only the first code to run in a process asks which mutant is active.
  if (globalThis.__stryker__) globalThis.__stryker__.activeMutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  const { testNamePattern } = globalConfig;
  const before = last.get(path);
  if (testNamePattern && before && !isAsked(before, new RegExp(testNamePattern, 'i'))) return skipped(before);
  const result = await runFile(globalConfig, config, environment, runtime, path, ...rest);
  if (result.testResults.length > 0) last.set(path, result);
  return result;
}

const isAsked = ({ testResults }, pattern) => testResults.some(({ fullName }) => pattern.test(fullName));

function skipped(result) {
  const testResults = result.testResults.map((one) => ({ ...one, status: 'pending', failureMessages: [] }));
  const counts = { numFailingTests: 0, numPassingTests: 0, numPendingTests: testResults.length, skipped: true };
  return { ...result, ...counts, failureMessage: null, testExecError: undefined, testResults };
}
