import type * as z from 'zod';
import { valueWords, yamlWords } from './author-words.ts';
import { NoYamlError, parseYaml, pathKey, rememberedYaml, type YamlText } from './yaml-text.ts';
import { placed, type TemplateFolder } from './template-folder.ts';
import type { Memory } from './remembered.ts';
import { reject, TemplateError, type Line, type Place, type Problem } from './source-location.ts';

/** What an author says about a template, checked, with the place of each value. */
export interface FrontMatter<T> {
  value: T;
  /** Where a value stands, e.g. `placeOf(['reminders', 0, 'subject'])`; the nearest value around it when it is missing. */
  placeOf: (path: readonly PropertyKey[]) => Place;
}

/** Takes a template apart into its YAML front matter and its body. */
export function splitFrontMatter(text: string, file: string): { yaml: string; body: Line[] } {
  const lines = text.split(/\r?\n/);
  if (lines[0] !== '---') reject({ file, line: 1 }, 'front matter is missing: the first line must be "---"');
  const end = lines.indexOf('---', 1);
  if (end < 0) reject({ file, line: 1 }, 'front matter has no end: a line "---" must close it');
  return { yaml: lines.slice(1, end).join('\n'), body: placed(lines.slice(end + 1).join('\n'), file, end + 2) };
}

/** Reads a file of YAML, which may be read as often as anybody likes. */
export async function readYaml<T>(path: string, schema: z.ZodType<T>, folder: TemplateFolder): Promise<FrontMatter<T>> {
  return folder.parsed(path, schema, (text, file) =>
    rememberedFrontMatter(text, schema, { file, line: 1 }, folder.memory),
  );
}

/** A value that stands in the body of a template, though it belongs to its front matter. */
export interface BodyValue {
  value: unknown;
  /** Where the value, or the item of that number, stands. */
  placeOf: (item?: PropertyKey) => Place;
}

/**
 * Reads YAML against a schema. Every mistake is reported at once, each with its line.
 *
 * @param firstLine - line of the file on which the YAML starts
 * @param fromBody - values that the body has, by key
 */
export function readFrontMatter<T>(
  yaml: string,
  schema: z.ZodType<T>,
  place: Place,
  fromBody: Readonly<Record<string, BodyValue>> = {},
): FrontMatter<T> {
  try {
    return checked(parseYaml(yaml), schema, place, fromBody);
  } catch (error) {
    return rejectYaml(error, yaml, place);
  }
}

/** The same where a memory has what the YAML says. */
export async function rememberedFrontMatter<T>(
  yaml: string,
  schema: z.ZodType<T>,
  place: Place,
  memory: Memory,
  fromBody: Readonly<Record<string, BodyValue>> = {},
): Promise<FrontMatter<T>> {
  const read = await rememberedYaml(yaml, memory).catch((error: unknown) => rejectYaml(error, yaml, place));
  return checked(read, schema, place, fromBody);
}

/** Says of a text that is no YAML where it is none. */
function rejectYaml(error: unknown, yaml: string, { file, line: firstLine }: Place): never {
  if (!(error instanceof NoYamlError)) throw error;
  const { line, mistake } = error;
  return reject({ file, line: line + firstLine - 1 }, yamlWords(mistake, yaml.split('\n')[line - 1] ?? ''), mistake);
}

function checked<T>(
  { value, lines }: YamlText,
  schema: z.ZodType<T>,
  { file, line: firstLine }: Place,
  fromBody: Readonly<Record<string, BodyValue>>,
): FrontMatter<T> {
  const placeOf = (path: readonly PropertyKey[]): Place => {
    const inBody = fromBody[String(path[0])];
    if (inBody !== undefined) return inBody.placeOf(path[1]);
    for (let length = path.length; length > 0; length -= 1) {
      const line = lines[pathKey(path.slice(0, length))];
      if (line !== undefined) return { file, line: line + firstLine - 1 };
    }
    return { file, line: firstLine };
  };
  const own = typeof value === 'object' ? value : undefined;
  const twice = Object.keys(fromBody).filter((key) => Object.hasOwn(own ?? {}, key));
  if (twice.length > 0) {
    throw new TemplateError(
      twice.map((key) => ({
        ...placeOf([key]),
        message: `${key}: stands in front matter as well: keep one of the two`,
      })),
    );
  }
  const values = Object.entries(fromBody).map(([key, { value }]) => [key, value]);
  const parsed = schema.safeParse(values.length === 0 ? value : { ...own, ...Object.fromEntries(values) }, {
    error: valueWords,
  });
  if (parsed.success) return { value: parsed.data, placeOf };
  throw new TemplateError(
    parsed.error.issues.map((issue): Problem => {
      const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
      const path = key === undefined ? issue.path : [...issue.path, key];
      return { ...placeOf(path), message: `${pathWords(path)}: ${issue.message}` };
    }),
  );
}

/** "reminders 2, subject": items are counted from 1. */
function pathWords(path: readonly PropertyKey[]): string {
  const words = path.map((part) => (typeof part === 'number' ? ` ${part + 1}` : `, ${String(part)}`)).join('');
  return words.replace(/^[ ,]+/, '') || 'front matter';
}
