import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { nameRelease } from '../../lib/pack/changelog.ts';
import { engineFile, engineVersion } from '../../lib/roots.ts';

const before =
  '# Changelog\n\n## Unreleased\n\n**new**\n- A thing.\n\n## 1.0.0 (2026-12-01)\n\n**fixed**\n- Another.\n';

test('a release takes what is unreleased, and leaves a place for what comes next', () => {
  const after = nameRelease(before, '1.1.0', '2027-01-02');
  expect(after).toBe(before.replace('## Unreleased\n', '## Unreleased\n\n## 1.1.0 (2027-01-02)\n'));
  expect(nameRelease(after, '1.1.0', '2027-01-03')).toBe(after);
  expect(() => nameRelease(after, '1.1.1', '2027-01-03')).toThrow('nothing under "## Unreleased"');
  // 1.0 is not 1.0.0, nor a part of 1.1.0.
  expect(() => nameRelease(after, '1.1', '2027-01-03')).toThrow('nothing under');
});

test('the changelog has a place for what comes next, and the version that package.json names', async () => {
  const changelog = await readFile(engineFile('CHANGELOG.md'), 'utf8');
  expect(changelog).toMatch(/^## Unreleased$/m);
  expect(changelog).toMatch(new RegExp(`^## ${engineVersion.replaceAll('.', '\\.')}(?: |$)`, 'm'));
});
