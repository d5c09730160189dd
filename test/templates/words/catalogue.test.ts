import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roots } from '../../../lib/roots.ts';
import { TemplateFolder } from '../../../lib/templates/template-folder.ts';
import { readWords } from '../../../lib/templates/words/catalogue.ts';
import { wordsCode, wordsType } from '../../../lib/templates/words/emit-words.ts';
import { ProjectCopy } from '../project-copy.ts';

const site = 'templates/words/es/site.yaml';
const english = 'greeting:\n  hello: Hello {name}\n  weeks: "{n, plural, one {# week} other {# weeks}}"\n';
const spanish = 'greeting:\n  hello: Hola, {name}\n  weeks: "{n, plural, one {# semana} other {# semanas}}"\n';

describe('the words of a second language', () => {
  let project: ProjectCopy;
  beforeAll(async () => {
    project = await ProjectCopy.make();
    await project.write('templates/words/en/site.yaml', english);
    for (const page of ['help', 'privacy']) {
      for (const language of ['en', 'es']) {
        await project.write(
          `templates/words/${language}/pages/${page}.md`,
          `---\ntitle: ${page}\n---\n# ${page}\n\n{Mailbox}\n`,
        );
      }
    }
  });
  afterAll(() => project.remove());

  const read = () => readWords(new TemplateFolder(project.root, { engine: project.root }));
  const mistake = async (text: string) => {
    await project.write(site, text);
    return read().then(
      () => '',
      (error: Error) => error.message,
    );
  };

  it('become the same names', async () => {
    await project.write(site, spanish);
    const words = await read();
    expect([...words.keys()]).toEqual(['en', 'es']);
    expect(wordsType(words.get('es')!)).toBe(wordsType(words.get('en')!));
    expect(wordsType(words.get('en')!)).toContain('weeks: (v: { n: number }) => string');
    expect(wordsCode(words.get('es')!)).toContain('hello: (v) => "Hola, " + v.name');
  });

  it.each([
    ['a missing message', 'greeting:\n  hello: Hola, {name}\n', `${site}:1: lacks greeting.weeks`],
    ['a spare one', `${spanish}  bye: Adiós\n`, `${site}:4: greeting.bye: nothing says this`],
    ['another value', spanish.replace('{name}', '{nombre}'), `${site}:2: greeting.hello uses nombre; it is given name`],
    ['a value left out', spanish.replace(', {name}', ''), `${site}:2: greeting.hello uses nothing; it is given name`],
    [
      'a number as text',
      spanish.replace(/"\{n.*"/, '"{n} semanas"'),
      `${site}:3: greeting.weeks uses n; it is given n (number)`,
    ],
    ['a missing plural form', spanish.replace('one {# semana} ', ''), `${site}:3: {n} lacks the plural form one`],
    ['a name that is none', `${spanish}"Not a name": x\n`, `${site}:4: Not a name:`],
    ['a message that is no text', `${spanish}  list: [a]\n`, `${site}:4: greeting.list:`],
  ])('stop the build over %s, by file and line', async (_, text, message) => {
    expect(await mistake(text)).toContain(message);
  });

  it('stop it over a page that is not there, and over one that nobody asks for', async () => {
    await project.write(site, spanish);
    await project.write('templates/words/es/pages/extra.md', '---\ntitle: x\n---\n# x\n');
    expect(await mistake(spanish)).toContain(
      'templates/words/es/pages/extra.md:2: pages.extra.title: nothing says this',
    );
  });
});

describe('the words of the site', () => {
  it('are all said somewhere', async () => {
    const words = (await readWords(new TemplateFolder(roots.engine))).get('en')!;
    const folder = join(roots.engine, 'lambdas/site');
    const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    const unsaid = [...words.keys()].filter((key) => {
      const names = key.split('.');
      return !names.every((name) => new RegExp(`\\b${name}\\b`).test(code));
    });
    expect(unsaid).toEqual([]);
  });
});
