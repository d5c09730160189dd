import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Sees to it that `child` ends when this process does, however it ends, kill -9 included. Answers a function that dismisses the guard.
 *
 * On POSIX a shell of two builtins waits for the end of its standard input, which is ours to hold open, and then ends the child. On
 * Windows there is nothing to do: Node puts its children into a job object that the system closes with us.
 */
export function guardChild(child: ChildProcess): () => void {
  if (process.platform === 'win32' || child.pid === undefined) return () => {};
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$0" 2>/dev/null', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const dismiss = () => {
    guard.kill('SIGKILL');
    guard.stdin.destroy();
  };
  guard.on('error', () => {});
  guard.stdin.on('error', () => {});
  // Once the child is gone its number may be given to another process, which the guard must not touch.
  child.once('exit', dismiss);
  guard.unref();
  (guard.stdin as { unref?: () => void }).unref?.();
  return dismiss;
}
