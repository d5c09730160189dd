import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where tests keep files: in memory where there is such a folder. What runs here writes down everything as it does it, and a disk takes its time. */
export const quickFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
