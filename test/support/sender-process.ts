import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { wire } from '../../lambdas/send.ts';
import { lambdaContext } from '../../lib/local/lambda-context.ts';

/*
 * A child process that sends, as Lambda's runtime runs a handler: by environment variables alone. Its clock is a file, since a frozen process must find
 * the time of day when it wakes up.
 */

const clock = { now: () => Temporal.Instant.from(readFileSync(process.env['CLOCK_FILE']!, 'utf8')) };
const send = wire(process.env, { clock });

process.on('message', (event: Parameters<typeof send>[0] | 'turn') => {
  // Its event loop has turned: how the parent waits for something that may not happen, on a machine of any speed.
  if (event === 'turn') return void process.send!('turned');
  void send(event, lambdaContext('send', 90_000)).then((response) => process.send!(response));
});
process.on('disconnect', () => process.exit());
process.send!('ready');
