import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inProject, programArguments } from '../lib/roots.ts';

/**
 * `npm start`, and `weekwise start` in a project: compiles the templates while the modules of the service are loaded, then starts it. With DRAFTS it offers
 * languages that are drafts as well.
 */
const drafts = process.env['DRAFTS'] ? ['--with-drafts'] : [];
const compiler = [...programArguments('compile-templates'), '--quiet', ...drafts];
const compiling = once(spawn(process.execPath, compiler, { ...inProject(), stdio: 'inherit' }), 'exit');
const [[code]] = await Promise.all([compiling, import('../lib/local/service.ts')]);
if (code !== 0) process.exit(1);
await import('./local.ts');
