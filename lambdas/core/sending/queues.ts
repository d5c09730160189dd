import type { AccountJob, DispatchJob, SendJob } from './jobs.ts';

/** Queues to other handlers. `delaySeconds` is at most 900, SQS's limit. */
export interface Queues {
  dispatch: (jobs: DispatchJob[]) => Promise<void>;
  send: (jobs: SendJob[], delaySeconds?: number) => Promise<void>;
  account: (job: AccountJob, delaySeconds?: number) => Promise<void>;
}
