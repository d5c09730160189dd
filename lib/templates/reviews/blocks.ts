/** A paragraph, a heading or an item of a list, as a person reads it: without markup, its whitespace single. Merge fields stand in it as they are. */
export interface Block {
  kind: (typeof blockKinds)[number];
  text: string;
}

/** `step`: an item of a numbered list. */
export const blockKinds = ['heading', 'text', 'step', 'item'] as const;

const comment = /<!--[\s\S]*?-->/g;
const tag = /<(\/?)([a-zA-Z][\w-]*)\b([^>]*)>/g;
/** Tags within a sentence; every other one ends it. */
const inline = new Set(['a', 'abbr', 'b', 'cite', 'code', 'em', 'i', 'small', 'span', 'strong', 'sub', 'sup', 'u']);

/** The words of html or MJML, block by block. What is between two tags of blocks is one block; the words for a picture are one too. */
export function blocksOf(markup: string): Block[] {
  const source = markup.replaceAll(comment, '');
  const blocks: Block[] = [];
  const lists: string[] = [];
  let [from, text, heading] = [0, '', false];
  const end = () => {
    const words = plainWords(text);
    const list = lists.at(-1);
    const kind = heading ? 'heading' : list === 'ol' ? 'step' : list === 'ul' ? 'item' : 'text';
    if (words !== '') blocks.push({ kind, text: words });
    text = '';
  };
  for (const { index, 0: whole, 1: slash, 2: name = '', 3: attributes = '' } of source.matchAll(tag)) {
    text += source.slice(from, index);
    from = index + whole.length;
    const element = name.toLowerCase();
    if (inline.has(element)) continue;
    end();
    if (element === 'img') {
      text = / alt="([^"]*)"/.exec(attributes)?.[1] ?? '';
      end();
    }
    if (/^h[1-6]$/.test(element)) heading = slash === '';
    if (element === 'ol' || element === 'ul') {
      if (slash === '') lists.push(element);
      else lists.pop();
    }
  }
  text += source.slice(from);
  end();
  return blocks;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Text without entities, its whitespace single. */
function plainWords(text: string): string {
  return text
    .replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
    })
    .replaceAll(/\s+/g, ' ')
    .trim();
}
