import { expanded } from '../compose.ts';
import type { LessonFrontMatter } from '../front-matter-schema.ts';
import { diagramEnding, movingEnding, type Picture } from '../pictures.ts';
import type { Line } from '../source-location.ts';
import type { Template } from '../template.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { blocksOf, type Block } from './blocks.ts';
import { partsOf, type ReviewPart, type ReviewText } from './review-text.ts';

/** Parts of a lesson in the order in which its readers come to them; others follow. */
const partOrder = ['title', 'subject', 'preheader', 'promise', 'minutes', 'timer.minutes', 'body', 'picture', 'care'];

/** A lesson with what its page and the page of sources say of it. */
export async function lessonText(
  { value, body }: Template<LessonFrontMatter>,
  pictures: readonly Picture[],
  folder: TemplateFolder,
): Promise<ReviewText> {
  const { reminders: _, sources, ...own } = value;
  const cited = sources.map(({ authors, year, title, finding }) => `${authors} (${year}). ${title}. ${finding}`);
  const moves = (value.moves ?? []).flatMap((move) => [move + diagramEnding, move + movingEnding]);
  const drawn = pictures.filter(({ name }) => name === value.id || moves.includes(name)).flatMap(pictureBlocks);
  const parts = [
    ...partsOf({ ...own, sources: cited }),
    { name: 'body', blocks: await bodyBlocks(body, pictures, folder) },
    ...(drawn.length === 0 ? [] : [{ name: 'picture', blocks: drawn }]),
  ];
  const rank = ({ name }: ReviewPart) => (partOrder.includes(name) ? partOrder.indexOf(name) : partOrder.length);
  return { id: value.id, title: value.title, parts: parts.toSorted((one, other) => rank(one) - rank(other)) };
}

/** Where a drawing of the series stands in a body: as a slot of its own, or as an image that is filled in. */
const drawing = /\[\[\s*(diagram\.[\w-]+)\s*\]\]|<img\b[^>]*\[\[\s*picture\.([\w.-]+)\.file\s*\]\][^>]*>/g;
const slot = /\[\[[^[\]]*\]\]/g;

/** The words of a body, of what it includes, and of the diagrams in it. What the build fills in from elsewhere is not the author's. */
export async function bodyBlocks(
  body: readonly Line[],
  pictures: readonly Picture[],
  folder: TemplateFolder,
): Promise<Block[]> {
  const lines = await expanded(body, folder);
  const markup = lines
    .map(({ text }) => text)
    .join('\n')
    .replaceAll(drawing, (_, diagram: string | undefined, image: string | undefined) => {
      const name = image ?? `${diagram!.replace(/^diagram\./, '')}${diagramEnding}`;
      const blocks = pictures.filter((picture) => picture.name === name).flatMap(pictureBlocks);
      return blocks.map(({ text }) => `<p>${text}</p>`).join('');
    });
  return blocksOf(markup.replaceAll(slot, ''));
}

/** What a picture says to somebody who does not see it, and the words that are drawn in it. */
function pictureBlocks({ svg }: Picture): Block[] {
  const texts = [...svg.matchAll(/<(title|text)\b[^>]*>([\s\S]*?)<\/\1>/g)];
  return texts.flatMap(([, , words = '']) => blocksOf(words.replaceAll(/<\/?tspan\b[^>]*>/g, ' ')));
}
