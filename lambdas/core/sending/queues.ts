import type { AccountJob, DispatchJob, NoticeJob, SendJob } from './jobs.ts';

/** Work for the sender: slots and their mails on one queue, mails that somebody waits for on another. `delaySeconds` is at most 900, SQS's limit. */
export interface Queues {
  dispatch: (jobs: DispatchJob[]) => Promise<void>;
  send: (jobs: SendJob[], delaySeconds?: number) => Promise<void>;
  notices: (jobs: NoticeJob[], delaySeconds?: number) => Promise<void>;
  account: (job: AccountJob, delaySeconds?: number) => Promise<void>;
}
