import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkContent } from '../../lib/content/check-content.ts';
import { makeSeries } from '../../lib/content/new-series.ts';
import { openWorkshop } from '../../lib/content/workshop.ts';
import { overrideFindings } from '../../lib/project/overrides.ts';
import { engineFile, engineVersion, packageName, roots } from '../../lib/roots.ts';
import { readStages } from '../../lib/cloud/stages.ts';
import { readConfiguration } from '../../lib/cloud/configuration.ts';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { seriesLibrary } from '../../lambdas/core/course/series-library.ts';
import { readSeriesSource } from '../../lib/templates/series-source.ts';
import { readSeriesLanguage } from '../../lib/templates/languages/read-language.ts';
import { loadSeries } from '../../lib/templates/load-series.ts';
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
    // Its site is in German alone, and it has no file for that.
    const series = await loadSeries(example('weniger-stress'), 'weniger-stress');
    expect(seriesLibrary(['weniger-stress'], series).languages).toEqual(['de']);
    expect(series[0]!.merged).toEqual(compiledSeries(['stress-and-back-pain']).all[0]!.languages!['de']!().merged);
  });

  test('have colours on which everything can be read, and a privacy page that fits the site', async () => {
    // With a small course in place of the whole built-in one: the look is the same for each.
    const project = place('clinic-colours');
    await cp(example('clinic-colours'), project, { recursive: true });
    await makeSeries(project, 'tea-breaks');
    expect(await findings(project, 'tea-breaks')).toEqual([]);
    const words = await readWords(new TemplateFolder(project));
    expect(JSON.stringify([...words.get('en')!])).toContain('The clinic, and this course');
    expect([...words.keys()]).toEqual(['en']);
    // Nor is the course that Weekwise brings.
    const folder = new TemplateFolder(project, { named: ['stress-and-back-pain'] });
    const source = await readSeriesSource('stress-and-back-pain', folder.ofSeries('series/stress-and-back-pain'));
    expect((await readSeriesLanguage('es', source, folder)).draft).toBe(true);
    // A page of one's own is said in each language, or in none of them.
    await rm(join(project, 'templates/words/es'), { recursive: true });
    await expect(readWords(new TemplateFolder(project))).rejects.toThrow(
      'templates/words/en/pages/privacy.md:1: is not said in "es": write templates/words/es/pages/privacy.md',
    );
    await mkdir(join(project, 'templates/words/es/pages'), { recursive: true });
    await cp(engineFile('templates/words/es/pages/privacy.md'), join(project, 'templates/words/es/pages/privacy.md'));
    expect([...(await readWords(new TemplateFolder(project))).keys()]).toEqual(['en', 'es']);
  });
});
