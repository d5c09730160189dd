import { Duration } from 'aws-cdk-lib';
import { sendTimeoutSeconds } from '../../lambdas/core/in-doubt.ts';

/** How long each function may work. */
export const timeouts = {
  plan: Duration.minutes(1),
  /** Reads slots page by page, and puts what is left back on the queue shortly before the end. */
  dispatch: Duration.seconds(270),
  /** Decided in the core: the life of a claim hangs on it. */
  send: Duration.seconds(sendTimeoutSeconds),
  feedback: Duration.seconds(30),
  /** API Gateway gives up after 30 s; people do sooner. */
  web: Duration.seconds(15),
};
