import { roots, templatesIn } from '../roots.ts';
import { digest } from './digest.ts';
import type { Kind, Memory } from './remembered.ts';
import { namedSeries } from './stages-say.ts';

/** All that is compiled and checked, in a word: what lies under a project's `templates/` and Weekwise's, and which of its series are asked for. */
export function templatesState(projectRoot: string, engineRoot = roots.engine): string {
  const folders = new Set([templatesIn(projectRoot), templatesIn(engineRoot)]);
  return [digest([...folders]), ...namedSeries(projectRoot)].join(' ');
}

/**
 * What was worked out of templates before, as long as they are as they were: whatever `work` may read lies in the folders whose state is asked for.
 *
 * @param asked - what else the result depends on
 */
export async function rememberedOf<Asked, T>(
  projectRoot: string,
  memory: Memory,
  kind: Kind<T>,
  asked: Asked,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await memory.remembered(kind, { asked, state: templatesState(projectRoot) }, async ({ state }) => {
      const result = await work();
      // An author saved meanwhile: of which state that was, nobody knows.
      if (state !== templatesState(projectRoot)) throw new ChangedMeanwhile();
      return result;
    });
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return rememberedOf(projectRoot, memory, kind, asked, work);
    throw error;
  }
}

class ChangedMeanwhile extends Error {}
