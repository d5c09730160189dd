import type { MailFields } from '../../lambdas/core/course/series.ts';
import { exampleFields, exampleFirst } from '../templates/example-fields.ts';
import type { Problem } from '../templates/source-location.ts';
import { words } from './reading-grade.ts';
import type { LoadedSources } from './workshop.ts';

/**
 * How long a mail may be, foot and all. They are measured as most people get them: the full list of signs, which whoever has their first lesson
 * reads after the practice, does not count.
 */
const wordsMax = { lesson: 450, first: 500, 'on-demand': 400, reminder: 110 };

/** What ends on the first screen of a phone: 640 px at a width of 390, with a title of one line and a first line of two. */
const practiceWordsMax = 60;

/** Emails that are longer than people read, and practices that do not end on the first screen. */
export function lengthFindings({ mails, series }: Pick<LoadedSources, 'mails' | 'series'>): Problem[] {
  const firsts = new Set(series.flatMap(({ lessons }) => lessons.slice(0, 1).map(({ id }) => id)));
  const onDemand = new Set(
    series
      .flatMap(({ branches }) => branches.filter((one) => one.onDemand).flatMap(({ lessons }) => lessons))
      .map(({ id }) => id),
  );
  return mails.flatMap(({ name, kind, place, mail }) => {
    if (kind === 'account') return [];
    const limit = kind === 'reminder' ? kind : onDemand.has(name) ? 'on-demand' : firsts.has(name) ? 'first' : kind;
    const html = mail.html(fieldsOf(limit));
    const said: Problem[] = [];
    const count = words(seenIn(html)).length;
    if (count > wordsMax[limit])
      said.push({ ...place, message: `${name} has ${count} words, foot and all; at most ${wordsMax[limit]} are read` });
    const practice = words(seenIn(/<ol[\s\S]*?<\/ol>/.exec(html)?.[0] ?? '')).length;
    if ((limit === 'lesson' || limit === 'first') && practice > practiceWordsMax)
      said.push({
        ...place,
        message: `${name} has a practice of ${practice} words; ${practiceWordsMax} fit on the first screen of a phone`,
      });
    return said;
  });
}

/** What a mail of each kind merges for most people. */
function fieldsOf(limit: keyof typeof wordsMax): MailFields {
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
