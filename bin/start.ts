import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { engineFile } from '../lib/roots.ts';

/** `npm start`: compiles the templates while the modules of the service are loaded, then starts it. */
const compiler = engineFile('bin/compile-templates.ts');
const compiling = once(
  spawn(process.execPath, [...process.execArgv, compiler, '--quiet'], { stdio: 'inherit' }),
  'exit',
);
const [[code]] = await Promise.all([compiling, import('../lib/local/service.ts')]);
if (code !== 0) process.exit(1);
await import('./local.ts');
