import { templatesName } from '../roots.ts';

/** Where something stands in a template: what an author needs to find their mistake. */
export interface Place {
  /** Path from the project's root, with forward slashes. */
  file: string;
  /** Counted from 1. */
  line: number;
}

/** One line of a template and where an author wrote it. Includes and slots move lines about; their places stay. */
export interface Line {
  text: string;
  place: Place;
}

/** The place of a line of a composed document. */
export function placeIn(lines: readonly Line[]): (line: number) => Place {
  const first = lines[0]?.place ?? { file: templatesName, line: 1 };
  return (line) => lines[line - 1]?.place ?? first;
}

export interface Problem extends Place {
  message: string;
}

/** Templates that cannot be compiled. The message has one line a problem, `file:line: what is wrong`. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly problems: Problem[];

  constructor(problems: Problem[], cause?: unknown) {
    super(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'), { cause });
    this.problems = problems;
  }
}

/** Stops the build over one mistake. */
export function reject(place: Place, message: string, cause?: unknown): never {
  throw new TemplateError([{ ...place, message }], cause);
}

/** Waits for all, and reports the mistakes of all together: an author would rather not meet them one build at a time. */
export async function allOrProblems<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(promises);
  const failures = results.flatMap((result): unknown[] => (result.status === 'rejected' ? [result.reason] : []));
  const problems = failures.flatMap((failure) => {
    // Anything else than an author's mistake is ours.
    if (!(failure instanceof TemplateError)) throw failure;
    return failure.problems;
  });
  if (problems.length > 0) throw new TemplateError(distinct(problems));
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/** A mistake in a partial is met once for each mail that includes it. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
