import { sourceFile } from '../roots.ts';

/** How a handler becomes what Lambda runs. `npm run build` and the CDK bundle alike, so that what was measured is what is deployed. */

/** Of every deployment. Each is `lambdas/<name>.ts` and exports `handler`. */
export const handlerNames = ['plan', 'send', 'feedback', 'reconcile', 'count', 'ledger', 'web', 'unsubscribe'] as const;
/** Deployed only where webhooks are configured. */
export const webhookHandlerNames = ['announce', 'webhook'] as const;
export type HandlerName = (typeof handlerNames | typeof webhookHandlerNames)[number];

export function handlerEntry(name: HandlerName): string {
  return sourceFile('lambdas', `${name}.ts`);
}

export const esbuildOptions = {
  format: 'esm',
  /** The cloud's runtime, not the machine's. */
  target: 'node24',
  /** As tsconfig.json says; below `node_modules` none is read. */
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  /** ES modules first: they can be shaken. */
  mainFields: ['module', 'main'],
  minify: true,
  sourceMap: true,
  /** Positions are enough for a stack trace; the sources would double the size. */
  sourcesContent: false,
  // The runtime brings an SDK too, but not the version that was tested, and loading it takes twice as long: everything is bundled.
  /** Dependencies that are CommonJS call `require`, which ES modules do not have. */
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
} as const;
