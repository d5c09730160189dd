import { isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { valueWords, yamlWords } from './author-words.ts';
import { placed, type TemplateFolder } from './template-folder.ts';
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
  return folder.parsed(path, schema, (text, file) => readFrontMatter(text, schema, { file, line: 1 }));
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
  { file, line: firstLine }: Place,
  fromBody: Readonly<Record<string, BodyValue>> = {},
): FrontMatter<T> {
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false });
  const at = (offset: number): Place => ({ file, line: counter.linePos(offset).line + firstLine - 1 });
  const placeOf = (path: readonly PropertyKey[]): Place => {
    const inBody = fromBody[String(path[0])];
    if (inBody !== undefined) return inBody.placeOf(path[1]);
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return at(node.range[0]);
    }
    return { file, line: firstLine };
  };
  // One mistake makes others of what comes after it.
  const [unread] = document.errors;
  if (unread !== undefined) {
    const { line } = counter.linePos(unread.pos[0]);
    reject(at(unread.pos[0]), yamlWords(unread, yaml.split('\n')[line - 1] ?? ''), unread);
  }
  const twice = Object.keys(fromBody).filter((key) => document.has(key));
  if (twice.length > 0) {
    throw new TemplateError(
      twice.map((key) => ({
        ...placeOf([key]),
        message: `${key}: stands in front matter as well: keep one of the two`,
      })),
    );
  }
  const values = Object.entries(fromBody).map(([key, { value }]) => [key, value]);
  const parsed = schema.safeParse(
    values.length === 0 ? document.toJS() : { ...document.toJS(), ...Object.fromEntries(values) },
    { error: valueWords },
  );
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
