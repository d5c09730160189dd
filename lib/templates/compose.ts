import { didYouMean } from '../nearest.ts';
import { reject, type Line } from './source-location.ts';
import type { TemplateFolder } from './template-folder.ts';

/**
 * What fills the `[[slots]]` of a layout while building: html by name, or a line of words whose own slots are filled in turn. `{{fields}}` wait for the
 * sender.
 */
export type Slots = Readonly<Record<string, string | Line>>;

const include = /^\s*<mj-include\s+path="([^"]*)"\s*\/>\s*$/;
/** What a translated partial was made of. */
export const translationOf = /^<!-- of: ([0-9a-f]{8}) -->\s*$/;
const contentSlot = /^\s*\[\[content\]\]\s*$/;
const slot = /\[\[\s*([^[\]]*?)\s*\]\]/g;

/**
 * Makes one MJML document of a layout, the partials it includes and a mail's content. MJML could include files itself, but it leaves
 * out what it cannot read without a word, and its line numbers would be those of nobody's file.
 */
export async function compose(
  layout: string,
  content: readonly Line[],
  slots: Slots,
  folder: TemplateFolder,
): Promise<Line[]> {
  const frame = await folder.find(layout);
  const lines = await expand(await folder.lines(frame), content, folder, [folder.name(frame)]);
  return lines.map((line) => fillSlots(line, slots));
}

/** Lines with what they include in the place of each include. */
export async function expanded(lines: readonly Line[], folder: TemplateFolder): Promise<Line[]> {
  return expand(lines, [], folder, []);
}

/** Makes one MJML document of lines that stand in no file. */
export async function composeLines(lines: readonly Line[], slots: Slots, folder: TemplateFolder): Promise<Line[]> {
  return (await expand(lines, [], folder, [])).map((line) => fillSlots(line, slots));
}

async function expand(
  lines: readonly Line[],
  content: readonly Line[],
  folder: TemplateFolder,
  within: readonly string[],
): Promise<Line[]> {
  const parts = lines.map(async (line): Promise<Line[]> => {
    if (contentSlot.test(line.text)) return expand(content, [], folder, within);
    const asked = include.exec(line.text)?.[1];
    if (asked !== undefined) {
      const path = await folder.find(asked);
      const name = folder.name(path);
      if (within.includes(name)) reject(line.place, `"${asked}" includes itself`);
      const included = (await folder.lines(path, line.place)).filter(({ text }) => !translationOf.test(text));
      return expand(included, [], folder, [...within, name]);
    }
    if (line.text.includes('<mj-include')) {
      reject(
        line.place,
        'an include must be <mj-include path="…" /> on a line of its own, with a path from templates/',
      );
    }
    return [line];
  });
  return (await Promise.all(parts)).flat();
}

function fillSlots(line: Line, slots: Slots): Line {
  const text = line.text.replaceAll(slot, (_, name: string) => {
    const value = Object.hasOwn(slots, name) ? slots[name] : undefined;
    if (value === undefined) reject(line.place, unknownSlot(name, Object.keys(slots)));
    return typeof value === 'string' ? value : fillSlots(value, slots).text;
  });
  return { ...line, text };
}

/** A drawing that is not there, or a name that nothing fills. */
function unknownSlot(name: string, slots: readonly string[]): string {
  const picture = /^picture\.(.+)\.\w+$/.exec(name)?.[1];
  if (picture !== undefined) {
    const there = slots.flatMap((slot) => /^picture\.(.+)\.file$/.exec(slot)?.[1] ?? []);
    return `pictures/${picture}.svg is not there${didYouMean(picture, there)}. ${drawings(there)}`;
  }
  if (name.startsWith('diagram.')) {
    const there = slots.filter((slot) => slot.startsWith('diagram.'));
    const file = `pictures/${name.slice('diagram.'.length)}.diagram.svg`;
    return `[[${name}]] is not a slot${didYouMean(name, there)}: ${file} is not there. ${drawings(there)}`;
  }
  const plain = slots.filter((slot) => !slot.includes('.'));
  return `[[${name}]] is not a slot${didYouMean(name, slots) || `. Slots are ${plain.join(', ')}, and diagrams`}`;
}

function drawings(there: readonly string[]): string {
  return there.length === 0 ? 'The series has none yet' : `There are ${there.join(', ')}`;
}
