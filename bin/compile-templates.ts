import { roots } from '../lib/roots.ts';
import { TemplateError } from '../lib/templates/source-location.ts';
import { TemplateFolder } from '../lib/templates/template-folder.ts';
import { readCrisisContacts, uncheckedContacts } from '../lib/templates/crisis-contacts.ts';
import { writePictures } from '../lib/templates/write-pictures.ts';
import { writeBuild } from '../lib/templates/write-build.ts';

/**
 * Compiles templates/ into build/. Run by `npm run build:templates` and before everything that reads build/; `--quiet` says only what is wrong,
 * `--with-drafts` has the languages that are drafts in it.
 */
const drafts = process.argv.includes('--with-drafts');
try {
  // Pictures are drawn by other threads meanwhile.
  const written = (await Promise.all([writeBuild(roots.project, { drafts }), writePictures(roots.project)])).flat();
  const isQuiet = process.argv.includes('--quiet');
  if (written.length > 0 && !isQuiet) console.log(`build/: ${written.length} files written`);
  if (!isQuiet && (written.includes('crisis-contacts.js') || process.argv.includes('--say-unchecked'))) {
    const contacts = await readCrisisContacts(new TemplateFolder(roots.project));
    const { unchecked, all } = uncheckedContacts(contacts, new Date().toISOString().slice(0, 10));
    if (unchecked.length > 0) {
      console.log(
        `Help lines: ${unchecked.length} of ${all} were not checked in the last six months (templates/crisis-contacts.yaml).`,
      );
    }
  }
} catch (error) {
  if (!(error instanceof TemplateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
