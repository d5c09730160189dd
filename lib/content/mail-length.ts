import type { MailFields, MailTemplate } from '../../lambdas/core/course/series.ts';
import { exampleFields, exampleFirst } from '../templates/example-fields.ts';
import { words } from './reading-grade.ts';
import type { LoadedSources, LocatedEmail } from './workshop.ts';

/**
 * How long a mail may be, foot and all. They are measured as most people get them: the full list of signs, which whoever has their first lesson
 * reads after the practice, does not count.
 */
const wordsMax = { lesson: 450, first: 500, 'on-demand': 400, reminder: 110 };

/** What ends on the first screen of a phone: 640 px at a width of 390, with a title of one line and a first line of two. */
const practiceWordsMax = 60;

export type LengthLimit = keyof typeof wordsMax;

/** Which limit an email has; undefined where it has none. */
export function lengthLimit(
  { name, kind }: Pick<LocatedEmail, 'name' | 'kind'>,
  series: LoadedSources['series'],
): LengthLimit | undefined {
  if (kind === 'account') return undefined;
  if (kind === 'reminder') return kind;
  const isNamed = ({ id }: { id: string }) => id === name;
  if (series.some(({ branches }) => branches.some((one) => one.onDemand && one.lessons.some(isNamed))))
    return 'on-demand';
  return series.some(({ lessons }) => lessons.slice(0, 1).some(isNamed)) ? 'first' : kind;
}

/** Says that an email is longer than people read, and that its practice does not end on the first screen. */
export function lengthFaults(mail: Pick<MailTemplate, 'html'>, limit: LengthLimit): string[] {
  const html = mail.html(fieldsOf(limit));
  const said: string[] = [];
  const count = words(seenIn(html)).length;
  if (count > wordsMax[limit]) said.push(`has ${count} words, foot and all; at most ${wordsMax[limit]} are read`);
  const practice = words(seenIn(/<ol[\s\S]*?<\/ol>/.exec(html)?.[0] ?? '')).length;
  if ((limit === 'lesson' || limit === 'first') && practice > practiceWordsMax)
    said.push(`has a practice of ${practice} words; ${practiceWordsMax} fit on the first screen of a phone`);
  return said;
}

/** What a mail of each kind merges for most people. */
function fieldsOf(limit: LengthLimit): MailFields {
  const { link } = exampleFields;
  if (limit === 'first') return { ...exampleFields, link: exampleFirst.link };
  return limit === 'on-demand'
    ? { ...exampleFields, link: { ...link, plan: '', course: '', checkIn: '' } }
    : exampleFields;
}

/** What a reader sees of html. */
function seenIn(html: string): string {
  const body = html.slice(Math.max(0, html.indexOf('<body')));
  return body.replaceAll(/<!--[\s\S]*?-->/g, '').replaceAll(/<[^>]*>|&#?\w+;/g, ' ');
}
