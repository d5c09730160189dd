import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TemplateFolder } from '../../../lib/templates/template-folder.ts';
import { readCoaching } from '../../../lib/templates/words/coaching-words.ts';
import { ProjectCopy } from '../project-copy.ts';

const series = 'series/stress-and-back-pain';
const own = `templates/${series}/coaching.yaml`;

describe('what coaching says', () => {
  let project: ProjectCopy;
  beforeAll(async () => {
    project = await ProjectCopy.make();
  });
  afterAll(() => project.remove());

  const read = () => readCoaching('en', series, new TemplateFolder(project.root));

  it('is said by a series in its own words, rule by rule', async () => {
    const common = await read();
    await project.write(own, 'tried:\n  one: You did it.\n  two: Done.\n  after: That was it.\n');
    expect(await read()).toEqual({ ...common, tried: { says: ['You did it.', 'Done.'], after: 'That was it.' } });
  });

  it.each([
    ['a rule that there is not', 'happy:\n  one: A.\n  two: B.\n', `${own}:2: happy: no rule.`],
    ['one text alone', 'tried:\n  one: A.\n', `${own}:2: tried: must have 2 texts or more`],
    ['the same text twice', 'tried:\n  one: A.\n  two: A.\n', `${own}:2: tried: must have 2 texts or more`],
    ['a hard rule with few texts', 'heavy:\n  one: A.\n  two: B.\n', `${own}:2: heavy: must have 4 texts or more`],
  ])('stops the build over %s', async (_, text, message) => {
    await project.write(own, text);
    await expect(read()).rejects.toThrow(message);
  });
});
