import { join, relative, resolve, sep } from 'node:path';
import { packageName, roots, templateName, templatesIn } from '../roots.ts';
import { filesUnder } from './digest.ts';
import { namedSeries } from './stages-say.ts';
import { ReadOnce } from './read-once.ts';
import { projectMemory, type Memory } from './remembered.ts';
import { reject, type Line, type Place } from './source-location.ts';

/** What else a folder of templates goes by. */
export interface TemplateFolderOptions {
  /** The folder beneath it: what the project does not have is read from here. */
  engine?: string;
  /** Series of the engine that the project offers though it has no folder of that name; by default as its stages and SERIES say. */
  named?: readonly string[];
  /** Of what was compiled before. */
  memory?: Memory;
  /** Languages that are drafts are compiled as if they were offered: for their authors, on their own machine. */
  drafts?: boolean;
}

/**
 * The project's `templates/` over the engine's, file by file: a layout, a partial, the tokens or a page that the project has goes before the engine's of
 * that name. A series is one or the other as a whole: a lesson that the engine renames would otherwise stand in it twice. In a clone both are one
 * folder. Nothing outside of the two is read, whatever a template asks for.
 *
 * Whatever was read once is as it was then: to see changes, one makes a new one.
 */
export class TemplateFolder {
  readonly root: string;
  readonly memory: Memory;
  readonly drafts: boolean;
  readonly #engine: string;
  readonly #named: readonly string[];
  readonly #own: readonly string[];
  readonly #files: ReadOnce;
  readonly #names = new Map<string, string>();
  #beneath: TemplateFolder | undefined;

  /**
   * @param projectRoot - the folder that holds `templates/`
   * @param own - paths of a series from `templates/`, whose layouts and partials go before the common ones, the first first
   * @param files - read so far
   */
  constructor(
    projectRoot: string,
    options: TemplateFolderOptions = {},
    own: readonly string[] = [],
    files = new ReadOnce(),
  ) {
    this.root = resolve(projectRoot);
    this.memory = options.memory ?? projectMemory;
    this.drafts = options.drafts ?? false;
    this.#engine = resolve(options.engine ?? roots.engine);
    this.#named = options.named ?? namedSeries(this.root);
    this.#own = own;
    this.#files = files;
  }

  /** The folder as a series sees it, or, with the path of one of its languages before its own, as a language of it does. */
  ofSeries(...paths: string[]): TemplateFolder {
    return new TemplateFolder(
      this.root,
      { engine: this.#engine, named: this.#named, memory: this.memory, drafts: this.drafts },
      paths,
      this.#files,
    );
  }

  /** Where a layout or a partial is read from: in the series when it has one of that name, otherwise where the path says. */
  async find(path: string): Promise<string> {
    return this.#own.map((folder) => `${folder}/${path}`).find((own) => this.#files.has(this.#at(own))) ?? path;
  }

  /** Whether there is such a file. */
  async has(path: string): Promise<boolean> {
    return this.#files.has(this.#at(path));
  }

  /** The text of a template. `path` counts from `templates/`; `from` is where it was asked for. */
  async read(path: string, from: Place = { file: this.name(path), line: 1 }): Promise<string> {
    const inside = relative(templatesIn(this.root), resolve(templatesIn(this.root), path));
    if (inside === '' || inside.startsWith('..')) reject(from, `"${path}" lies outside templates/`);
    try {
      return this.#files.text(this.#at(path));
    } catch (cause) {
      return reject(from, `"${path}" cannot be read: no such file under templates/`, cause);
    }
  }

  /** The lines of a template with their places. */
  async lines(path: string, from?: Place): Promise<readonly Line[]> {
    return this.parsed(path, placed, placed, from);
  }

  /**
   * What a template says, worked out once.
   *
   * @param how - what `parse` is made of, such as a schema: with another it is worked out again
   * @param parse - is given the text, and how messages name the file: all that its result may depend on
   * @param from - where it was asked for
   */
  async parsed<T>(
    path: string,
    how: unknown,
    parse: (text: string, file: string) => T | Promise<T>,
    from?: Place,
  ): Promise<T> {
    await this.read(path, from);
    return this.#files.parsed(this.#at(path), this.name(path), how, parse);
  }

  /** Names in a folder, sorted, without hidden ones; none when it does not exist. */
  async list(path: string): Promise<string[]> {
    const layers = path === 'series' ? [this.root] : this.#layersOf(path);
    const names = layers.flatMap((layer) => this.#files.names(templatesIn(layer, path)));
    const more =
      path === 'series' ? this.#named.filter((id) => this.#files.has(templatesIn(this.#engine, path, id))) : [];
    return [...new Set([...names, ...more])]
      .filter((name) => !isHidden(name))
      .sort((one, other) => (one < other ? -1 : 1));
  }

  /** Paths of all files below a folder, without hidden ones: of a series, wherever it is; otherwise those that the project itself has. */
  async files(path = ''): Promise<string[]> {
    const root = templatesIn(this.#layersOf(path)[0]!);
    const files = filesUnder(join(root, path)).map((file) => relative(root, file).split(sep));
    return files.filter((names) => !names.some(isHidden)).map((names) => names.join('/'));
  }

  /** The folder beneath, seen by itself; undefined where there is none. */
  get beneath(): TemplateFolder | undefined {
    if (this.#engine === this.root) return undefined;
    return (this.#beneath ??= new TemplateFolder(this.#engine, { engine: this.#engine, memory: this.memory }));
  }

  /** Does the project itself have this file or folder? */
  hasOwn(path: string): boolean {
    return this.#files.has(templatesIn(this.root, path));
  }

  /** A template as messages name it: `templates/layouts/lesson.mjml`, and one of the engine's in a project `weekwise: templates/layouts/lesson.mjml`. */
  name(path: string): string {
    let name = this.#names.get(path);
    if (name === undefined) this.#names.set(path, (name = this.#nameOf(path)));
    return name;
  }

  #nameOf(path: string): string {
    const named = templateName(path.split(sep).join('/'));
    const isBeneath = !this.hasOwn(path) && this.#layersOf(path).includes(this.#engine) && this.#engine !== this.root;
    return isBeneath && this.#files.has(templatesIn(this.#engine, path)) ? `${packageName}: ${named}` : named;
  }

  #at(path: string): string {
    const layers = this.#layersOf(path).map((layer) => templatesIn(layer, path));
    return layers.find((file) => this.#files.has(file)) ?? layers[0]!;
  }

  /** The folders that may have a file, the one that goes first before the other. */
  #layersOf(path: string): string[] {
    const [folder, id] = path.split(/[\\/]/);
    if (folder === 'series' && id !== undefined) {
      const isBuiltIn = !this.hasOwn(`series/${id}`) && this.#named.includes(id);
      return [isBuiltIn ? this.#engine : this.root];
    }
    return [...new Set([this.root, this.#engine])];
  }
}

/** What an editor or a file manager keeps beside the files that it shows: `.DS_Store`, `.01-sip.md.swp`. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}

/** Splits a text into lines that know where they stand. */
export function placed(text: string, file: string, firstLine = 1): Line[] {
  return text.split(/\r?\n/).map((line, index) => ({ text: line, place: { file, line: firstLine + index } }));
}
