import type { ServiceConnection } from '../connection.ts';
import { highlight } from './painted.ts';
import { wordsOf } from './ending.ts';

/** Where the operator is looked at: which service is meant, and how it is said. */
export interface Where {
  stage?: string;
  data: string;
  json?: true;
}

export interface Terminal {
  /** Opens the service that is meant, works with it and closes it. What an operator can mend is told in one line; the exit code is 2. */
  withService: (work: (connection: ServiceConnection, say: Say) => Promise<void>) => Promise<void>;
  say: Say;
  /** One line that writes over itself, on a terminal only; no words take it away. `percent` draws a bar before them. */
  progress: (words: string, percent?: number) => void;
}

/** Data for programs (`--json`), or the same in words for people. */
export type Say = (data: object, words: string) => void;

export function terminal(where: () => Where): Terminal {
  let isDrawn = false;
  const progress: Terminal['progress'] = (words, percent) => {
    if (!process.stderr.isTTY || (words === '' && !isDrawn)) return;
    isDrawn = words !== '';
    process.stderr.write(`\r\u001B[K${percent === undefined ? '' : `${bar(percent)} `}${words}${isDrawn ? ' ' : ''}`);
  };
  const say: Say = (data, words) => {
    progress('');
    console.log(where().json ? JSON.stringify(data, undefined, 2) : highlight(words, process.stdout));
  };
  return {
    say,
    progress,
    withService: async (work) => {
      const { stage, data } = where();
      // It reads the compiled series, and a new series is made where there may be none yet.
      const { connectLocal, openStage } = await import('../connection.ts');
      let connection: ServiceConnection | undefined;
      try {
        connection = stage === undefined ? connectLocal(data) : await openStage(stage);
        connection.onPeople = (count) => progress(`${count} people looked at`);
        await work(connection, say);
      } catch (error) {
        const words = wordsOf(error);
        if (words === undefined) throw error;
        progress('');
        console.error(words);
        process.exitCode = 2;
      } finally {
        progress('');
        connection?.close();
      }
    },
  };
}

const barCells = 20;

function bar(percent: number): string {
  const full = Math.round((barCells * Math.min(100, Math.max(0, percent))) / 100);
  return `${'█'.repeat(full)}${'░'.repeat(barCells - full)} ${String(Math.floor(percent)).padStart(3)} %`;
}
