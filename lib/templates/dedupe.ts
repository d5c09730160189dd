/** A string in the code that Handlebars writes; its quoting is JSON's. */
const literal = /"(?:[^"\\]|\\.)*"/g;

/** A string shorter than this stays where it is. */
const worthLength = 80;

/** A function in the code that Handlebars writes: it has no other in it, and ends where a line begins with its brace. */
const block = /function\(container,depth0,helpers,partials,data\) \{\n[\s\S]*?\n\}/g;

/** What a function adds to a mail as it stands. Names of fields and helpers come after something else. */
const output = /(?<=\breturn |\+ )(?:"(?:[^"\\]|\\.)*"|text\[\d+\])/g;

export interface Shared {
  /** Each long string once. They pack well, since most of a mail is MJML's frame, and code does not. */
  texts: string[];
  /** Functions that make a function out of a list of what it says: lessons say different things in one frame. */
  shapes: string[];
  /** Each function once: greeting, head and foot are the same in every mail. They refer to texts by `text[3]`, to shapes by `shape[2]`. */
  blocks: string[];
  /** Code with the same meaning, in which `text[3]` and `block[5]` stand for those. */
  code: string;
}

/** Takes what is the same in many mails out of their code. */
export function share(code: string): Shared {
  const [texts, blocks, shapes] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const shorter = code
    .replaceAll(literal, (quoted) =>
      quoted.length < worthLength ? quoted : `text[${numberIn(texts, String(JSON.parse(quoted)))}]`,
    )
    .replaceAll(block, (source) => `block[${numberIn(blocks, source)}]`);
  const shaped = [...blocks.keys()].map((source) => {
    const said = source.match(output) ?? [];
    let place = 0;
    const shape = numberIn(shapes, `(said) => ${source.replaceAll(output, () => `said[${place++}]`)}`);
    return `shape[${shape}]([${said.join(',')}])`;
  });
  return { texts: [...texts.keys()], shapes: [...shapes.keys()], blocks: shaped, code: shorter };
}

function numberIn(numbers: Map<string, number>, item: string): number {
  const number = numbers.get(item) ?? numbers.size;
  numbers.set(item, number);
  return number;
}
