const unreleased = '## Unreleased';

/** The changelog cannot be given that version; the message says why. */
export class ChangelogError extends Error {
  override name = 'ChangelogError';
}

/**
 * Gives what is under "Unreleased" a version and a date, and leaves an empty "Unreleased" above it for what comes next. A version that has its heading
 * already, as while it is being prepared, stays as it is.
 *
 * @param version - without "v"
 * @param date - ISO date
 * @throws ChangelogError where nothing is unreleased
 */
export function nameRelease(changelog: string, version: string, date: string): string {
  const lines = changelog.split('\n');
  if (lines.some((line) => line.split(' ')[1] === version && line.startsWith('## '))) return changelog;
  const start = lines.indexOf(unreleased);
  const next = lines.findIndex((line, index) => index > start && line.startsWith('## '));
  const section = lines.slice(start + 1, next === -1 ? undefined : next);
  if (start === -1 || section.every((line) => line.trim() === '')) {
    throw new ChangelogError(`CHANGELOG.md has nothing under "${unreleased}" that ${version} could be.`);
  }
  return [...lines.slice(0, start), unreleased, '', `## ${version} (${date})`, ...lines.slice(start + 1)].join('\n');
}
