export type Named = readonly [name: string, html: string];

const voids = 'area base br col embed hr img input link meta source track wbr'.split(' ');
/** What says where something leads, or words: that it is empty is all that matters of it. */
const worded = /\b(href|src|alt|title|aria-label)="[^"]+"/g;

interface Element {
  tag: string;
  words: string;
  children: Element[];
}

/** The elements of a document whose tags are all closed, as those of our emails are. */
function elementsOf(html: string): Element {
  const root: Element = { tag: '', words: '', children: [] };
  const open = [root];
  for (const [token, end, name] of html.replaceAll(/<!--[^]*?-->/g, '').matchAll(/<(\/)?([\w-]+)[^>]*>|[^<]+/g)) {
    const within = open.at(-1)!;
    if (name === undefined) {
      // Of a style sheet every word counts.
      if (token.trim() !== '') within.words = within.tag.startsWith('<style') ? token : '…';
    } else if (end !== undefined) {
      open.pop();
    } else {
      const element: Element = { tag: token.replaceAll(worded, '$1="…"'), words: '', children: [] };
      within.children.push(element);
      if (!voids.includes(name)) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`A document with tags that are not closed: ${html.slice(0, 80)}`);
  return root;
}

/**
 * The parts that a document is made of. A part is an element with its attributes, what it stands in, the elements before and after it, the kinds of elements in
 * it, and whether it has words; and of the whole document, what heading comes after which, its landmarks, and ids that are there twice. Which words they are,
 * and where links and pictures lead, makes no other part.
 *
 * @param numberOf - a number for a text, the same for the same
 */
function partsOf(html: string, numberOf: (text: string) => number): Set<number> {
  const parts = new Set<number>();
  const all: string[] = [];
  const look = ({ tag, words, children }: Element, within: number, before = '', after = '') => {
    all.push(tag);
    const here = numberOf(`${within} ${tag}`);
    const kinds = [...new Set(children.map((child) => child.tag))].toSorted();
    parts.add(numberOf([here, words, before, after, ...kinds].join('\n')));
    children.forEach((child, index) => look(child, here, children[index - 1]?.tag, children[index + 1]?.tag));
  };
  look(elementsOf(html), 0);
  const headings = all.flatMap((tag) => /^<h[1-6]/.exec(tag) ?? []);
  headings.forEach((heading, index) => parts.add(numberOf(`${heading} after ${headings[index - 1]}`)));
  const landmarks = all.filter((tag) =>
    /^<(main|nav|header|footer|aside|form|section)\b|role="(?!presentation|none|img)/.test(tag),
  );
  parts.add(numberOf(`landmarks ${landmarks.join()}`));
  const ids = all.flatMap((tag) => /(?<=\sid=")[^"]+/.exec(tag) ?? []);
  for (const id of ids.filter((one, index) => ids.indexOf(one) !== index)) parts.add(numberOf(`twice ${id}`));
  return parts;
}

/** Documents that between them have every part that is in any of them: what axe finds in the others it finds in these. */
export function coverOf(documents: readonly Named[]): Named[] {
  const numbers = new Map<string, number>();
  const numberOf = (text: string) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const parts = documents.map(([, html]) => partsOf(html, numberOf));
  const missing = new Set(parts.flatMap((ones) => [...ones]));
  const chosen: Named[] = [];
  while (missing.size > 0) {
    const counts = parts.map((ones) => [...ones].filter((one) => missing.has(one)).length);
    const most = counts.indexOf(Math.max(...counts));
    for (const part of parts[most]!) missing.delete(part);
    chosen.push(documents[most]!);
  }
  return chosen;
}
