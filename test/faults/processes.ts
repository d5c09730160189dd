import { fork, type ChildProcess } from 'node:child_process';
import type { HandlerName } from '../../lib/cloud/bundling.ts';
import type { Bundles } from './bundles.ts';
import type { Answer, Call } from './worker.ts';

/** How a call ends when its process was killed under it. */
export class KilledError extends Error {
  override name = 'KilledError';
}

export interface Processes {
  /** Runs a handler in a process of its own kind that has nothing else to do, as far as there is one; `another` asks for one that is not the first. */
  invoke: (name: HandlerName, call: Omit<Call, 'id' | 'bundle'>, another?: boolean) => Promise<unknown>;
  /** Ends a process at once, by SIGKILL, with everything that runs in it. */
  kill: (worker: string) => void;
  /** Stops a process that has answered, as Lambda does until it calls it again; answers what lets it go on. A call that comes meanwhile gets another. */
  freeze: (name: HandlerName) => () => void;
  stop: () => void;
}

/** Of each function at once. */
export const processesMax = 2;

/** How long a process that has been replaced meanwhile lives on once it may go on. */
const thawedMs = 300;

interface Worker {
  child: ChildProcess;
  pending: Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>;
}

/**
 * Keeps up to two processes a handler. Each names itself in the user agent of its calls to AWS, so that the proxy knows whom a call is from.
 *
 * @param environment - leads the SDK to the proxy
 */
export function startProcesses(bundles: Bundles, environment: Record<string, string>): Processes {
  const workers = new Map<string, Worker>();
  const frozen = new Set<ChildProcess>();
  let lastId = 0;

  const start = (name: string): Worker => {
    const child = fork(bundles.worker, [], {
      env: { ...environment, AWS_SDK_UA_APP_ID: name },
      execArgv: [],
      stdio:
        process.env['SHOW_CHAOS'] === undefined
          ? ['ignore', 'ignore', 'ignore', 'ipc']
          : ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const worker: Worker = { child, pending: new Map() };
    child.on('message', (answer: Answer) => {
      const { resolve, reject } = worker.pending.get(answer.id)!;
      worker.pending.delete(answer.id);
      if ('error' in answer) reject(new Error(answer.error));
      else resolve(answer.result);
    });
    child.on('exit', () => {
      if (workers.get(name) === worker) workers.delete(name);
      for (const { reject } of worker.pending.values()) reject(new KilledError(`${name} was killed`));
    });
    child.on('error', () => undefined);
    workers.set(name, worker);
    return worker;
  };

  return {
    invoke: (name, call, another = false) => {
      const isBusy = (workers.get(`${name}-1`)?.pending.size ?? 0) > 0;
      const key = `${name}-${another || isBusy ? 2 : 1}`;
      const worker = workers.get(key) ?? start(key);
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        worker.pending.set(id, { resolve, reject });
        worker.child.send({ ...call, id, bundle: bundles.handlers[name] } satisfies Call, (error) => {
          if (error !== null) reject(new KilledError(`${key} had ended`));
        });
      });
    },
    kill: (name) => {
      const worker = workers.get(name);
      // At once out of the map: the next call gets a new process, as on Lambda.
      workers.delete(name);
      worker?.child.kill('SIGKILL');
    },
    freeze: (name) => {
      const key = `${name}-1`;
      const worker = workers.get(key);
      if (worker === undefined || worker.pending.size > 0) return () => undefined;
      workers.delete(key);
      frozen.add(worker.child);
      worker.child.kill('SIGSTOP');
      return () => {
        // Ended meanwhile, with all the others.
        if (!frozen.delete(worker.child)) return;
        worker.child.kill('SIGCONT');
        const other = workers.get(key);
        if (other === undefined) workers.set(key, worker);
        // What was left to it from before goes on for a moment.
        else setTimeout(() => worker.child.kill('SIGKILL'), thawedMs);
      };
    },
    stop: () => {
      for (const { child } of workers.values()) child.kill('SIGKILL');
      for (const child of frozen) child.kill('SIGKILL');
      workers.clear();
      frozen.clear();
    },
  };
}
