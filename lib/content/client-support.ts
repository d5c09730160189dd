import { caniemail } from 'caniemail';
import { exampleFields } from '../templates/example-fields.ts';
import type { Problem } from '../templates/source-location.ts';
import type { LoadedSources } from './workshop.ts';

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

/** What mail programs do not know of a tag and what stands in it: which programs, by what it is. */
function unknownIn(tag: string): [title: string, client: string][] {
  const { issues } = caniemail({ clients: [...clients], html: tag });
  return [...issues.errors].flatMap(([client, found]) => found.map(({ title }): [string, string] => [title, client]));
}

/** Checks what mails are made of against published data about mail programs: everything must work, or be known to be missed by nobody. */
export function supportFindings({ mails }: Pick<LoadedSources, 'mails'>): Problem[] {
  // The data is about single tags, and mails are made of the same ones over and over.
  const judged = new Map<string, ReturnType<typeof unknownIn>>();
  return mails.flatMap(({ mail, name, place }) => {
    const missing = new Map<string, Set<string>>();
    for (const tag of tagsOf(mail.html(exampleFields))) {
      const unknown = judged.get(tag) ?? unknownIn(tag);
      judged.set(tag, unknown);
      for (const [title, client] of unknown) {
        if (!(title in harmless)) missing.set(title, (missing.get(title) ?? new Set()).add(client));
      }
    }
    return [...missing].map(([title, where]) => ({
      ...place,
      message: `${name} uses ${title}, which these mail programs do not know: ${[...where].join(', ')}`,
    }));
  });
}
