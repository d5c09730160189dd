import type { Temporal as TemporalNamespace } from 'temporal-polyfill';
import { Temporal } from 'temporal-polyfill';

/**
 * A child process that runs deployed bundles: what Lambda's runtime does, with a clock that the parent sets at each call. It may be killed
 * at any time.
 */

export interface Call {
  id: number;
  /** Path of the bundle. */
  bundle: string;
  settings: Record<string, string>;
  event: unknown;
  now: string;
  remainingMs: number;
}

export type Answer = { id: number; result: unknown } | { id: number; error: string };

type Handler = (event: unknown, context: unknown) => Promise<unknown>;
type Wire = (
  settings: Record<string, string>,
  overrides: { clock: { now: () => TemporalNamespace.Instant } },
) => Handler;

let now = '1970-01-01T00:00:00Z';
const clock = { now: () => Temporal.Instant.from(now) };

/** Kept between calls, as Lambda keeps a warm environment. */
const warm = new Map<string, Promise<Handler>>();

function handlerFor({ bundle, settings }: Call): Promise<Handler> {
  const key = JSON.stringify([bundle, settings]);
  const known = warm.get(key);
  if (known !== undefined) return known;
  const made = import(bundle).then(({ wire }: { wire: Wire }) => wire(settings, { clock }));
  warm.clear();
  warm.set(key, made);
  return made;
}

process.on('message', (call: Call) => {
  now = call.now;
  void (async () => {
    const context = {
      functionName: 'worker',
      awsRequestId: String(call.id),
      getRemainingTimeInMillis: () => call.remainingMs,
    };
    let answer: Answer;
    try {
      const handler = await handlerFor(call);
      answer = { id: call.id, result: await handler(call.event, context) };
    } catch (error) {
      answer = { id: call.id, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    }
    process.send!(answer);
  })();
});
process.on('disconnect', () => process.exit());
