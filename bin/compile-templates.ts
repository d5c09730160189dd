import { join } from 'node:path';
import { TemplateError } from '../lib/templates/place.ts';
import { writeBuild } from '../lib/templates/write-build.ts';

/** Compiles templates/ into build/. Run by `npm run build:templates` and before everything that reads build/. */
try {
  const written = await writeBuild(join(import.meta.dirname, '..'));
  if (written.length > 0) console.log(`build/: ${written.join(', ')}`);
} catch (error) {
  if (!(error instanceof TemplateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
