import { cp, readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { checkContent } from '../../lib/content/check-content.ts';
import { makeSeries } from '../../lib/content/new-series.ts';
import { openWorkshop } from '../../lib/content/workshop.ts';
import { overrideFindings } from '../../lib/project/overrides.ts';
import { engineFile, engineVersion, packageName, roots } from '../../lib/roots.ts';
import { readStages } from '../../lib/cloud/stages.ts';
import { readConfiguration } from '../../lib/cloud/configuration.ts';
import { TemplateFolder } from '../../lib/templates/template-folder.ts';
import { readWords } from '../../lib/templates/words/catalogue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();
const example = (name: string, ...path: string[]) => engineFile('examples', name, ...path);

/** What `npm test` of a project finds. */
async function findings(project: string, series: string) {
  return [
    ...(await checkContent(await openWorkshop(project, series))),
    ...(await overrideFindings({ engine: roots.engine, project })),
  ];
}

describe('the examples', () => {
  test('depend on this Weekwise, and have stages that can be deployed', async () => {
    const folders = await readdir(engineFile('examples'), { withFileTypes: true });
    const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(names.toSorted()).toEqual(['clinic-colours', 'weniger-stress']);
    for (const name of names) {
      const about = JSON.parse(await readFile(example(name, 'package.json'), 'utf8')) as { dependencies: object };
      expect(about.dependencies).toEqual({ [packageName]: `^${engineVersion}` });
      const stages = readStages(example(name, 'stages.json'));
      expect(() => readConfiguration((key) => ({ stage: 'test' })[key as 'stage'], stages)).not.toThrow();
    }
  });

  test('have a course in German with nothing to fix', async () => {
    expect(await findings(example('weniger-stress'), 'weniger-stress')).toEqual([]);
  });

  test('have colours on which everything can be read, and a privacy page that fits the site', async () => {
    // With a small course in place of the whole built-in one: the look is the same for each.
    const project = place('clinic-colours');
    await cp(example('clinic-colours'), project, { recursive: true });
    await makeSeries(project, 'tea-breaks');
    expect(await findings(project, 'tea-breaks')).toEqual([]);
    const words = await readWords(new TemplateFolder(project));
    expect(JSON.stringify([...words.get('en')!])).toContain('The clinic, and this course');
  });
});
