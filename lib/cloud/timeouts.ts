import { Duration } from 'aws-cdk-lib';
import { timings } from '../../lambdas/core/kit/timings.ts';

const { plan, send, feedback, reconcile, count, web, unsubscribe, announce, ledger, webhook } = timings.timeout;

/** How long each function may work. Decided in the core: the life of a claim hangs on it. */
export const timeouts = {
  plan: Duration.seconds(plan),
  send: Duration.seconds(send),
  feedback: Duration.seconds(feedback),
  reconcile: Duration.seconds(reconcile),
  count: Duration.seconds(count),
  web: Duration.seconds(web),
  unsubscribe: Duration.seconds(unsubscribe),
  ledger: Duration.seconds(ledger),
  announce: Duration.seconds(announce),
  webhook: Duration.seconds(webhook),
};
