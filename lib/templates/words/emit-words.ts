import type { Entries, Entry } from './catalogue.ts';
import type { ValueKind } from './message.ts';

interface Branch {
  [name: string]: Entry | Branch;
}

/** The messages of a language as the code of an object. */
export function wordsCode(entries: Entries): string {
  return objectOf(treeOf(entries), ({ code }) => code);
}

/** The type of that object, from the first language: the compiler then holds the site's code to it. */
export function wordsType(entries: Entries): string {
  return objectOf(treeOf(entries), typeOf).replaceAll(',\n', ';\n');
}

function typeOf({ values, gives }: Entry): string {
  if (values.size === 0 && gives === 'text') return 'string';
  const fields = [...values].map(([name, kind]) => `${name}: ${typeNames[kind]}`).join('; ');
  if (gives === 'text') return `(v: { ${fields} }) => string`;
  const raw = gives === 'page' ? ', raw: (html: string) => T' : '';
  return `<T>(v: { ${fields} }${raw}) => (string | T)[]`;
}

const typeNames: Record<ValueKind, string> = {
  text: 'string',
  number: 'number',
  part: 'T',
  tag: '(words: string) => T',
};

function treeOf(entries: Entries): Branch {
  const tree: Branch = {};
  for (const [key, entry] of entries) {
    const names = key.split('.');
    const last = names.pop()!;
    const branch = names.reduce((within, name) => (within[name] ??= {}) as Branch, tree);
    branch[last] = entry;
  }
  return tree;
}

function objectOf(tree: Branch, leaf: (entry: Entry) => string): string {
  const fields = Object.entries(tree).map(
    ([name, inner]) => `${name}: ${isEntry(inner) ? leaf(inner) : objectOf(inner, leaf)}`,
  );
  return `{\n${fields.join(',\n')},\n}`;
}

function isEntry(inner: Entry | Branch): inner is Entry {
  return typeof inner['code'] === 'string';
}
