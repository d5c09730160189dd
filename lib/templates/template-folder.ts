import { access, readdir, readFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { templateName, templatesIn } from '../roots.ts';
import { reject, type Line, type Place } from './source-location.ts';

/** The project's `templates/` folder. Nothing outside it is read, whatever a template asks for. */
export class TemplateFolder {
  readonly root: string;
  private readonly own: string | undefined;

  /**
   * @param projectRoot - the folder that holds `templates/`
   * @param own - path of a series from `templates/`, whose layouts and partials go before the common ones
   */
  constructor(projectRoot: string, own?: string) {
    this.root = resolve(projectRoot);
    this.own = own;
  }

  /** The folder as a series sees it. */
  ofSeries(path: string): TemplateFolder {
    return new TemplateFolder(this.root, path);
  }

  /** Where a layout or a partial is read from: in the series when it has one of that name, otherwise where the path says. */
  async find(path: string): Promise<string> {
    if (this.own === undefined) return path;
    const own = `${this.own}/${path}`;
    const isThere = await access(templatesIn(this.root, own)).then(
      () => true,
      () => false,
    );
    return isThere ? own : path;
  }

  /** The text of a template. `path` counts from `templates/`; `from` is where it was asked for. */
  async read(path: string, from: Place = { file: this.name(path), line: 1 }): Promise<string> {
    const full = resolve(templatesIn(this.root), path);
    const inside = relative(templatesIn(this.root), full);
    if (inside === '' || inside.startsWith('..')) reject(from, `"${path}" lies outside templates/`);
    try {
      return await readFile(full, 'utf8');
    } catch (cause) {
      return reject(from, `"${path}" cannot be read: no such file under templates/`, cause);
    }
  }

  /** The lines of a template with their places. */
  async lines(path: string, from?: Place): Promise<Line[]> {
    return placed(await this.read(path, from), this.name(path));
  }

  /** Names in a folder, sorted; none when it does not exist. */
  async list(path: string): Promise<string[]> {
    const names = await readdir(templatesIn(this.root, path)).catch(() => []);
    return names.sort((one, other) => (one < other ? -1 : 1));
  }

  /** A template as messages name it: `templates/layouts/lesson.mjml`. */
  name(path: string): string {
    return templateName(path.split(sep).join('/'));
  }
}

/** Splits a text into lines that know where they stand. */
export function placed(text: string, file: string, firstLine = 1): Line[] {
  return text.split(/\r?\n/).map((line, index) => ({ text: line, place: { file, line: firstLine + index } }));
}
