import type * as z from 'zod';
import { rememberedFrontMatter, splitFrontMatter, type FrontMatter } from './front-matter.ts';
import { lessonBody } from './lesson-markdown.ts';
import type { Line } from './source-location.ts';
import type { TemplateFolder } from './template-folder.ts';

/** A template with its front matter read. */
export interface Template<T> extends FrontMatter<T> {
  file: string;
  /** MJML, whatever it was written in. */
  body: Line[];
}

/** Reads a template whose front matter follows a schema. Its body is MJML, or, in a file `.md`, the Markdown of a lesson. */
export async function readTemplate<T>(
  path: string,
  schema: z.ZodType<T>,
  folder: TemplateFolder,
): Promise<Template<T>> {
  return folder.parsed(path, schema, async (text, file) => {
    const { yaml, body } = splitFrontMatter(text, file);
    const read = file.endsWith('.md') ? lessonBody(body) : { body, values: {} };
    // The front matter's first line is the "---" above the YAML.
    const matter = await rememberedFrontMatter(yaml, schema, { file, line: 2 }, folder.memory, read.values);
    return { ...matter, file, body: read.body };
  });
}
