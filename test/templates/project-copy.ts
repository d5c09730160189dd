import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { roots } from '../../lib/roots.ts';
import { splitFrontMatter } from '../../lib/templates/front-matter.ts';
import { lessonBody } from '../../lib/templates/lesson-markdown.ts';
import { quickFolder } from '../support/quick-folder.ts';

export const projectRoot = roots.project;
export const seriesPath = 'templates/series/stress-and-back-pain';

/** Other series, branches, every lesson but the first, and other languages. */
const leftOut =
  /\/series\/((?!stress-and-back-pain)|[^/]+\/(lessons\/(?!01-)\d|branches\/|languages\/))|\/words\/(?!en\/)/;

/** The files of a copy, read once: dozens of tests make one each. */
let original: { path: string; bytes: Buffer }[] | undefined;

function readOriginal() {
  const names = readdirSync(join(projectRoot, 'templates'), { recursive: true, encoding: 'utf8' });
  return names
    .map((name) => `templates/${name.replaceAll('\\', '/')}`)
    .filter((path) => !leftOut.test(`/${path}`) && statSync(join(projectRoot, path)).isFile())
    .map((path) => ({ path, bytes: readFileSync(join(projectRoot, path)) }));
}

/** A copy of `templates/` in which a test can make an author's mistakes. */
export class ProjectCopy {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** With the first lesson of one series only, what it cites, and no branches, so that compiling is quick. */
  static async make(): Promise<ProjectCopy> {
    const root = await mkdtemp(join(quickFolder, 'weekwise-templates-'));
    original ??= readOriginal();
    for (const folder of new Set(original.map(({ path }) => dirname(path)))) {
      mkdirSync(join(root, folder), { recursive: true });
    }
    for (const { path, bytes } of original) writeFileSync(join(root, path), bytes);
    const project = new ProjectCopy(root);
    const series = await project.read(`${seriesPath}/series.yaml`);
    // What names other lessons.
    const alone = series.replaceAll(/^(monthly|lookBack|halfway):.*\n/gm, '').replace(/^  sample:\n(?: {4}.*\n)*/m, '');
    await project.write(`${seriesPath}/series.yaml`, alone);
    const names = original.map(({ path }) => path);
    const lesson = await project.read(names.find((path) => path.startsWith(`${seriesPath}/lessons/`))!);
    const sources = await project.read(`${seriesPath}/sources.yaml`);
    const cited = sources.replaceAll(/^([\w-]+):\n(?: .*\n)+\n?/gm, (source, id: string) =>
      lesson.includes(`  - ${id}\n`) ? source : '',
    );
    await project.write(`${seriesPath}/sources.yaml`, cited);
    return project;
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  /** Changes a template; a test whose change hits nothing would prove nothing. */
  async edit(path: string, from: string, to: string): Promise<void> {
    const before = await readFile(join(this.root, path), 'utf8');
    if (!before.includes(from)) throw new Error(`${path} does not contain "${from}"`);
    await this.write(
      path,
      before.replace(from, () => to),
    );
  }

  /** Puts MJML in the place of a lesson in Markdown, which says the same, and gives its path. */
  async asMjml(path: string): Promise<string> {
    const { yaml, body } = splitFrontMatter(await this.read(path), path);
    const other = path.replace(/\.md$/, '.mjml');
    await this.write(other, ['---', yaml, '---', ...lessonBody(body).body.map(({ text }) => text), ''].join('\n'));
    await rm(join(this.root, path));
    return other;
  }

  async delete(path: string): Promise<void> {
    await rm(join(this.root, path));
  }

  async read(path: string): Promise<string> {
    return readFile(join(this.root, path), 'utf8');
  }

  /** `path:line` of the first line that contains a text. */
  async place(path: string, text: string): Promise<string> {
    const lines = (await this.read(path)).split('\n');
    return `${path}:${lines.findIndex((line) => line.includes(text)) + 1}`;
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
