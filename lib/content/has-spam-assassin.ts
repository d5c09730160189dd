import { spawnSync } from 'node:child_process';

/** Is there a SpamAssassin on this machine? */
export function hasSpamAssassin(): boolean {
  return spawnSync('spamassassin', ['--version'], { stdio: 'ignore' }).status === 0;
}
