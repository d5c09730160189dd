import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type YAMLError } from 'yaml';
import * as z from 'zod';
import { codeOf } from './code-of.ts';
import type { Kind, Memory } from './remembered.ts';

/** What a text of YAML says, and on which line of it, counted from 1. */
const YamlText = z.object({
  value: z.unknown(),
  /** By the path of a value, see {@link pathKey}. */
  lines: z.record(z.string(), z.number()),
});
export type YamlText = z.output<typeof YamlText>;

/** A text that is no YAML. One mistake makes others of what comes after it: this is the first. */
export class NoYamlError extends Error {
  override readonly name = 'NoYamlError';
  readonly line: number;
  readonly mistake: YAMLError;

  constructor(line: number, mistake: YAMLError) {
    super(mistake.message, { cause: mistake });
    this.line = line;
    this.mistake = mistake;
  }
}

const yamlText: Kind<YamlText> = {
  name: 'yaml',
  code: () => codeOf('lib/templates/yaml-text.ts'),
  shape: YamlText,
};

/** The same as {@link parseYaml}: to parse a hundred lessons takes longer than all else of a check that changed one. */
export async function rememberedYaml(text: string, memory: Memory): Promise<YamlText> {
  return memory.remembered(yamlText, text, async (asked) => parseYaml(asked));
}

/** @throws NoYamlError */
export function parseYaml(text: string): YamlText {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const [mistake] = document.errors;
  if (mistake !== undefined) throw new NoYamlError(counter.linePos(mistake.pos[0]).line, mistake);
  const lines: YamlText['lines'] = {};
  const note = (node: unknown, path: readonly string[]) => {
    if (!isNode(node)) return;
    if (node.range) lines[pathKey(path)] = counter.linePos(node.range[0]).line;
    if (isSeq(node)) node.items.forEach((item, index) => note(item, [...path, String(index)]));
    if (isMap(node)) {
      for (const { key, value } of node.items) if (isScalar(key)) note(value, [...path, String(key.value)]);
    }
  };
  note(document.contents, []);
  return { value: document.toJS(), lines };
}

/** A path to a value, such as `['reminders', 0, 'subject']`, as one text. */
export function pathKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}
