import { rm } from 'node:fs/promises';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { compileTemplates } from '../../lib/templates/compile-templates.ts';
import { ProjectCopy, seriesPath } from './project-copy.ts';

const markdown = `${seriesPath}/lessons/01-spot-the-loop.md`;
const confirmation = `${seriesPath}/mails/confirmation.mjml`;

let project: ProjectCopy;
beforeEach(async () => {
  project = await ProjectCopy.make();
});
afterEach(() => project.remove());

/** What a build says, with the lines that it packs. */
function textOf(build: Awaited<ReturnType<typeof compileTemplates>>): string {
  const [, packed = ''] = /unpacked\('([^']+)'/.exec(build['templates.js']) ?? [];
  const lines = JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString()) as string[];
  return [build['templates.js'], ...lines].join('\n');
}

/** The message with which the build stops. */
async function mistake(): Promise<string> {
  const outcome = await compileTemplates(project.root).catch((error: unknown) => error);
  if (!(outcome instanceof Error)) throw new Error('the build took a mistake for right');
  return outcome.message;
}

test('a sound series compiles', async () => {
  expect(Object.keys(await compileTemplates(project.root))).toContain('templates.js');
});

test('a lesson is one file: added, it is compiled, with what the mail before it says of it', async () => {
  const added = (await project.read(markdown))
    .replace('id: spot-the-loop', 'id: look-up')
    .replace('title: Spot the loop', 'title: Look up');
  await project.write(`${seriesPath}/lessons/02-look-up.md`, added);
  const build = await compileTemplates(project.root);
  expect(textOf(build)).toContain('"id":"look-up"');
  expect(textOf(build)).toContain('"title":"Look up","promise":');
});

test.each([
  ['monthly: [nowhere]', 'monthly: "nowhere" is no lesson of the course'],
  ['lookBack: [spot-the-loop, nowhere]', 'lookBack: "nowhere" is no lesson of the course'],
  ['halfway: nowhere', 'halfway: "nowhere" is no lesson of the course'],
  ['halfway: spot-the-loop', 'halfway: nothing comes after "spot-the-loop"'],
])('a series that says `%s` of a lesson that is not there is refused', async (line, message) => {
  const path = `${seriesPath}/series.yaml`;
  await project.write(path, `${await project.read(path)}${line}\n`);
  expect(await mistake()).toContain(`${path}:1: ${message}`);
});

test('a sample of a lesson that the course does not have is refused; one that it has is shown with its picture', async () => {
  const path = `${seriesPath}/series.yaml`;
  const sampleOf = (id: string) =>
    `  sample: { lesson: ${id}, about: About it., steps: [One.], limit: Stop., why: It may help. }\nlanguage: en\n`;
  await project.edit(path, 'language: en\n', sampleOf('nowhere'));
  expect(await mistake()).toContain(`${path}:1: landing: sample: "nowhere" is no lesson of the course`);
  await project.edit(path, 'nowhere', 'spot-the-loop');
  expect(textOf(await compileTemplates(project.root))).toMatch(/"picture":\{"file":"spot-the-loop\.[0-9a-f]{10}\.png"/);
});

describe('front matter', () => {
  test.each([
    ['a missing value', 'minutes: 5\n', '', 'minutes', 2],
    ['a key with a typing error', 'certainty:', 'certanty:', 'certanty', undefined],
    [
      'a subject too long for a phone',
      'subject: "Which',
      'subject: "In this lesson you will read which',
      'subject',
      undefined,
    ],
    ['a practice that is too long', 'minutes: 5', 'minutes: 45', 'minutes', undefined],
    ['a source that the series does not have', '  - harkin-2016', '  - harkin-1916', 'sources 4', undefined],
    ['a source in full', '  - harkin-2016', '  - authors: Harkin', 'sources 4', undefined],
    [
      'a reminder that does not tell what to do',
      'preheader: Two minutes with a pen are plenty.',
      'preheader: Soon.',
      'reminders 1, preheader',
      undefined,
    ],
  ])('%s is refused with its file and line', async (_, from, to, path, line) => {
    await project.edit(markdown, from, to);
    const found = (await mistake()).split('\n').find((problem) => problem.includes(`: ${path}: `));
    const expected = line === undefined ? await project.place(markdown, to) : `${markdown}:${line}`;
    expect(found?.startsWith(`${expected}: `)).toBe(true);
  });

  test('a source without a year is refused with its file and line', async () => {
    const sources = `${seriesPath}/sources.yaml`;
    const [before, after] = (await project.read(sources)).split('harkin-2016:');
    await project.write(sources, `${before}harkin-2016:${after!.replace('  year: 2016\n', '')}`);
    expect(await mistake()).toContain(`${await project.place(sources, 'authors: "Harkin')}: harkin-2016, year: `);
  });

  test('a series without a file of sources has them in its lessons', async () => {
    const own = '  - authors: Harkin\n    year: 2016\n    title: T\n    finding: F.\n';
    await project.edit(markdown, '  - buscemi-2019\n  - abdallah-2017\n  - fernandez-2017\n  - harkin-2016\n', own);
    await rm(`${project.root}/${seriesPath}/sources.yaml`);
    expect(textOf(await compileTemplates(project.root))).toContain('"authors":"Harkin"');
  });

  test('YAML that cannot be read is refused with its line', async () => {
    await project.edit(markdown, 'minutes: 5', 'minutes: 5: 6');
    expect(await mistake()).toContain(`${await project.place(markdown, 'minutes: 5: 6')}: `);
  });

  test('a mail without front matter is refused', async () => {
    await project.write(confirmation, '<mj-section></mj-section>\n');
    expect(await mistake()).toBe(`${confirmation}:1: front matter is missing: the first line must be "---"`);
  });

  test('every mistake is reported at once', async () => {
    await project.edit(confirmation, 'title: Please confirm', 'titel: Please confirm');
    await project.edit(`${seriesPath}/mails/link.mjml`, 'preheader: See', 'preheader: ""\nx: See');
    const message = await mistake();
    expect(message).toContain(confirmation);
    expect(message).toContain('link.mjml');
  });

  test('an id that is taken is refused, naming the other lesson', async () => {
    await project.write(`${seriesPath}/lessons/02-spot-the-loop.md`, await project.read(markdown));
    expect(await mistake()).toBe(
      `${seriesPath}/lessons/02-spot-the-loop.md:2: id: "spot-the-loop" is taken by ${markdown}`,
    );
  });

  test('a file that is not named after its lesson is refused', async () => {
    await project.edit(markdown, 'id: spot-the-loop', 'id: spot-a-loop');
    expect(await mistake()).toContain(`${markdown}:2: id: a lesson "spot-a-loop" must be named NN-spot-a-loop.md`);
  });

  test('a kind of mail that is missing is refused', async () => {
    await rm(`${project.root}/${seriesPath}/mails/farewell.mjml`);
    expect(await mistake()).toContain('mails/farewell.mjml" cannot be read');
  });
});

describe('branches', () => {
  const branch = `${seriesPath}/branches/sitting`;
  const about = `title: Sitting
choice: I sit a lot
promise: More ways to sit.
offerAfter:
  - spot-the-loop
`;

  /** A lesson with an id of its own, made of the first. */
  async function addLesson(path: string, id: string): Promise<void> {
    await project.write(path, (await project.read(markdown)).replace('id: spot-the-loop', `id: ${id}`));
  }

  test('a branch is a folder: added, it is compiled', async () => {
    await project.write(`${branch}/branch.yaml`, about);
    await addLesson(`${branch}/01-sit-freely.md`, 'sit-freely');
    const code = textOf(await compileTemplates(project.root));
    expect(code).toContain('"id":"sitting","title":"Sitting","choice":"I sit a lot"');
    expect(code).toContain('"onDemand":false,"offerAfter":["spot-the-loop"]');
    expect(code).toContain('"id":"sit-freely"');
  });

  test('a branch on demand says that the course goes on as before', async () => {
    await project.write(`${branch}/branch.yaml`, `${about}onDemand: true\n`);
    await addLesson(`${branch}/01-sit-freely.md`, 'sit-freely');
    const code = textOf(await compileTemplates(project.root));
    expect(code).toContain('Your course goes on.');
  });

  test('a lesson of the course that does not exist is refused, with the line that offers the branch after it', async () => {
    await project.write(`${branch}/branch.yaml`, `${about}  - spot-a-loop\n  - sit-freely\n`);
    await addLesson(`${branch}/01-sit-freely.md`, 'sit-freely');
    const known = 'is no lesson of the course. Known here: spot-the-loop';
    expect(await mistake()).toBe(
      [
        `${branch}/branch.yaml:6: offerAfter: "spot-a-loop" ${known}`,
        `${branch}/branch.yaml:7: offerAfter: "sit-freely" ${known}`,
      ].join('\n'),
    );
  });

  test('a branch without lessons is refused', async () => {
    await project.write(`${branch}/branch.yaml`, about);
    expect(await mistake()).toBe(`${branch}/branch.yaml:1: a branch has lessons: put NN-<id>.md beside this file`);
  });

  test('a branch that says nothing about itself is refused', async () => {
    await addLesson(`${branch}/01-sit-freely.md`, 'sit-freely');
    expect(await mistake()).toContain('branches/sitting/branch.yaml" cannot be read');
  });

  test('a key with a typing error is refused with its line', async () => {
    await project.write(`${branch}/branch.yaml`, about.replace('choice:', 'choise:'));
    await addLesson(`${branch}/01-sit-freely.md`, 'sit-freely');
    expect(await mistake()).toContain(`${branch}/branch.yaml:2: choise: `);
  });

  test('a folder whose name is no id is refused', async () => {
    const folder = `${seriesPath}/branches/Sitting all day`;
    await project.write(`${folder}/branch.yaml`, about);
    await addLesson(`${folder}/01-sit-freely.md`, 'sit-freely');
    expect(await mistake()).toContain(
      `${folder}/branch.yaml:1: the folder of a branch is its id, and "Sitting all day" must be small letters and digits with hyphens between them`,
    );
  });

  test('an id that a lesson of the course has is refused', async () => {
    await project.write(`${branch}/branch.yaml`, about);
    await addLesson(`${branch}/01-spot-the-loop.md`, 'spot-the-loop');
    expect(await mistake()).toBe(`${branch}/01-spot-the-loop.md:2: id: "spot-the-loop" is taken by ${markdown}`);
  });

  test('an id that a lesson of another branch has is refused', async () => {
    const other = `${seriesPath}/branches/standing`;
    await project.write(`${branch}/branch.yaml`, about);
    await project.write(`${other}/branch.yaml`, about);
    await addLesson(`${branch}/01-sit-freely.md`, 'sit-freely');
    await addLesson(`${other}/01-sit-freely.md`, 'sit-freely');
    expect(await mistake()).toBe(
      `${other}/01-sit-freely.md:2: id: "sit-freely" is taken by ${branch}/01-sit-freely.md`,
    );
  });
});

test('a drawing that is not there is refused by its name, where the lesson shows it', async () => {
  await project.edit(
    markdown,
    '[[diagram.stress-pain-loop]]',
    '[[diagram.stress-pain-lop]]\n\n![Lungs](pictures/lungs.svg)',
  );
  const at = await project.place(markdown, '[[diagram.stress');
  expect(await mistake()).toContain(
    `${at}: [[diagram.stress-pain-lop]] is not a slot (did you mean diagram.stress-pain-loop?)`,
  );
  await project.edit(markdown, '[[diagram.stress-pain-lop]]', '');
  expect(await mistake()).toContain(`${await project.place(markdown, 'lungs')}: pictures/lungs.svg is not there`);
});

test('a lesson that does not begin with its practice is refused, with the line where it begins', async () => {
  const lesson = await project.asMjml(markdown);
  await project.edit(lesson, '<mj-column mj-class="practice">', '<mj-column>');
  const at = await project.place(lesson, '<mj-section>');
  expect(await mistake()).toContain(`${at}: a lesson begins with its practice`);
});

describe('includes', () => {
  let lesson: string;
  beforeEach(async () => {
    lesson = await project.asMjml(markdown);
  });

  test.each([
    ['a file that is not there', 'partials/nowhere.mjml', 'cannot be read'],
    ['a file outside templates/', '../package.json', 'lies outside templates/'],
    ['a partial that includes itself', 'partials/loop.mjml', 'includes itself'],
  ])('%s is refused with file and line', async (_, path, why) => {
    await project.write('templates/partials/loop.mjml', '<mj-include path="partials/loop.mjml" />\n');
    const line = `<mj-include path="${path}" />`;
    await project.edit(lesson, '<mj-section>', `${line}\n<mj-section>`);
    const at = path === 'partials/loop.mjml' ? 'templates/partials/loop.mjml:1' : await project.place(lesson, line);
    expect(await mistake()).toContain(`${at}: "${path}" ${why}`);
  });

  test('an include in the middle of a line is refused, not left out', async () => {
    await project.edit(
      lesson,
      '<h2>Why it may help</h2>',
      '<h2>Why</h2><mj-include path="partials/other-signs.mjml" />',
    );
    expect(await mistake()).toContain('an include must be <mj-include path="…" /> on a line of its own');
  });
});

describe('merge fields', () => {
  test.each([
    ['that do not exist', '{{fristName}}', '"fristName" is not a merge field'],
    ['that lead to the site of a link field', '{{link}}', '"link" is not a merge field'],
    ['that reach for the object behind', '{{constructor}}', '"constructor" is not a merge field'],
    ['that are not escaped', '{{{firstName}}}', 'merge fields are always escaped'],
    ['in a loop over what is no list', '{{#each firstName}}x{{/each}}', '"firstName" is not a list'],
    ['of a list outside of its loop', '{{label}}', '"label" is not a merge field'],
    [
      'in another helper',
      '{{#with link}}x{{/with}}',
      'only {{#if field}}, {{#unless field}} and {{#each list}} are known',
    ],
    ['with an argument', '{{firstName 1}}', 'merge fields take no arguments'],
    ['that include', '{{> partial}}', 'is more than a merge field'],
  ])('%s are refused', async (_, field, why) => {
    await project.edit(markdown, '## Why it may help', `## Why it may help\nSee ${field}`);
    const message = await mistake();
    expect(message).toContain(why);
    expect(message).toContain(`${await project.place(markdown, field)}: `);
  });

  test('in a block that is not closed are refused', async () => {
    await project.edit(markdown, '## Why it may help', '## {{#if firstName}}Why');
    const at = await project.place(markdown, '{{#if firstName}}');
    expect(await mistake()).toBe(`${at}: {{#if firstName}} is not closed: write {{/if}} where it ends`);
  });

  test('the confirmation mail merges nothing that was typed into the form', async () => {
    await project.edit(confirmation, '<p>If that was you', '<p>Hello {{firstName}}</p>\n<p>If that was you');
    const at = await project.place(confirmation, '{{firstName}}');
    expect(await mistake()).toContain(`${at}: "firstName" may not be merged into this mail`);
  });

  test('a field in a subject is checked too', async () => {
    await project.edit(markdown, 'subject: "Which', 'subject: "{{name}}');
    expect(await mistake()).toContain(`${await project.place(markdown, 'subject:')}: "name" is not a merge field`);
  });
});

describe('MJML', () => {
  let lesson: string;
  beforeEach(async () => {
    lesson = await project.asMjml(markdown);
  });

  test('an element that does not exist is refused with file and line', async () => {
    await project.edit(lesson, '<mj-section>', '<mj-sektion>\n</mj-sektion>\n<mj-section>');
    expect(await mistake()).toContain(`${await project.place(lesson, '<mj-sektion>')}: `);
  });

  test('a mistake in a partial is reported there', async () => {
    await project.edit('templates/partials/title.mjml', '<mj-column>', '<mj-column colour="red">');
    expect(await mistake()).toContain(await project.place('templates/partials/title.mjml', 'colour="red"'));
  });

  test('text between elements, which MJML would drop, is refused', async () => {
    await project.edit(lesson, '<mj-section>', '{{#if firstName}}\n<mj-section>');
    await project.edit(lesson, '</mj-section>', '</mj-section>\n{{/if}}');
    expect(await mistake()).toContain(
      `${await project.place(lesson, '{{#if firstName}}')}: "{{#if firstName}}" does not reach the mail`,
    );
  });

  test('a link to somewhere else is refused', async () => {
    await project.edit(lesson, '<h2>Why it may help</h2>', '<p><a href="https://elsewhere.example/">More</a></p>');
    const at = await project.place(lesson, 'elsewhere.example');
    expect(await mistake()).toContain(`${at}: emails link to the site only`);
  });

  test('an element that is not closed is named where it is opened', async () => {
    await project.edit(lesson, '</mj-section>', '');
    expect(await mistake()).toContain(`${await project.place(lesson, '<mj-section>')}: <mj-section> is not closed`);
  });

  test('a slot that does not exist is refused with file and line', async () => {
    await project.edit(lesson, '<h2>Why it may help</h2>', '<h2>[[headline]]</h2>');
    expect(await mistake()).toContain(`${await project.place(lesson, '[[headline]]')}: [[headline]] is not a slot`);
  });
});
