const globals = new URL('./jest-globals.js', import.meta.url).href;

/**
 * Resolves `@jest/globals`, which throws outside of Jest's own module loader, to our own: to one for each test file, which has the `?run=` of the
 * file, and to one for all modules that test files share.
 */
export async function resolve(specifier, context, next) {
  if (specifier !== '@jest/globals') return next(specifier, context);
  const run = /\?run=\d+$/.exec(context.parentURL ?? '')?.[0] ?? '';
  return { url: globals + run, format: 'module', shortCircuit: true };
}
