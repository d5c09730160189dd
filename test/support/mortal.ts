/** Process death at a chosen step: the n-th call of any port, before or after it took effect. */

export class Crash extends Error {
  override name = 'Crash';
}

/** Counts port calls over a whole run and kills the function that makes a fatal one. */
export interface Fate {
  /** Call numbers, counted from the start of the run, and whether the call still takes effect. */
  deaths: Map<number, 'before' | 'after'>;
  /** What happens elsewhere in the world just before a call. */
  meanwhile: Map<number, () => Promise<unknown>>;
  calls: number;
  crashes: number;
}

export function fate(deaths: { call: number; when: 'before' | 'after' }[]): Fate {
  return { deaths: new Map(deaths.map(({ call, when }) => [call, when])), meanwhile: new Map(), calls: 0, crashes: 0 };
}

/**
 * One invocation's view of the world. Once it has died, nothing it tries has any effect: a dead process runs no catch block and no cleanup.
 *
 * @param ports - names of the properties that reach outside
 */
export function mortal<LocalService extends object>(
  deps: LocalService,
  ports: readonly (keyof LocalService)[],
  run: Fate,
): LocalService {
  const life = { dead: false };
  const lives = { ...deps };
  const handler = calling(run, life);
  for (const port of ports) lives[port] = new Proxy(deps[port] as Port, handler) as LocalService[typeof port];
  return lives;
}

type Port = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** How the methods of every port of one invocation are called. */
function calling(run: Fate, life: { dead: boolean }): ProxyHandler<Port> {
  return {
    get: (methods, name) => {
      const method = methods[name as string];
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        if (life.dead) throw new Crash('this process is dead');
        run.calls += 1;
        const number = run.calls;
        await run.meanwhile.get(number)?.();
        const death = run.deaths.get(number);
        if (death === undefined) return method(...args);
        life.dead = true;
        run.crashes += 1;
        if (death === 'after') await method(...args);
        throw new Crash(`killed ${death} ${String(name)}`);
      };
    },
  };
}
