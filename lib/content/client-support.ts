import { z } from 'zod';
import type { MailTemplate } from '../../lambdas/core/course/series.ts';
import { codeOf } from '../templates/code-of.ts';
import { exampleFields } from '../templates/example-fields.ts';
import type { Kind, Memory } from '../templates/remembered.ts';

/** Where nearly all mail is read. */
const clients = ['gmail.*', 'outlook.*', 'apple-mail.*', 'yahoo.*'] as const;

/** What some of them do not know, and why a mail reads well there all the same. */
const harmless: Record<string, string> = {
  '<body> element': 'the paper behind the sheet is a table’s ground as well',
  'height property': 'pictures have their height as an attribute',
  'border-radius': 'corners are square there',
  outline: 'MJML takes an outline off pictures; there is none there',
  overflow: 'MJML hides nothing by it',
  'word-break': 'long words break by themselves or not at all',
  'word-spacing': 'a reset by MJML',
  'aria-label attribute': 'the subject stands in the title as well',
  'role attribute': 'a table is then read as a table',
  cursor: 'for a mouse only',
  'target attribute': 'links open where they like',
  transform: 'text-transform is meant: it sets none',
};

/**
 * The opening tags of a mail, each once. Style sheets are left out: they are for the dark mode and narrow screens of programs that read them; all
 * that a mail cannot do without stands beside its text.
 */
function tagsOf(html: string): Set<string> {
  const shown = html.replaceAll(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '');
  return new Set(shown.match(/<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*>/gi));
}

const Unknown = z.array(z.tuple([z.string(), z.string()]));
/** What is unknown to which program: title, client. */
type Unknown = z.output<typeof Unknown>;

const support: Kind<Unknown> = {
  name: 'support of tags',
  code: () => codeOf('lib/content/client-support.ts'),
  shape: Unknown,
};

/** What is unknown of each tag: the data is about single tags, and mails are made of the same ones over and over. */
const judged = new Map<string, Unknown>();

async function unknownOf(tags: readonly string[]): Promise<Unknown> {
  // Here, not above: its data takes a quarter of a second to load.
  const { caniemail } = await import('caniemail');
  return tags.flatMap((tag) => {
    let unknown = judged.get(tag);
    if (unknown === undefined) {
      const { issues } = caniemail({ clients: [...clients], html: tag });
      unknown = [...issues.errors].flatMap(([client, found]) =>
        found.map(({ title }): Unknown[number] => [title, client]),
      );
      judged.set(tag, unknown);
    }
    return unknown;
  });
}

/**
 * What a mail is made of and some mail programs do not know, by published data about them: everything must work, or be known to be missed by nobody.
 */
export async function unsupportedIn(mail: Pick<MailTemplate, 'html'>, memory: Memory): Promise<string[]> {
  // Most changes are of words, and leave the tags as they were.
  const unknown = await memory.remembered(support, [...tagsOf(mail.html(exampleFields))], unknownOf);
  const missing = new Map<string, Set<string>>();
  for (const [title, client] of unknown) {
    if (!(title in harmless)) missing.set(title, (missing.get(title) ?? new Set()).add(client));
  }
  return [...missing].map(
    ([title, where]) => `uses ${title}, which these mail programs do not know: ${[...where].join(', ')}`,
  );
}
