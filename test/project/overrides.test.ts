import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import {
  acceptOverrides,
  eject,
  formatOverrides,
  overrideFindings,
  readOverrides,
} from '../../lib/project/overrides.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();
let made = 0;
let roots: { engine: string; project: string };

beforeEach(async () => {
  made += 1;
  roots = { engine: place(`engine-${made}`), project: place(`project-${made}`) };
  await write(roots.engine, 'partials/title.mjml', 'its title');
  await write(roots.engine, 'partials/footer-weekly.mjml', 'its footer');
  await write(roots.engine, 'words/en/site.yaml', 'hello: Hello\n');
  await write(roots.engine, 'series/stress/series.yaml', 'title: Stress\n');
  await write(roots.engine, 'series/stress/lessons/01-one.md', 'its one');
});

async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, 'templates', path)), { recursive: true });
  await writeFile(join(root, 'templates', path), text);
}
const toDo = async () => Object.fromEntries((await readOverrides(roots)).map(({ path, toDo: says }) => [path, says]));

test('what is ejected is copied, and found once the original has changed, until both have been compared', async () => {
  expect(await eject(roots, ['templates/partials/title.mjml', 'series/stress/'])).toEqual([
    'templates/partials/title.mjml',
    'templates/series/stress',
  ]);
  expect(await readFile(join(roots.project, 'templates/series/stress/lessons/01-one.md'), 'utf8')).toBe('its one');
  await write(roots.project, 'partials/title.mjml', 'my title');
  await write(roots.project, 'series/stress/lessons/01-one.md', 'my one');
  expect(await toDo()).toEqual({ 'partials/title.mjml': undefined, 'series/stress': undefined });

  await write(roots.engine, 'partials/title.mjml', 'its new title');
  await write(roots.engine, 'series/stress/lessons/02-two.md', 'its two');
  expect(await toDo()).toEqual({
    'partials/title.mjml': expect.stringContaining('has changed since'),
    'series/stress': expect.stringContaining('templates/series/stress shows how'),
  });
  await acceptOverrides(roots, ['templates/partials/title.mjml']);
  expect(await toDo()).toEqual({
    'partials/title.mjml': undefined,
    'series/stress': expect.stringContaining('has changed since'),
  });
});

test('a copy that says nothing of its own is found, and a name that nothing has; what is one’s own is not', async () => {
  await eject(roots, ['partials/title.mjml']);
  await write(roots.project, 'partials/footer-wekly.mjml', 'my footer');
  await write(roots.project, 'partials/of-mine-alone.mjml', 'mine');
  await write(roots.project, 'partials/titles.mjml', 'mine, and included');
  await write(roots.project, 'layouts/my.mjml', '<mj-include path="partials/titles.mjml" />');
  await write(roots.project, 'words/en/site.yaml', 'hello: Good day\n');
  await write(roots.project, 'series/mine/series.yaml', 'title: Mine\n');
  expect(await toDo()).toEqual({
    'layouts/my.mjml': undefined,
    'partials/titles.mjml': undefined,
    'partials/footer-wekly.mjml': expect.stringContaining('partials/footer-weekly.mjml'),
    'partials/of-mine-alone.mjml': undefined,
    'partials/title.mjml': expect.stringContaining('delete yours'),
    'words/en/site.yaml#hello': undefined,
  });
});

test('a message is compared by itself, once somebody has done so', async () => {
  await write(roots.engine, 'words/en/site.yaml', 'hello: Hello\nbye: { day: Good day, night: Good night }\n');
  await write(roots.project, 'words/en/site.yaml', 'hello: Hi\nbye: { day: Bye }\n');
  await write(roots.project, 'words/en/language.yaml', '');
  const all = { 'words/en/site.yaml#hello': undefined, 'words/en/site.yaml#bye.day': undefined };
  expect(await toDo()).toEqual(all);
  expect(formatOverrides(await readOverrides(roots))).toMatch(/site\.yaml#hello {2}\(not compared yet: /);
  await acceptOverrides(roots, ['templates/words/en/site.yaml']);
  await write(roots.project, 'words/en/site.yaml', 'hello: Hi\nbye: { day: Bye, night: Good night }\n');
  await write(roots.engine, 'words/en/site.yaml', 'hello: Welcome\nbye: { day: Good day, night: Good night }\n');
  expect(await toDo()).toEqual({
    ...all,
    'words/en/site.yaml#hello': expect.stringMatching(
      /changed since .*site\.yaml shows how; .* words\/en\/site\.yaml#hello$/,
    ),
    'words/en/site.yaml#bye.night': expect.stringContaining('delete yours'),
  });
  expect((await overrideFindings(roots)).map(({ file, message }) => [file, message.split(' ')[0]])).toEqual([
    ['templates/words/en/site.yaml', 'hello:'],
    ['templates/words/en/site.yaml', 'bye.night:'],
  ]);
  await acceptOverrides(roots, ['words/en/site.yaml#hello']);
  expect(await toDo()).toMatchObject(all);
});

test.each([
  ['a file of messages', 'words/en/site.yaml', 'words/en/site.yaml#hello', 'hello: '],
  ['a folder', 'partials', 'partials/title.mjml', ''],
])('what is in %s is compared from the day on which it was ejected', async (_what, path, name, before) => {
  await eject(roots, [path]);
  const [file] = name.split('#') as [string];
  await write(roots.project, file, `${before}Mine\n`);
  expect(await toDo()).toMatchObject({ [name]: undefined });
  await write(roots.engine, file, `${before}Theirs\n`);
  expect(await toDo()).toMatchObject({ [name]: expect.stringContaining('has changed since') });
});

test('nothing is copied over what is there, from elsewhere, or in a clone', async () => {
  await write(roots.project, 'partials/title.mjml', 'mine');
  await expect(eject(roots, ['partials/title.mjml'])).rejects.toThrow(
    'There is a templates/partials/title.mjml already.',
  );
  await expect(eject(roots, ['partials/titel.mjml'])).rejects.toThrow('Weekwise has no templates/partials/titel.mjml');
  for (const path of ['../package.json', 'partials/../../package.json', 'series/stress/lessons/01-one.md', 'series']) {
    await expect(eject(roots, [path])).rejects.toThrow('Weekwise has no');
  }
  const clone = { engine: roots.engine, project: roots.engine };
  await expect(eject(clone, ['partials/title.mjml'])).rejects.toThrow('This is a clone');
  expect(await readOverrides(clone)).toEqual([]);
  await expect(acceptOverrides(roots, ['partials/elsewhere.mjml'])).rejects.toThrow('in place of nothing');
});
