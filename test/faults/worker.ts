import type { Temporal as TemporalNamespace } from 'temporal-polyfill';
import { Temporal } from 'temporal-polyfill';
import { load, type Loaded } from './kept-code.ts';

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

/** After so many calls most of what a function ever needs has been compiled. */
const callsUntilKept = 8;

/** One process runs one function. */
let program: Loaded | undefined;
let calls = 0;

/** Kept between calls, as Lambda keeps a warm environment. */
const warm = new Map<string, Handler>();

function handlerFor({ bundle, settings }: Call): Handler {
  const key = JSON.stringify(settings);
  const known = warm.get(key);
  if (known !== undefined) return known;
  program ??= load(bundle);
  const made = (program.exports as { wire: Wire }).wire(settings, { clock });
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
      answer = { id: call.id, result: await handlerFor(call)(call.event, context) };
    } catch (error) {
      answer = { id: call.id, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    }
    process.send!(answer);
    if ((calls += 1) === callsUntilKept) program?.keep();
  })();
});
process.on('disconnect', () => process.exit());
