import { accountMailKinds, mailKinds } from '../../lambdas/core/mail/mail-kinds.ts';
import { exampleLinks } from '../../lambdas/core/mail/mail-links.ts';
import { noticeFields } from '../../lambdas/core/course/notice.ts';
import type { Lesson, MailFields, MailTemplate, Series } from '../../lambdas/core/course/series.ts';
import { writeBuild } from '../../lib/templates/write-build.ts';
import { projectRoot } from './project-copy.ts';

/** A mail of the series with what tests want to know about it. */
export interface NamedMail {
  name: string;
  kind: 'lesson' | 'reminder' | 'weekly letter' | 'account';
  mail: MailTemplate;
}

/** Compiles `templates/` as they are now and imports what came out. */
export async function compiledSeries(): Promise<Series> {
  await writeBuild(projectRoot);
  const { series } = await import('../../build/templates.js');
  const found = series.find(({ id }) => id === 'stress-and-back-pain');
  if (found === undefined) throw new Error('the series was not compiled');
  return found;
}

/** The lessons of the course, then those of its branches. */
export function lessonsOf({ lessons, branches }: Series): Lesson[] {
  return [...lessons, ...branches.flatMap((branch) => branch.lessons)];
}

export function mailsOf(series: Series): NamedMail[] {
  const { mails } = series;
  return [
    ...lessonsOf(series).flatMap(({ id, mail, reminders }): NamedMail[] => [
      { name: id, kind: 'lesson', mail },
      ...reminders.map((reminder, index): NamedMail => ({
        name: `${id}, reminder ${index + 1}`,
        kind: 'reminder',
        mail: reminder,
      })),
    ]),
    ...accountMailKinds.map((name): NamedMail => ({
      name,
      kind: mailKinds[name].stream === 'weekly' ? 'weekly letter' : 'account',
      mail: mails[name],
    })),
  ];
}

/** What an operator may have written. */
const exampleNotice = noticeFields({
  subject: 'The clinic is closed on Monday',
  preheader: 'Nobody answers the telephone on Monday. Your lessons come as always.',
  title: 'Closed on Monday',
  html: '<p>The clinic is closed on Monday.</p>',
  text: 'The clinic is closed on Monday.',
});

const token = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVm';

/** Fields as the sender fills them. */
export function someFields(over: Partial<MailFields> = {}): MailFields {
  return {
    firstName: 'Ann',
    schedule: 'Mondays at 7:00, Berlin time',
    nextLesson: 'Monday 30 November at 7:00',
    replies: 'within 2 days',
    first: '',
    next: { title: 'The next lesson', promise: 'It gives you something.' },
    last: '',
    branchEnds: '',
    branchOffers: [],
    reminded: '',
    whole: '',
    coach: '',
    offers: [],
    shortFirst: '',
    shortOnly: '',
    plan: '',
    tried: '',
    weeks: [],
    lookBack: '',
    goal: '',
    thenAndNow: [],
    halfway: '',
    stopped: '',
    notice: exampleNotice,
    sender: {
      name: 'Example Back Clinic',
      postalAddress: '1 Sample Street, Springfield',
      address: 'coach@clinic.example',
    },
    link: exampleLinks('https://site.example', token),
    ...over,
  };
}

/** The addresses that a html part links to, unescaped. */
export function linksIn(html: string): string[] {
  return [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
}
