import { escaped } from '../escaped.ts';
import { reject, TemplateError, type Line, type Problem } from '../source-location.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { firstLanguage, readMessages } from './catalogue.ts';
import { readLanguage } from './language-file.ts';
import { spoken } from './spoken.ts';

const slot = /\[\[\s*([^[\]]*?)\s*\]\]/g;
const field = /\{\{[^}]*\}\}/g;

/**
 * The words that stand around every series in its mails, in one language: `words/…/mails.yaml`. They are filled in while compiling, so their slots are
 * those of layouts and their `{{fields}}` wait for the sender; a message of ICU would read those braces as its own.
 */
export class MailWords {
  readonly #messages: ReadonlyMap<string, Line>;

  private constructor(messages: ReadonlyMap<string, Line>) {
    this.#messages = messages;
  }

  /**
   * Those of a series' language, or of the first one where the project does not speak it. A project's own take the place of the engine's one by one.
   *
   * @param tag - BCP 47, such as "de-AT"
   */
  static async read(tag: string, project: TemplateFolder): Promise<MailWords> {
    const language = await spoken(tag, project);
    const file = fileOf(language);
    if (language === firstLanguage) {
      const messages = await messagesOf(language, project);
      if (project.beneath !== undefined) {
        checkAgainst(await messagesOf(language, project.beneath), messages, {
          file: project.name(file),
          mayLack: false,
        });
      }
      return new MailWords(messages);
    }
    const { draft } = await readLanguage(language, project);
    const first = await messagesOf(firstLanguage, project);
    const own = (await project.has(file)) || !draft ? await messagesOf(language, project) : new Map();
    checkAgainst(first, own, { file: project.name(file), mayLack: draft });
    return new MailWords(new Map([...first, ...own]));
  }

  /** All of them as slots: `[[say.greeting]]`. */
  get slots(): Record<string, Line> {
    return Object.fromEntries([...this.#messages].map(([key, message]) => [`say.${key}`, message]));
  }

  /** One of them as html. `values` are html and fill its slots. */
  say(key: string, values: Readonly<Record<string, string>> = {}): string {
    const message = this.#messages.get(key) ?? reject({ file: 'mails.yaml', line: 1 }, `lacks ${key}`);
    return message.text.replaceAll(
      slot,
      (_, name: string) =>
        values[name] ??
        reject(message.place, `${key}: [[${name}]] is not given. Known here: ${Object.keys(values).join(', ')}`),
    );
  }
}

function fileOf(language: string): string {
  return `words/${language}/mails.yaml`;
}

async function messagesOf(language: string, folder: TemplateFolder): Promise<Map<string, Line>> {
  const messages = await readMessages(fileOf(language), folder);
  return new Map(
    messages.map(([names, text, place]): [string, Line] => {
      const key = names.join('.');
      if (/\[\[\s*say\./.test(text)) reject(place, `${key}: a message says no other message`);
      return [key, { text: escaped(text), place }];
    }),
  );
}

/** Stops the build over a language that does not say what the first one says. */
function checkAgainst(
  first: ReadonlyMap<string, Line>,
  other: ReadonlyMap<string, Line>,
  { file, mayLack }: { file: string; mayLack: boolean },
): void {
  const problems: Problem[] = [...first.keys()]
    .filter((key) => !mayLack && !other.has(key))
    .map((key) => ({ file, line: 1, message: `lacks ${key}` }));
  for (const [key, { text, place }] of other) {
    const wanted = first.get(key);
    if (wanted === undefined) problems.push({ ...place, message: `${key}: nothing says this` });
    else if (mergedIn(text) !== mergedIn(wanted.text)) {
      problems.push({ ...place, message: `${key} merges ${mergedIn(text)}; it is given ${mergedIn(wanted.text)}` });
    }
  }
  if (problems.length > 0) throw new TemplateError(problems);
}

function mergedIn(text: string): string {
  const all = [...text.matchAll(slot), ...text.matchAll(field)].map(([merged]) => merged);
  return all.length === 0 ? 'nothing' : [...new Set(all)].sort().join(', ');
}
