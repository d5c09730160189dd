import { caniemail } from 'caniemail';
import { exampleFields } from '../templates/example-fields.ts';
import type { Problem } from '../templates/place.ts';
import type { Workshop } from './workshop.ts';

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

/** Style sheets are for the dark mode and narrow screens of programs that read them; all that a mail cannot do without stands beside its text. */
function withoutSheets(html: string): string {
  return html.replaceAll(/<style[\s\S]*?<\/style>/g, '');
}

/** Checks what mails are made of against published data about mail programs: everything must work, or be known to be missed by nobody. */
export function supportFindings({ mails }: Pick<Workshop, 'mails'>): Problem[] {
  return mails.flatMap(({ mail, name, place }) => {
    const { issues } = caniemail({ clients: [...clients], html: withoutSheets(mail.html(exampleFields)) });
    const missing = new Map<string, string[]>();
    for (const [client, found] of issues.errors) {
      for (const { title } of found) {
        if (!(title in harmless)) missing.set(title, [...new Set([...(missing.get(title) ?? []), client])]);
      }
    }
    return [...missing].map(([title, where]) => ({
      ...place,
      message: `${name} uses ${title}, which these mail programs do not know: ${where.join(', ')}`,
    }));
  });
}
