import type { ServiceConnection } from '../connection.ts';
import type { encode, ShapeInput, ShapeName } from '../json/shapes.ts';
import { highlight } from './painted.ts';

/** Where the operator is looked at: which service is meant, and how it is said. */
export interface Where {
  stage?: string;
  data: string;
  json?: true;
}

export interface Terminal {
  /** Before a command begins: loads what `--json` needs, and help does without. */
  prepare: () => Promise<void>;
  /** Opens the service that is meant, works with it and closes it. */
  withService: (work: (connection: ServiceConnection, say: Say) => Promise<void>) => Promise<void>;
  say: Say;
  isJson: () => boolean;
  /** One line that writes over itself, on a terminal only; no words take it away. `percent` draws a bar before them. */
  progress: (words: string, percent?: number) => void;
}

/** Data for programs (`--json`) in the shape of that name, or the same in words for people. */
export type Say = <Name extends ShapeName>(shape: Name, data: ShapeInput<Name>, words: string) => void;

export function terminal(where: () => Where): Terminal {
  let isDrawn = false;
  let toJson: typeof encode | undefined;
  const progress: Terminal['progress'] = (words, percent) => {
    if (!process.stderr.isTTY || (words === '' && !isDrawn)) return;
    isDrawn = words !== '';
    process.stderr.write(`\r\u001B[K${percent === undefined ? '' : `${bar(percent)} `}${words}${isDrawn ? ' ' : ''}`);
  };
  const isJson = () => where().json === true;
  const say: Say = (shape, data, words) => {
    progress('');
    console.log(toJson === undefined ? highlight(words, process.stdout) : toJson(shape, data));
  };
  return {
    prepare: async () => {
      if (isJson()) ({ encode: toJson } = await import('../json/shapes.ts'));
    },
    say,
    isJson,
    progress,
    withService: async (work) => {
      const { stage, data } = where();
      let connection: ServiceConnection | undefined;
      try {
        const { compileOnce } = await import('../../project/compile.ts');
        await compileOnce();
        // It reads the compiled series, and a new series is made where there may be none yet.
        const { connectLocal, openStage } = await import('../connection.ts');
        connection = stage === undefined ? connectLocal(data) : await openStage(stage);
        connection.onPeople = (count) => progress(`${count} people looked at`);
        await work(connection, say);
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
