import { readFileSync } from 'node:fs';
import { cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { checkSeries } from '../../lib/content/check-series.ts';
import { engineFile, roots } from '../../lib/roots.ts';
import { modulesFrom } from '../../lib/templates/code-of.ts';
import { filesUnder } from '../../lib/templates/digest.ts';
import { Memory } from '../../lib/templates/remembered.ts';
import { rememberedOf, templatesState } from '../../lib/templates/templates-state.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ProjectCopy, seriesPath } from '../templates/project-copy.ts';

/** A check that remembers says what one says that remembers nothing. */

const place = temporaryFolder();

type Change = [what: string, path: string, from: string, to: string, finding: RegExp];

/** One fault in a file of each kind. They do not hide each other. */
const changes: Change[] = [
  [
    'a lesson',
    `${seriesPath}/lessons/01-spot-the-loop.md`,
    'This week is mostly for looking',
    'Looking cures. This week is mostly for looking',
    /01-spot-the-loop\.md:\d+: says "cures"/,
  ],
  [
    'a partial',
    'templates/partials/sure.mjml',
    '<mj-text',
    '<mj-text><p id="one">a</p><p id="one">b</p></mj-text>\n<mj-text',
    /Duplicate ID "one"/,
  ],
  [
    'a layout',
    'templates/layouts/letter.mjml',
    '[[subject]]</mj-title>',
    '[[subject]], guaranteed</mj-title>',
    /letter\.mjml:3: says "guarantee"/,
  ],
  [
    'the tokens',
    'templates/tokens.json',
    '"muted": "#5f584d"',
    '"muted": "#ffffff"',
    /tokens\.json:1: muted on sheet \(light\)/,
  ],
  [
    'a source',
    `${seriesPath}/sources.yaml`,
    '# What',
    'nobody-2020:\n  authors: Nobody\n  year: 2020\n  title: Nothing\n  finding: Nothing.\n\n# What',
    /no lesson cites "nobody-2020"/,
  ],
  [
    'the words around emails',
    'templates/words/en/mails.yaml',
    'greeting: Hello {{firstName}},',
    'greeting: Hello {{firstName}}!',
    /mails\.yaml:\d+: says "!"/,
  ],
  [
    'what the series says of itself',
    `${seriesPath}/series.yaml`,
    'promise: ',
    'promise: Guaranteed. ',
    /says "Guarantee"/,
  ],
];

describe('while one file after another is changed', () => {
  let project: ProjectCopy;
  const warm = new Memory(place('warm'));
  const saying = async (memory: Memory) => {
    const { findings, ...others } = await checkSeries(project.root, undefined, memory);
    return { ...others, findings: findings.map(({ file, line, message }) => `${file}:${line}: ${message}`) };
  };
  let first: Awaited<ReturnType<typeof saying>>;
  beforeAll(async () => {
    project = await ProjectCopy.make();
    first = await saying(warm);
  });
  afterAll(() => project.remove());

  test('it finds what each change brings, and in the end what a first check finds', async () => {
    const before = new Map<string, string>();
    let known = first.findings;
    for (const [what, path, from, to, finding] of changes) {
      before.set(path, before.get(path) ?? (await project.read(path)));
      await project.edit(path, from, to);
      const { findings } = await saying(warm);
      const added = findings.filter((one) => !known.includes(one));
      expect([what, added]).toEqual([what, expect.arrayContaining([expect.stringMatching(finding)])]);
      known = findings;
    }
    expect(await saying(warm)).toEqual(await saying(new Memory(place('cold'))));

    for (const [path, text] of before) await project.write(path, text);
    expect(await saying(warm)).toEqual(first);
  }, 60_000);
});

describe('the state of templates', () => {
  const root = place('project');
  const own = place('engine');
  beforeAll(async () => {
    // Small ones: of a file only its name and its contents matter.
    for (const folder of [root, own]) {
      for (const path of [
        'tokens.json',
        'layouts/a.mjml',
        'layouts/b.mjml',
        'series/x/lessons/01-a.md',
        'words/en/b',
      ]) {
        await mkdir(join(folder, 'templates', path, '..'), { recursive: true });
        await writeFile(join(folder, 'templates', path), `${path} of somebody`);
      }
    }
    await mkdir(place('elsewhere'), { recursive: true });
    await writeFile(join(place('elsewhere'), 'series.yaml'), 'of another project');
    await symlink(place('elsewhere'), join(root, 'templates/series/linked'));
  });

  const state = () => templatesState(root, own);
  type Way = (file: string) => Promise<void>;
  const ways: Record<string, Way> = {
    'is written otherwise': (file) => writeFile(file, `${readFileSync(file, 'utf8')} `),
    'is deleted': (file) => rm(file),
    'has another name': (file) => rename(file, `${file}x`),
    'has a copy': (file) => cp(file, `${file}x`),
    'is emptied': (file) => writeFile(file, ''),
    'has an empty folder beside it': (file) => mkdir(`${file}x`),
    'has a link to nowhere beside it': (file) => symlink('nowhere', `${file}x`),
  };

  test('is another whichever file is changed, in whatever way, and the same again when it is as it was', async () => {
    const files = [root, own].flatMap((folder) => filesUnder(join(folder, 'templates')));
    const before = state();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.constantFrom(...Object.values(ways)), async (file, way) => {
        const text = readFileSync(file);
        await way(file);
        const then = state();
        await rm(`${file}x`, { force: true, recursive: true });
        await writeFile(file, text);
        expect(then).not.toBe(before);
        expect(state()).toBe(before);
      }),
      { numRuns: 60 },
    );
  });

  test('that somebody saves meanwhile is not the one of what was worked out', async () => {
    const file = join(root, 'templates/tokens.json');
    const kind = { name: 'text', code: () => 'one', shape: z.string() };
    const memory = new Memory(place('meanwhile'));
    let times = 0;
    const text = async () => {
      times += 1;
      const read = readFileSync(file, 'utf8');
      if (times === 1) await writeFile(file, 'saved meanwhile');
      return read;
    };
    const asked = () => rememberedOf(root, memory, kind, {}, text);
    expect([await asked(), await asked(), times]).toEqual(['saved meanwhile', 'saved meanwhile', 2]);
  });

  test('is another when other series are asked for', async () => {
    const before = state();
    await writeFile(join(root, 'stages.json'), JSON.stringify({ production: { series: 'x' } }));
    const then = state();
    await rm(join(root, 'stages.json'));
    expect(then).not.toBe(before);
  });
});

test('every rule of the checker is in what names its code, and what it takes from the core', () => {
  const modules = modulesFrom([engineFile('lib/content/check-series.ts')]).map((path) =>
    relative(roots.engine, path).replaceAll('\\', '/'),
  );
  expect(modules).toEqual(
    expect.arrayContaining([
      'lib/content/wording-rules.ts',
      'lib/content/valid-html.ts',
      'lib/content/client-support.ts',
      'lib/templates/plain-text.ts',
      'lambdas/core/time/date-words.ts',
    ]),
  );
  // Whatever else decided over a result would have to be in its key: only these read files, the environment or the clock.
  const sources = modules.map((path) => [path, readFileSync(engineFile(path), 'utf8')] as const);
  const outside =
    /from 'node:(?:fs|child_process|http|os)|process\.(?:env|cwd|argv)|Date\.now|new Date\(\)|Temporal\.Now|Math\.random/;
  expect(sources.filter(([, text]) => outside.test(text)).map(([path]) => path)).toEqual([
    'lib/roots.ts',
    'lib/templates/code-of.ts',
    'lib/templates/digest.ts',
    'lib/templates/emit.ts',
    'lib/templates/read-once.ts',
    'lib/templates/remembered.ts',
    'lib/templates/stages-say.ts',
    'lib/templates/write-build.ts',
  ]);
});

test('the code of a module is that of all that it imports, at any time, but for types', async () => {
  const files = {
    'a.ts': "import { b } from './b.ts';\nimport type { T } from './types.ts';\nconst c = () => import('./deep/c.ts');",
    'b.ts': "export { d } from './d.ts';",
    'd.ts': "import { b } from './b.ts';",
    'deep/c.ts': "import '../e.ts';\nimport 'node:path';",
    'e.ts': '',
    'types.ts': "import './other.ts';",
    'other.ts': '',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(place('code'), name, '..'), { recursive: true });
    await writeFile(join(place('code'), name), text);
  }
  const found = modulesFrom([join(place('code'), 'a.ts')]).map((path) => relative(place('code'), path));
  expect(found).toEqual(['a.ts', 'b.ts', 'd.ts', join('deep', 'c.ts'), 'e.ts']);
});
