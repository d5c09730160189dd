import type { Home } from '../home.ts';
import { HomeError } from '../home-error.ts';

/** Where the operator is looked at: which service is meant, and how it is said. */
export interface Where {
  stage?: string;
  data: string;
  json?: true;
}

export interface Terminal {
  /** Opens the service that is meant, works with it and closes it. A HomeError is told in one line; the exit code is 2. */
  withHome: (work: (home: Home, say: Say) => Promise<void>) => Promise<void>;
  say: Say;
  /** One line that writes over itself, on a terminal only; no words take it away. */
  progress: (words: string) => void;
}

/** Data for programs (`--json`), or the same in words for people. */
export type Say = (data: object, words: string) => void;

export function terminal(where: () => Where): Terminal {
  const say: Say = (data, words) => console.log(where().json ? JSON.stringify(data, undefined, 2) : words);
  return {
    say,
    withHome: async (work) => {
      const { stage, data } = where();
      // It reads the compiled series, and a new series is made where there may be none yet.
      const { openLocalHome, openStage } = await import('../home.ts');
      let home: Home | undefined;
      try {
        home = stage === undefined ? openLocalHome(data) : await openStage(stage);
        await work(home, say);
      } catch (error) {
        if (!(error instanceof HomeError)) throw error;
        console.error(error.message);
        process.exitCode = 2;
      } finally {
        home?.close();
      }
    },
    progress: (words) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${words}${words === '' ? '' : ' '}`);
    },
  };
}
