import { join } from 'node:path';
import { checkContent } from '../lib/content/check-content.ts';
import { hasSpamAssassin, spamFindings } from '../lib/content/spam-score.ts';
import { openWorkshop } from '../lib/content/workshop.ts';
import { TemplateError } from '../lib/templates/place.ts';

/** Says what is wrong with the lessons and mails, each thing with its file and line. */
try {
  const workshop = await openWorkshop(join(import.meta.dirname, '..'));
  const asked = hasSpamAssassin();
  const findings = [...(await checkContent(workshop)), ...(asked ? await spamFindings(workshop) : [])];
  for (const { file, line, message } of findings) console.log(`${file}:${line}: ${message}`);
  console.log(
    `${workshop.mails.length} mails checked: ${findings.length === 0 ? 'nothing to mend' : `${findings.length} to mend`}.`,
  );
  if (!asked) console.log('SpamAssassin is not installed here, so nobody was asked for a spam score.');
  if (findings.length > 0) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof TemplateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
