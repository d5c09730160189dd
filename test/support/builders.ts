import { series as compiled } from '../../lambdas/content/series.ts';
import { accountMailKinds } from '../../lambdas/core/mail/mail-kinds.ts';
import type { Lesson, MailTemplate, Series } from '../../lambdas/core/course/series.ts';
import { seriesIn, seriesLibrary, type SeriesLibrary } from '../../lambdas/core/course/series-library.ts';
import { type WhomToCall, whomToCall } from '../../lambdas/core/course/whom-to-call.ts';
import { Preferences } from '../../lambdas/core/person/preferences.ts';
import type { Gone, Person } from '../../lambdas/core/person/subscriber.ts';
import type { SignUp } from '../../lambdas/core/person/records.ts';

/** Builders with defaults: a test names only what it is about. */

export function preferences(changes: Partial<Preferences> = {}): Preferences {
  return Preferences.parse({
    zone: 'Europe/Berlin',
    lessonDay: 1,
    sendTime: '07:00',
    reminderDays: [],
    locale: 'en',
    ...changes,
  });
}

/** Germany and the United Kingdom, as they stand in the real list. */
export function someContacts({ accepted = true } = {}): WhomToCall {
  return whomToCall(
    {
      everywhere: [
        { name: 'Find A Helpline', site: 'findahelpline.com' },
        { name: 'Befrienders', site: 'befrienders.org' },
      ],
      countries: [
        {
          code: 'DE',
          name: 'Germany',
          emergency: { number: '112' },
          lines: [{ name: 'TelefonSeelsorge', call: '0800 111 0 111' }],
        },
        {
          code: 'GB',
          name: 'United Kingdom',
          emergency: { number: '999' },
          lines: [
            { name: 'Samaritans', call: '116 123', about: 'free, day and night' },
            { name: 'Shout', text: { to: '85258', words: 'SHOUT' } },
          ],
          regions: [{ name: 'Scotland', lines: [{ name: 'Breathing Space', call: '0800 83 85 87' }] }],
        },
      ],
    },
    accepted,
  );
}

/** A subscriber id that is easy to read in a failure: "ann" becomes "ann___________________". */
export const idOf = (name: string) => name.padEnd(22, '_');

export function aSubscriber(changes: Partial<Person> = {}): Person {
  return {
    id: idOf('ann'),
    address: 'ann@example.org',
    firstName: 'Ann',
    status: 'active',
    preferences: preferences(),
    series: 'test-series',
    dueFrom: '2026-01-01T00:00:00Z',
    sent: {},
    confirmedAt: '2026-01-01T00:00:00Z',
    version: 1,
    ...changes,
  };
}

/** What is left of somebody who is gone. */
export function aGone(changes: Partial<Gone> = {}): Gone {
  return { id: idOf('ann'), status: 'erased', version: 2, ...changes };
}

export function aSignUp(changes: Partial<SignUp> = {}): SignUp {
  return {
    id: idOf('ann'),
    address: 'ann@example.org',
    firstName: 'Ann',
    preferences: preferences(),
    series: 'test-series',
    consent: { at: '2026-01-01T00:00:00Z', textVersion: '2026-11', source: 'landing-form' },
    requestedAt: '2026-01-01T00:00:00Z',
    expiresAt: '2026-01-08T00:00:00Z',
    ...changes,
  };
}

/** A mail whose text says what was merged: enough for tests of everything but the templates. */
function mail(name: string): MailTemplate {
  return {
    subject: () => name,
    html: ({ firstName, link }) => `<p>${name} ${firstName}</p><a href="${link.confirm || link.unsubscribe}">link</a>`,
    text: ({ firstName, link }) => `${name} ${firstName}\n${link.confirm || link.unsubscribe}`,
  };
}

/** A series with as many lessons as names. */
export function aSeries(lessons: string[] = ['one', 'two', 'three']): Series {
  return {
    id: 'test-series',
    title: 'A test series',
    promise: 'One lesson a week.',
    landing: { heading: 'A test a week', about: 'It tests.', suits: ['you test'], suitsNot: ['you do not'] },
    language: 'en',
    siteLanguage: 'en',
    lessons: lessons.map((id) => aLesson(id)),
    monthly: [lessons.at(-1)!],
    lookBack: [],
    branches: [],
    mails: Object.fromEntries(accountMailKinds.map((kind) => [kind, mail(kind)])) as Series['mails'],
    notice: mail('Notice'),
    // The real ones: tests that read pages and coaching are about what people get.
    ...authored('en'),
  };
}

/** The same series, offered in other languages, too: what its authors wrote stays as it is. */
export function offeredIn(tags: readonly string[], series: Series): Series {
  const said = (tag: string) => ({ ...series, language: tag, siteLanguage: tag, ...authored(tag) });
  return { ...series, languages: Object.fromEntries(tags.map((tag) => [tag, () => said(tag)])) };
}

/** What the real course says on pages and between lessons, which every series here says, too. */
function authored(tag: string): Pick<Series, 'pages' | 'coaching' | 'merged'> {
  const { pages, coaching, merged } = seriesIn(compiled[0]!, tag);
  return { pages, coaching, merged };
}

/** A deployment that offers these series. */
export function libraryOf(...series: Series[]): SeriesLibrary {
  return seriesLibrary(
    series.map(({ id }) => id),
    series,
  );
}

export function aLesson(id: string): Lesson {
  return {
    id,
    title: `Lesson ${id}`,
    promise: `What ${id} gives.`,
    wait: 1,
    minutes: 5,
    plans: ['When I wake up, I will begin.', 'When I eat, I will begin.', 'When I rest, I will begin.'],
    certainty: 'low',
    sources: [
      {
        authors: 'Doe and colleagues',
        year: 2020,
        title: 'A trial',
        finding: 'It may help.',
        url: 'https://example.org/trial',
      },
    ],
    care: ['If it hurts, do less.'],
    practice: { amount: '5 minutes, once a day', before: [], steps: [`Begin ${id}.`, 'Go on.'], after: [] },
    timer: { minutes: [1, 3], breathing: true },
    sheet: true,
    words: 'begin lesson',
    mail: mail(`Lesson ${id}`),
    reminders: [mail(`Reminder ${id} A`), mail(`Reminder ${id} B`)],
    eveningReminders: [],
  };
}

/** Who emails of tests come from. */
export const someSender = {
  name: 'Weekwise',
  weeklyFrom: 'lessons@example.com',
  accountFrom: 'account@example.com',
  replyTo: 'hello@example.com',
  postalAddress: '1 Example Street',
};
