import { templatesIn } from '../roots.ts';
import { digest } from './digest.ts';
import { namedSeries } from './stages-say.ts';

/** All that is compiled and checked, in a word: what lies under a project's `templates/` and Weekwise's, and which of its series are asked for. */
export function templatesState(projectRoot: string, engineRoot: string): string {
  const folders = new Set([templatesIn(projectRoot), templatesIn(engineRoot)]);
  return [digest([...folders]), ...namedSeries(projectRoot)].join(' ');
}
