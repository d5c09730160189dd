import * as z from 'zod';
import { readYaml } from '../front-matter.ts';
import type { TemplateFolder } from '../template-folder.ts';

const LanguageFile = z.strictObject({
  /** Compiled, and shown to nobody: what is missing is then as in the first language. */
  draft: z.boolean().default(false),
});

/** What a language says of itself: `words/<tag>/language.yaml`, which a language that is complete can do without. */
export async function readLanguage(tag: string, folder: TemplateFolder): Promise<z.infer<typeof LanguageFile>> {
  const path = `words/${tag}/language.yaml`;
  if (!(await folder.has(path))) return { draft: false };
  return (await readYaml(path, LanguageFile, folder)).value;
}
