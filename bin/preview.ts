import { join } from 'node:path';
import { startPreview } from '../lib/preview/preview.ts';

/** `npm run preview`: every mail while it is written. */
const { url } = await startPreview(join(import.meta.dirname, '..'), Number(process.env['PORT'] ?? 0));
console.log(`Mails     ${url}\nEvery change under templates/ is shown at once. Press Ctrl-C to end.`);
