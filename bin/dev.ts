import { restartOnChange } from '../lib/local/restart-on-change.ts';

/** `npm run dev`: `npm start`, restarted whenever the code or a template changes. */

restartOnChange({
  root: new URL('..', import.meta.url),
  folders: ['bin', 'lambdas', 'lib', 'templates'],
  program: ['--import', 'tsx', 'bin/local.ts'],
  compile: { folder: 'templates', program: ['--import', 'tsx', 'bin/compile-templates.ts'] },
});
