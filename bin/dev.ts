import { pathToFileURL } from 'node:url';
import { restartOnChange } from '../lib/local/restart-on-change.ts';
import { roots, templatesName } from '../lib/roots.ts';

/** `npm run dev`: `npm start`, restarted whenever the code or a template changes. */

restartOnChange({
  root: pathToFileURL(`${roots.engine}/`),
  folders: ['bin', 'lambdas', 'lib', templatesName],
  program: ['--import', 'tsx', 'bin/local.ts'],
  compile: { folder: templatesName, program: ['--import', 'tsx', 'bin/compile-templates.ts'] },
});
