import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MailFields, Series } from '../../lambdas/core/course/series.ts';
import { engineFile } from '../../lib/roots.ts';
import { compileTemplates } from '../../lib/templates/compile-templates.ts';
import { exampleFields } from '../../lib/templates/example-fields.ts';
import { compileAllSeries } from '../../lib/templates/compile-series.ts';
import { readSeriesSource } from '../../lib/templates/series-source.ts';
import { readSeriesLanguage } from '../../lib/templates/languages/read-language.ts';
import { hashOfSource } from '../../lib/templates/languages/translated-files.ts';
import { readEveryPicture } from '../../lib/templates/languages/translated-pictures.ts';
import { loadSeries, ready } from '../../lib/templates/load-series.ts';
import { TemplateFolder } from '../../lib/templates/template-folder.ts';
import { readTokens, tokenSlots } from '../../lib/templates/tokens.ts';
import { outdatedWords } from '../../lib/templates/words/outdated-words.ts';
import { ProjectCopy, seriesPath } from './project-copy.ts';
import { accented, translateSeries, translateWords } from './translate-series.ts';

/** A series in several languages. */

const spanish = `${seriesPath}/languages/es`;
const lesson = 'lessons/01-spot-the-loop.md';

describe('a language of a series', () => {
  let project: ProjectCopy;
  beforeAll(async () => {
    project = await ProjectCopy.make();
    // Made-up translations stand in the place of the real ones.
    await project.write('templates/words/es/language.yaml', 'draft: false\n');
    await translateWords(project, 'es');
    await translateSeries(project, seriesPath, 'es');
  });
  afterAll(() => project.remove());

  /** Changes a file while something is done; '' is one that is not there. */
  const whileChanged = async (path: string, change: (text: string) => string, act: () => Promise<void>) => {
    const before = await project.read(path).catch(() => '');
    const after = change(before);
    expect(after).not.toBe(before);
    if (after === '') await project.delete(path);
    else await project.write(path, after);
    try {
      await act();
    } finally {
      if (before === '') await project.delete(path);
      else await project.write(path, before);
    }
  };
  const saying = (key: string) => (text: string) => text.replace('title:', `${key}\ntitle:`);
  const gone = () => '';

  const folder = () => new TemplateFolder(project.root);
  const read = async () => {
    const source = await readSeriesSource('stress-and-back-pain', folder().ofSeries('series/stress-and-back-pain'));
    return readSeriesLanguage('es', source, folder());
  };
  const compile = async () => {
    const [series] = await compileAllSeries(folder(), tokenSlots(await readTokens(folder())));
    return ready(series!.inLanguages.get('es')!.texts);
  };

  it('has its words, and all else from the first one', async () => {
    const [series] = await loadSeries(project.root);
    const own = series!.languages!['es']!();
    const [first, translated] = [series!.lessons[0]!, own.lessons[0]!];
    expect(own.language).toBe('es');
    expect(own.title).toBe('Stréss ánd báck páin');
    expect([translated.id, translated.minutes, translated.wait]).toEqual([first.id, first.minutes, first.wait]);
    expect(translated.sources.map(({ url }) => url)).toEqual(first.sources.map(({ url }) => url));
    expect(translated.sources[0]!.finding).not.toBe(first.sources[0]!.finding);
    expect(translated.practice.steps).toHaveLength(first.practice.steps.length);
    expect(translated.mail.html(exampleFields)).toContain('lang="es"');
    expect(own.mails.welcome.text(exampleFields)).toContain('Whát tó éxpéct');
    // Partials of the series are said in its language, too.
    expect(own.mails.welcome.text(exampleFields)).toContain('Whén tó gét hélp nów');
    expect(own.pages.help?.title).toBe('Whén tó gét hélp');
    const drawn = await readEveryPicture('series/stress-and-back-pain', folder());
    const loop = drawn.filter(({ name }) => name === 'stress-pain-loop.diagram');
    expect(loop.map(({ svg }) => /font-weight="bold">Stress</.test(svg))).toEqual([true, false]);
    expect(translated.mail.html(exampleFields)).toContain(loop[1]!.file);
  });

  it('has no word of the first one in any email', async () => {
    const [series] = await loadSeries(project.root);
    const own = series!.languages!['es']!();
    const fields = inAccents(exampleFields) as MailFields;
    const names = new Set(own.lessons.flatMap(({ sources }) => sources.flatMap(({ authors }) => lettersOf(authors))));
    const mails = [...Object.values(own.mails), ...own.lessons.flatMap(({ mail, reminders }) => [mail, ...reminders])];
    for (const mail of mails) {
      const text = [mail.subject(fields), mail.text(fields).replaceAll(/\S+:\S+/g, '')].join('\n');
      expect(lettersOf(text).filter((word) => /[aeou]/.test(word) && !names.has(word))).toEqual([]);
    }
  });

  it('is a module of its own, made when somebody is first written to in it', async () => {
    const build = await compileTemplates(project.root);
    const named = (name: string) => join(project.root, 'built', name);
    await mkdir(named(''), { recursive: true });
    await symlink(engineFile('node_modules'), join(project.root, 'node_modules'));
    for (const [name, code] of Object.entries(build)) {
      if (name.endsWith('.js')) await writeFile(named(name), code);
    }
    await writeFile(named('package.json'), '{"type":"module"}');
    const { series } = (await import(pathToFileURL(named('templates.js')).href)) as { series: Series[] };
    const own = series[0]!.languages!['es']!();
    expect(series[0]!.languages!['es']!()).toBe(own);
    expect(series[0]!.lessons[0]!.mail.text(exampleFields)).not.toMatch(/[áéóú]/);
    expect(own.lessons[0]!.mail.text(exampleFields)).toMatch(/[áéóú]/);
    expect(own.pages.badDay!.lesson?.sentAbout({ days: 2 }) ?? 'none').not.toBe('');
    const { words } = (await import(pathToFileURL(named('words.js')).href)) as { words: Record<string, unknown> };
    expect(Object.keys(words)).toEqual(['en', 'de', 'es']);
  });

  it('stops the build while it lacks something, unless it is a draft', async () => {
    await whileChanged(`${spanish}/${lesson}`, gone, async () => {
      await expect(read()).rejects.toThrow(`${spanish}/${lesson}:1: is not there: translate ${seriesPath}/${lesson}`);
      await whileChanged(`${spanish}/series.yaml`, saying('draft: true'), async () => {
        expect((await read()).missing.map(({ file }) => file)).toEqual([`${spanish}/${lesson}`]);
        const [series] = await loadSeries(project.root);
        expect(series!.languages).toBeUndefined();
      });
    });
  });

  it('is there for its authors while it is a draft, pages and emails, where they ask for drafts', () =>
    whileChanged(`${spanish}/series.yaml`, saying('draft: true'), () =>
      whileChanged(
        'templates/words/es/language.yaml',
        () => 'draft: true\n',
        async () => {
          const has = ({ 'words.js': words, ...build }: Awaited<ReturnType<typeof compileTemplates>>) => [
            'templates.es.js' in build,
            words.includes('get "es"()'),
          ];
          expect(has(await compileTemplates(project.root))).toEqual([false, false]);
          // Whatever it lacks is as in the first language.
          await whileChanged('templates/words/es/site.yaml', gone, async () =>
            expect(has(await compileTemplates(project.root, { drafts: true }))).toEqual([true, true]),
          );
        },
      ),
    ));

  it('is not offered before the words of the site are', () =>
    whileChanged(
      'templates/words/es/language.yaml',
      () => 'draft: true\n',
      async () => {
        await expect(read()).rejects.toThrow(`${spanish}/series.yaml:1: templates/words/es is a draft`);
      },
    ));

  it('may have pages and account emails alone: lessons then come in the first language', () =>
    whileChanged(`${spanish}/${lesson}`, gone, () =>
      whileChanged(`${spanish}/series.yaml`, saying('covers: pages-and-mails'), async () => {
        const own = await compile();
        expect(own.lessonLanguage).toBe('en');
        expect(own.lessons[0]!.mail.html(exampleFields)).toContain('lang="en"');
        expect(own.mails.welcome.html(exampleFields)).toContain('lang="es"');
      }),
    ));

  it('is not the one in which the series is', () =>
    whileChanged(
      `${seriesPath}/series.yaml`,
      (text) => text.replace('language: en', 'language: es'),
      async () => {
        await expect(read()).rejects.toThrow(`${spanish}/series.yaml:1: the series itself is in "es"`);
      },
    ));

  it('says when the first language changed after it', async () => {
    expect((await read()).outdated).toEqual([]);
    await whileChanged(
      `${seriesPath}/${lesson}`,
      (text) => text.replace('title: ', 'title: Now '),
      async () => {
        const now = hashOfSource(await project.read(`${seriesPath}/${lesson}`));
        expect((await read()).outdated).toEqual([
          {
            file: `${spanish}/${lesson}`,
            line: 2,
            message: `the English changed after this translation: compare it with ${seriesPath}/${lesson}, then write of: "${now}"`,
          },
        ]);
      },
    );
  });

  it('says which words of the site changed after theirs, unless they are a draft', async () => {
    const [english, own] = ['templates/words/en/merged.yaml', 'templates/words/es/merged.yaml'];
    const said = async () => (await outdatedWords(folder())).filter(({ file }) => file === own);
    const hashed = async () => `of: "${hashOfSource(await project.read(english))}"\n`;
    expect(await said()).toEqual([]);
    const now = await hashed();
    await whileChanged(
      own,
      (text) => `${now}${text.replace(/^of: .*\n/, '')}`,
      async () => {
        expect(await said()).toEqual([]);
        await whileChanged(
          english,
          (text) => `${text}# more\n`,
          async () => {
            const message = expect.stringMatching(
              /^the English changed .* compare it with templates\/words\/en\/merged\.yaml/,
            );
            expect(await said()).toEqual([{ file: own, line: 1, message }]);
            await whileChanged(
              'templates/words/es/language.yaml',
              () => 'draft: true\n',
              async () => expect(await said()).toEqual([]),
            );
          },
        );
      },
    );
  });

  it('turns an email around where it is written from right to left', () =>
    whileChanged(
      `${seriesPath}/series.yaml`,
      (text) => text.replace('language: en', 'language: fa'),
      async () => {
        const [series] = await loadSeries(project.root);
        const html = series!.mails.welcome.html(exampleFields);
        expect(html).toContain('dir="rtl"');
        expect(html).not.toMatch(/direction:\s*ltr|text-align:\s*left;[^"]*"[^>]*><(?:div|p|h\d)|align="left"/);
        expect(html).toContain('padding: 0 26px 0 0');
      },
    ));

  it.each([
    ['a setting', lesson, 'title:', 'minutes: 3\ntitle:', 'minutes: is not a key that is known here'],
    ['a caution left out', lesson, /care:\n {2}- .*\n/, 'care:\n', 'care: must be'],
    ['a drawing left out', lesson, '[[diagram.stress-pain-loop]]', '', 'the text lacks [[diagram.stress-pain-loop]]'],
    ['a step left out', lesson, /\n1\. .*\n2\. /, '\n1. ', 'the practice must have'],
    ['letters that no drawing has', 'pictures.yaml', 'Stress:', 'Stres:', 'does not say "Stres" (any more)'],
    ['a file that translates nothing', 'mails/hello.mjml', '', '---\n', 'translates nothing'],
  ])('stops the build over %s', (_, file, from, to, message) =>
    whileChanged(
      `${spanish}/${file}`,
      (text) => text.replace(from, to),
      async () => {
        await expect(read()).rejects.toThrow(message);
      },
    ),
  );
});

function lettersOf(text: string): string[] {
  return text.match(/\p{L}+/gu) ?? [];
}

function inAccents(value: unknown): unknown {
  if (typeof value === 'string') return /^\w+:/.test(value) ? value : accented(value);
  if (Array.isArray(value)) return value.map(inAccents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inAccents(one)]));
}
