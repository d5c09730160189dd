import type { Move, ShownPicture } from '../../lambdas/core/course/series.ts';
import { diagramEnding, movingEnding, type Picture } from './pictures.ts';

/** What pages need of a picture. */
export function shown({ file, alt, width, height }: Picture): ShownPicture {
  return { file, alt, width, height };
}

/** Whether emails can show it: mail programs show nothing that moves. */
export function isStill({ name }: Picture): boolean {
  return !name.endsWith(movingEnding);
}

/** The diagram of a movement, and its moving twin; undefined where there is no such diagram. */
export function moveOf(name: string, pictures: readonly Picture[]): Move | undefined {
  const named = (ending: string) => pictures.find((picture) => picture.name === name + ending);
  const [still, moving] = [named(diagramEnding), named(movingEnding)];
  if (still === undefined) return undefined;
  return { still: shown(still), ...(moving !== undefined && { moving: shown(moving) }) };
}
