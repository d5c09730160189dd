import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MailFields } from '../../lambdas/core/course/series.ts';
import { linksForAnybody } from '../../lambdas/core/mail/mail-links.ts';
import { compileTemplates } from '../../lib/templates/compile-templates.ts';
import { isStill, moveOf } from '../../lib/templates/moves.ts';
import { readPictures } from '../../lib/templates/pictures.ts';
import { TemplateFolder } from '../../lib/templates/template-folder.ts';
import { writePictures } from '../../lib/templates/write-pictures.ts';
import { compiledSeries, mailsOf, someFields } from './compiled-mails.ts';
import { ProjectCopy, projectRoot, seriesPath } from './project-copy.ts';

const series = await compiledSeries();
const fields = someFields();
const imagesIn = (html: string) => [...html.matchAll(/<img\b[^>]*>/g)].map(([tag]) => tag);
const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

describe('pictures in mails', () => {
  test('every email of the course has one, and those that show movements have more; an illustration and a diagram are both on the page', () => {
    const counts = (over: Partial<MailFields>) =>
      series.lessons.map(({ id, mail }) => [id, imagesIn(mail.html(someFields(over))).length] as const);
    expect(counts({}).filter(([, count]) => count !== 1)).toEqual([
      ['strength-your-way', 2],
      ['move-your-way', 4],
    ]);
    expect(counts({ whole: 'yes' }).filter(([, count]) => count === 1)).toEqual([
      ['sore-but-safe', 1],
      ['sleep-wind-down', 1],
      ['mindful-pause', 1],
      ['joy-and-people', 1],
      ['make-it-stick', 1],
      ['look-ahead', 1],
    ]);
  });

  test('are the same for everybody, have their size and say what they show', () => {
    for (const { mail } of mailsOf(series)) {
      for (const image of imagesIn(mail.html({ ...fields, whole: 'yes' }))) {
        const src = attribute(image, 'src');
        expect(src.startsWith(fields.link.pictures)).toBe(true);
        expect(existsSync(join(projectRoot, 'build/pictures', src.slice(src.lastIndexOf('/') + 1)))).toBe(true);
        expect(attribute(image, 'alt').length).toBeGreaterThan(30);
        expect([attribute(image, 'width'), Number(attribute(image, 'height')) > 200]).toEqual(['520', true]);
      }
    }
  });
});

test.each(['', '/series/another'])('pictures in emails of the series at "%s" are where the site has them', (path) => {
  const link = linksForAnybody(path, { siteUrl: 'https://site.example' });
  const images = imagesIn(series.lessons[0]!.mail.html({ ...fields, whole: 'yes', link }));
  expect(images).toHaveLength(2);
  for (const image of images)
    expect(attribute(image, 'src')).toMatch(/^https:\/\/site\.example\/pictures\/[a-z.-]+\.[0-9a-f]{10}\.png$/);
});

describe('the drawing of pictures', () => {
  let project: ProjectCopy;
  beforeEach(async () => {
    project = await ProjectCopy.make();
  });
  afterEach(() => project.remove());
  const built = () => readdir(join(project.root, 'build/pictures'));
  const picture = `${seriesPath}/pictures/spot-the-loop.svg`;

  test('makes PNGs of twice the size, once, and takes away what is not wanted any more', async () => {
    const pictures = `${project.root}/${seriesPath}/pictures`;
    const others = (await readdir(pictures)).filter((name) => !name.startsWith('sp'));
    for (const name of others) await rm(join(pictures, name));
    const count = (await readdir(pictures)).length;
    expect(await writePictures(project.root)).toHaveLength(count);
    const [first] = await built();
    const png = await readFile(join(project.root, 'build/pictures', first!));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(1120);
    expect((await stat(join(project.root, 'build/pictures', first!))).size).toBeLessThan(60_000);

    await project.edit(picture, '<title>', '<title>Here: ');
    await writeFile(join(project.root, 'build/pictures/stale.png'), 'x');
    const drawn = await writePictures(project.root);
    expect(drawn).toEqual([expect.stringMatching(/^spot-the-loop\.[0-9a-f]{10}\.png$/)]);
    expect(await built()).toHaveLength(count);
    expect(await writePictures(project.root)).toEqual([]);
  });

  test('leaves a drawing that moves as it is, and out of emails', async () => {
    const moving = await project.read(`${seriesPath}/pictures/hip-hinge.move.svg`);
    const pictures = await readPictures('series/stress-and-back-pain', new TemplateFolder(project.root));
    for (const { name } of pictures) {
      if (!name.startsWith('hip-hinge')) await rm(join(project.root, seriesPath, 'pictures', `${name}.svg`));
    }
    await writePictures(project.root);
    const [still, move] = (await built()).toSorted();
    expect([still, move]).toEqual([expect.stringMatching(/diagram.*png$/), expect.stringMatching(/move.*svg$/)]);
    expect(await readFile(join(project.root, 'build/pictures', move!), 'utf8')).toBe(moving);
    const { still: diagram, moving: twin } = moveOf('hip-hinge', pictures)!;
    expect([diagram.file, twin?.file]).toEqual([still, move]);
    expect(pictures.filter(isStill).map(({ file }) => file)).not.toContain(move);
  });

  test('stops over a lesson whose movement has no drawing', async () => {
    const lesson = `${seriesPath}/lessons/${(await readdir(join(project.root, seriesPath, 'lessons')))[0]}`;
    await project.edit(lesson, 'reminders:', 'moves: [hip-hinge, handstand]\nreminders:');
    await expect(compileTemplates(project.root)).rejects.toThrow('there is no pictures/handstand.diagram.svg');
  });

  test('draws letters, without a font of the machine', async () => {
    const { rasterise } = await import('../../lib/templates/rasterise.ts');
    const svg = (words: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><text y="30" font-family="DejaVu Sans">${words}</text></svg>`;
    const draw = async (words: string) =>
      (await rasterise({ name: 'x', svg: svg(words), alt: '', width: 100, height: 40, file: 'x.png' })).length;
    expect(await draw('walk')).toBeGreaterThan((await draw('')) * 1.5);
  });

  test.each([
    ['no title', /<title>.*<\/title>/, '', 'needs a <title>'],
    ['a title that nobody would listen to', '<title>', `<title>${'on and on '.repeat(20)}`, 'at most 160 characters'],
    ['no size', /viewBox="[^"]*"/, '', 'needs viewBox'],
    ['a script', '</svg>', '<script>alert(1)</script></svg>', '"<script" has no place'],
    ['something from elsewhere', '</svg>', '<image href="https://example.com/x.png"/></svg>', 'has no place'],
  ])('stops over a picture with %s', async (_, from, to, message) => {
    const svg = await project.read(picture);
    await project.write(picture, svg.replace(from, to));
    const reading = readPictures('series/stress-and-back-pain', new TemplateFolder(project.root));
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow(picture);
  });
});
