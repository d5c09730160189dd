import type { LabMessage, LabQuestion } from '../lab.ts';

/** What every lab does besides measuring. */

/** Runs the lab with the task that it was given, sends the result home and ends. */
export async function lab<Task, Result>(work: (task: Task) => Promise<Result>): Promise<void> {
  const result = await work(JSON.parse(process.argv[2] ?? '{}') as Task);
  await new Promise((resolve) => process.send!({ result } satisfies LabMessage, resolve));
  process.exit();
}

export function progress(words: string): void {
  process.send!({ progress: words } satisfies LabMessage);
}

/** Asks the emulators' process something, by way of the parent. */
export function askEmulators<Answer>(ask: LabQuestion, at?: string): Promise<Answer> {
  return new Promise((resolve) => {
    process.once('message', ({ answer }: { answer: Answer }) => resolve(answer));
    process.send!({ ask, at } satisfies LabMessage);
  });
}

/** Processor time of this process for some work, in microseconds, from a clean heap. */
export async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
