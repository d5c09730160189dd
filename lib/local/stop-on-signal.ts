/** What a program is stopped with. */
export interface StopOnSignalOptions {
  signals: { on: (signal: 'SIGINT' | 'SIGTERM', listener: () => void) => unknown };
  /** Finishes what is under way. */
  close: () => Promise<void>;
  exit: (code: number) => void;
  say: (sentence: string) => void;
  onError: (error: unknown) => void;
  nowMs?: () => number;
  /** How long `close` may take. */
  deadlineMs?: number;
}

/** npm passes on the Ctrl-C that the terminal has sent to every program: what follows so soon is the same one. */
const sameKeyMs = 500;

/** Ends the program at Ctrl-C and SIGTERM: when everything is finished, or at the deadline, or at a second Ctrl-C, whatever is in flight. */
export function stopOnSignal({
  signals,
  close,
  exit,
  say,
  onError,
  nowMs = () => performance.now(),
  deadlineMs = 20_000,
}: StopOnSignalOptions): void {
  const goesOn = 'What was under way goes on at the next start.';
  let askedAtMs: number | undefined;
  const stop = () => {
    askedAtMs = nowMs();
    say('\nFinishing what is under way. Press Ctrl-C again to stop at once.');
    setTimeout(() => {
      say(`Not everything ended within ${deadlineMs / 1000} seconds. ${goesOn}`);
      exit(1);
    }, deadlineMs);
    close().then(
      () => exit(0),
      (error: unknown) => {
        onError(error);
        exit(1);
      },
    );
  };
  signals.on('SIGINT', () => {
    if (askedAtMs === undefined) return stop();
    if (nowMs() - askedAtMs < sameKeyMs) return;
    say(`Stopped at once. ${goesOn}`);
    exit(130);
  });
  signals.on('SIGTERM', () => {
    if (askedAtMs === undefined) stop();
  });
}
