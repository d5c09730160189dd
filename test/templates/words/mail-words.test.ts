import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { engineFile, roots, templatesIn } from '../../../lib/roots.ts';
import { compose } from '../../../lib/templates/compose.ts';
import { placed, TemplateFolder } from '../../../lib/templates/template-folder.ts';
import { MailWords } from '../../../lib/templates/words/mail-words.ts';
import { ProjectCopy } from '../project-copy.ts';

const english = 'templates/words/en/mails.yaml';
const german = 'templates/words/de/mails.yaml';

describe('the words around a mail', () => {
  let project: ProjectCopy;
  beforeAll(async () => {
    project = await ProjectCopy.make();
    await project.write(
      english,
      'greeting: Hello {{firstName}} & all\nlesson:\n  takes: It takes [[minutes]] minutes.\n',
    );
    await project.write(german, 'greeting: Hallo {{firstName}}\nlesson:\n  takes: Es dauert [[minutes]] Minuten.\n');
  });
  afterAll(() => project.remove());

  const read = (tag: string) => MailWords.read(tag, new TemplateFolder(project.root, { engine: project.root }));

  it('are those of the series’ language, or else of the first', async () => {
    const says = async (tag: string) => (await read(tag)).say('lesson.takes', { minutes: '3' });
    expect(await says('de-AT')).toBe('Es dauert 3 Minuten.');
    expect(await says('en-GB')).toBe('It takes 3 minutes.');
    expect(await says('fr')).toBe('It takes 3 minutes.');
  });

  it('are html in which fields wait for the sender, and fill the slots of a layout', async () => {
    const { slots } = await read('en');
    const fill = (text: string, more: Record<string, string>) =>
      compose('layouts/x.mjml', placed(text, 'x.mjml'), { ...slots, ...more }, new TemplateFolder(project.root));
    await project.write('templates/layouts/x.mjml', '[[content]]');
    const [line] = await fill('<p>[[say.greeting]] [[say.lesson.takes]]</p>', { minutes: '3' });
    expect(line?.text).toBe('<p>Hello {{firstName}} &amp; all It takes 3 minutes.</p>');
    await expect(fill('[[say.lesson.takes]]', {})).rejects.toThrow(`${english}:3: [[minutes]] is not a slot`);
    await expect(fill('[[say.nothing]]', {})).rejects.toThrow('x.mjml:1: [[say.nothing]] is not a slot');
  });

  it.each([
    ['a missing message', 'greeting: Hallo {{firstName}}\n', `${german}:1: lacks lesson.takes`],
    ['a spare one', 'bye: Tschüs\n', `${german}:1: bye: nothing says this`],
    ['another field', 'greeting: Hallo {{name}}\n', `${german}:1: greeting merges {{name}}; it is given {{firstName}}`],
    [
      'a slot left out',
      'lesson:\n  takes: Es dauert.\n',
      `${german}:2: lesson.takes merges nothing; it is given [[minutes]]`,
    ],
    ['a message in a message', 'greeting: "[[say.lesson.takes]]"\n', `${german}:1: greeting: a message says no other`],
  ])('stop the build over %s, by file and line', async (_, text, message) => {
    await project.write(german, text);
    await expect(read('de')).rejects.toThrow(message);
  });

  it('stop it over a value that the compiler does not give', async () => {
    const words = await read('en');
    expect(() => words.say('lesson.takes', { hours: '3' })).toThrow(
      `${english}:3: lesson.takes: [[minutes]] is not given. Known here: hours`,
    );
  });

  it('come from the engine where a folder has series alone', async () => {
    const words = await MailWords.read('en', new TemplateFolder(join(project.root, 'nowhere')));
    expect(words.say('footer.site')).toBe('Visit our site');
  });
});

describe('the words around our mails', () => {
  it('are all said somewhere', async () => {
    const { slots } = await MailWords.read('en', new TemplateFolder(roots.engine));
    const textsIn = (folder: string, ending: RegExp) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => ending.test(name))
        .map((name) => readFileSync(join(folder, name), 'utf8'));
    const layouts = textsIn(templatesIn(roots.engine), /\.mjml$/).join('\n');
    const code = textsIn(engineFile('lib/templates'), /\.ts$/).join('\n');
    const unsaid = Object.keys(slots).filter(
      (key) =>
        !layouts.includes(`[[${key}]]`) && ![key, key.replace('say.', '')].some((one) => code.includes(`'${one}'`)),
    );
    expect(unsaid).toEqual([]);
  });

  it('leave no English in a common layout or partial', () => {
    const texts = ['layouts', 'partials'].flatMap((folder) =>
      readdirSync(templatesIn(roots.engine, folder)).map((name) => `${folder}/${name}`),
    );
    // What it says about getting help belongs to a series, which may replace it.
    const own = ['partials/footer-signs.mjml', 'partials/signs.mjml', 'partials/signs-first.mjml'];
    for (const file of texts.filter((name) => !own.includes(name))) {
      const words = readFileSync(templatesIn(roots.engine, file), 'utf8')
        .replaceAll(
          /<!--[\s\S]*?-->|<(?:mj-)?style[\s\S]*?<\/(?:mj-)?style>|<[^>]*>|\{\{[^}]*\}\}|\[\[[^\]]*\]\]|&nbsp;/g,
          ' ',
        )
        .match(/[a-z]{2,}/gi);
      expect([file, words]).toEqual([file, null]);
    }
  });
});
