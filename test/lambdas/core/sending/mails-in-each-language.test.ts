import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { compiledContacts } from '../../../../lambdas/adapters/crisis-contacts.ts';
import { compiledSeries } from '../../../../lambdas/adapters/series-library.ts';
import { accountMailKinds, isToSignUp } from '../../../../lambdas/core/mail/mail-kinds.ts';
import { languageOfLessons } from '../../../../lambdas/core/course/series.ts';
import { mailTo, mailToSignUp, type EmailContext, type MailingDeps } from '../../../../lambdas/core/sending/mailing.ts';
import type { EmailContent } from '../../../../lambdas/core/sending/mailer.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { aSignUp, aSubscriber, someSender } from '../../../support/builders.ts';
import { testKeyring } from '../../../support/site-world.ts';

/**
 * What somebody is sent in a language has nothing of the first one in it, whatever they said and wherever they are in the course; lessons that are not
 * translated lead to pages in it.
 */

const library = compiledSeries(['stress-and-back-pain']);
const { first } = library;
const now = Temporal.Instant.from('2026-11-23T06:00:05Z');
const ids = first.lessons.map(({ id }) => id);
const sent = Object.fromEntries(ids.slice(0, 4).map((id) => [id, '2026-11-16T06:00:00Z']));

/** States in which emails say the most. */
const states: Partial<Person>[] = [
  { firstName: '' },
  {
    sent,
    weeksBetween: 2,
    recentCheckIns: [{ week: '2026-11-16', days: '0', stress: 9, pain: 9 }],
    healthConsent: { at: '2026-11-01T00:00:00Z', textVersion: '2026-12-report.es', source: 'check-in-page' },
  },
  {
    sent,
    recentCheckIns: [
      { week: '2026-11-09', days: '1-2', stress: 5, pain: 3 },
      { week: '2026-11-16', days: '5-7', stress: 4, pain: 3 },
    ],
    healthConsent: { at: '2026-11-01T00:00:00Z', textVersion: '2026-12-report.es', source: 'check-in-page' },
  },
];

async function textsIn(locale: string, state: Partial<Person>): Promise<Map<string, EmailContent>> {
  const composed: EmailContent[] = [];
  const deps: MailingDeps = {
    clock: { now: () => now },
    keyring: testKeyring,
    composer: { compose: async (parts) => (composed.push(parts), new Uint8Array()) },
    series: library,
    contacts: compiledContacts('any'),
    sender: { ...someSender, name: 'Salud S.A.', repliesWithinDays: 2 },
    siteUrl: 'https://weekwise.example',
  };
  const ann = aSubscriber({ series: first.id, ...state });
  const person = { ...ann, preferences: { ...ann.preferences, reminderDays: [3], locale } };
  const own = library.of(person);
  const taught = library.withLessonsOf(person);
  const claim = { id: 'c', delivery: 'lesson:2026-11-23', at: '2026-11-23T06:00:05Z' };
  const found = new Map<string, EmailContent>();
  const keep = async (name: string, about: Omit<EmailContext, 'claim'>) => {
    if (isToSignUp(about.kind)) {
      const signUp = aSignUp({ series: first.id, preferences: person.preferences });
      await mailToSignUp(signUp, { ...about, kind: about.kind, claim }, person, deps);
    } else await mailTo(person, { ...about, claim }, deps);
    found.set(name, composed.at(-1)!);
  };
  for (const kind of accountMailKinds) await keep(kind, { kind, template: own.mails[kind] });
  for (const lesson of [...taught.lessons, ...taught.branches.flatMap((branch) => branch.lessons)]) {
    const about = { lesson: lesson.id, localDate: '2026-11-23' };
    await keep(lesson.id, { kind: 'lesson', template: lesson.mail, ...about });
    for (const [text, template] of lesson.reminders.entries())
      await keep(`${lesson.id}, reminder ${text}`, { kind: 'reminder', template, text, ...about });
  }
  return found;
}

/** Lines of three words or more; studies are cited as they are called, and operators write to everybody as they do. */
function linesOf({ subject, text }: EmailContent): string[] {
  const lines = [subject, ...text.split('\n')].map((line) => line.replaceAll(/\S+:\/\/\S+/g, '').trim());
  const cited = new Set(
    [...first.lessons, ...first.branches.flatMap(({ lessons }) => lessons)].flatMap(({ sources }) =>
      sources.flatMap(({ authors, title }) => [authors, title]),
    ),
  ).add(someSender.postalAddress);
  return lines.filter(
    (line) => (line.match(/\p{L}+/gu) ?? []).length > 2 && ![...cited].some((one) => line.includes(one)),
  );
}

/** What is said of the first line in Berlin stands in a line with its name. */
const ofHelpline = compiledContacts('any')('en').at('Europe/Berlin')!.lines[0]!.about!;

const isAccountMail = new Set<string>(accountMailKinds);

const taughtIn = (locale: string) => languageOfLessons(library.of({ series: first.id, preferences: { locale } }));

describe.each(library.languages.slice(1))('in %s', (tag) => {
  test.each(states.map((state, number) => [number, state] as const))('state %i', async (_, state) => {
    const [english, own] = [await textsIn(first.language, state), await textsIn(tag, state)];
    expect(own.size).toBeGreaterThanOrEqual(accountMailKinds.length);
    const found: string[] = [];
    for (const [name, mail] of own) {
      const astray = [...mail.html.matchAll(/href="https:\/\/weekwise\.example(\/[^"]*)"/g)].filter(
        ([, path]) => !path!.startsWith(`/${tag}/`) && !path!.startsWith('/unsubscribe/'),
      );
      found.push(...astray.map(([, path]) => `${name}: leads to ${path}`));
      if (!isAccountMail.has(name) && taughtIn(tag) !== tag) continue;
      const theirs = new Set(linesOf(english.get(name)!));
      found.push(...linesOf(mail).flatMap((line) => (theirs.has(line) ? [`${name}: ${line}`] : [])));
      if (mail.text.includes(ofHelpline)) found.push(`${name}: ${ofHelpline}`);
      if (!mail.html.includes(`lang="${tag}"`)) found.push(`${name}: is not in its language`);
      if (/[^.]\.\.(?!\.)/.test(`${mail.subject} ${mail.text}`)) found.push(`${name}: two full stops`);
      if (mail.headers['Content-Language'] !== tag) found.push(`${name}: does not say its language`);
    }
    expect(found).toEqual([]);
  });
});
