import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { OperatorError } from '../operator/operator-error.ts';
import { inProject, programArguments, roots } from '../roots.ts';
import { hasBuild } from '../templates/write-build.ts';

/** Compiles what changed, in a process of its own: the compiler takes much memory. It says what is wrong and where. @throws OperatorError */
export async function compile(): Promise<void> {
  const child = spawn(process.execPath, [...programArguments('compile-templates'), '--quiet'], {
    ...inProject(),
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new OperatorError('The templates do not compile.', { code: 'template' });
}

/**
 * Compiles where there is no build of this Weekwise, as in a new clone or after an upgrade. What was written since stays uncompiled: the service that a
 * command is about does not run it either. @throws OperatorError
 */
export async function compileOnce(): Promise<void> {
  if (!(await hasBuild(roots.project))) await compile();
}
