import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { roots, templatesIn } from '../roots.ts';

/** The course that Weekwise brings, and that a clone offers as long as nobody says otherwise. */
const builtIn = 'stress-and-back-pain';

/**
 * Series that SERIES or a stage names. Those that Weekwise brings are compiled only where they are named: every course would otherwise carry and check
 * a hundred mails that nobody is sent. What cannot be read here is told by whoever starts or deploys.
 */
export function namedSeries(projectRoot: string, environment: Readonly<NodeJS.ProcessEnv> = process.env): string[] {
  return [...new Set([environment['SERIES'], ...seriesOfStages(projectRoot)].flatMap(idsIn))];
}

/** The series that are offered where nobody says which: the project's own. */
export function seriesByDefault(projectRoot: string): string[] {
  if (projectRoot === roots.engine) return [builtIn];
  const [production = []] = seriesOfStages(projectRoot).map(idsIn);
  return production.length > 0 ? production : ownSeries(projectRoot);
}

/** Who emails come from where nobody says: production's sender; undefined where it has none, and in a clone. */
export function senderByDefault(projectRoot: string): string | undefined {
  const name = projectRoot === roots.engine ? undefined : readStages(projectRoot)['production']?.senderName;
  return typeof name === 'string' ? name : undefined;
}

function ownSeries(projectRoot: string): string[] {
  try {
    const entries = readdirSync(templatesIn(projectRoot, 'series'), { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .toSorted((one, other) => (one < other ? -1 : 1));
  } catch {
    return [];
  }
}

/** What the stages say of their series, production's first. */
function seriesOfStages(projectRoot: string): unknown[] {
  const stages = readStages(projectRoot);
  return [stages['production'], ...Object.values(stages)].map((stage) => stage?.series);
}

type Stages = Record<string, { series?: unknown; senderName?: unknown } | undefined>;

/** Nothing where there is no such file, or it is not to be read. */
function readStages(projectRoot: string): Stages {
  try {
    return JSON.parse(readFileSync(join(projectRoot, 'stages.json'), 'utf8')) as Stages;
  } catch {
    return {};
  }
}

/** Ids in a list, or in a text with spaces or commas between them. */
function idsIn(said: unknown): string[] {
  const ids = typeof said === 'string' ? said.split(/[\s,]+/) : Array.isArray(said) ? said.map(String) : [];
  return ids.filter(Boolean);
}
