import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { keyringOf } from '../../../../lambdas/adapters/keys/keyring.ts';
import { isToSignUp, type DeliveryKind } from '../../../../lambdas/core/mail/mail-kinds.ts';
import { mailTo, mailToSignUp, type MailingDeps, type EmailContext } from '../../../../lambdas/core/sending/mailing.ts';
import type { EmailContent } from '../../../../lambdas/core/sending/mailer.ts';
import type { MailFields, Series } from '../../../../lambdas/core/course/series.ts';
import { aSeries, aSignUp, aSubscriber, libraryOf, someContacts, someSender } from '../../../support/builders.ts';

const now = Temporal.Instant.from('2026-11-02T06:00:05Z');
let composed: EmailContent | undefined;
const series = aSeries(['one', 'two']);
const deps: MailingDeps = {
  clock: { now: () => now },
  keyring: keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) })),
  composer: {
    compose: async (parts) => {
      composed = parts;
      return new Uint8Array();
    },
  },
  series: libraryOf(series),
  contacts: () => someContacts(),
  sender: someSender,
  siteUrl: 'https://weekwise.example',
};
const person = { ...aSubscriber(), address: 'ann@example.org' };

async function fieldsOf(about: Partial<EmailContext>, who = person, world = deps): Promise<MailFields> {
  let seen: MailFields | undefined;
  const look = (fields: MailFields) => {
    seen = fields;
    return '';
  };
  const template = { subject: look, html: look, text: look };
  const claim = { id: 'c', delivery: 'lesson:2026-11-02', at: '2026-11-02T06:00:05Z' };
  await mailTo(who, { kind: 'lesson', claim, template, ...about }, world);
  return seen!;
}

describe('what a mail says of the next lesson', () => {
  test('is the one after the lesson that it teaches', async () => {
    expect((await fieldsOf({ lesson: 'one', localDate: '2026-11-02' })).nextLesson).toBe('Monday 9 November at 7:00');
  });

  test('is nothing in the last lesson', async () => {
    const last = { ...person, sent: { one: '2026-10-26T06:00:00Z' }, lessonSentOn: '2026-10-26' };
    expect((await fieldsOf({ lesson: 'two', localDate: '2026-11-02' }, last)).nextLesson).toBe('');
  });

  test('is the first lesson in a welcome mail', async () => {
    const { nextLesson, link } = await fieldsOf({ kind: 'welcome' });
    expect(nextLesson).toBe('Monday 9 November at 7:00');
    // It is there to be read at once.
    expect(new URL(link.web).pathname).toBe('/lesson/one');
  });

  test('is no page in a welcome to somebody who has had every lesson', async () => {
    const last = { ...person, sent: { one: '2026-10-26T06:00:00Z', two: '2026-11-02T06:00:00Z' } };
    expect((await fieldsOf({ kind: 'welcome' }, last)).link.web).toBe('');
  });
});

describe('the language of a mail', () => {
  const inSpanish = (): Series => ({
    ...series,
    language: 'es',
    siteLanguage: 'es',
    merged: { ...series.merged, call: { ...series.merged.call, danger: 'En peligro: llame al {number}' } },
  });
  const spoken = { ...deps, series: libraryOf({ ...series, languages: { es: inSpanish } }) };
  const inLanguage = (locale: string) => ({ ...person, preferences: { ...person.preferences, locale } });

  test('is that of its reader, in its words, its addresses and its header', async () => {
    const { schedule, nextLesson, link } = await fieldsOf({ kind: 'welcome' }, inLanguage('es'), spoken);
    expect(schedule).toBe('los lunes a las 7:00, hora de Berlín');
    expect(nextLesson).toBe('lunes 9 de noviembre a las 7:00');
    expect(link.web).toBe('https://weekwise.example/es/lesson/one');
    expect(link.pictures).toBe('https://weekwise.example/pictures/');
    expect(new URL(link.preferences).pathname).toMatch(/^\/es\/settings\//);
    // One press ends mail in every language, at the route that has a limit of its own.
    expect(new URL(link.unsubscribe).pathname).toMatch(/^\/unsubscribe\//);
    expect(composed?.headers['Content-Language']).toBe('es');
  });

  test.each(['en', 'fr', '', 'constructor'])('is the first one where the series does not have %p', async (locale) => {
    const { schedule, link } = await fieldsOf({ kind: 'welcome' }, inLanguage(locale), spoken);
    expect(schedule).toBe('Mondays at 7:00, Berlin time');
    expect(new URL(link.web).pathname).toBe('/lesson/one');
    expect(composed?.headers['Content-Language']).toBe('en');
  });

  test('of a notice is that of who wrote it', async () => {
    await fieldsOf(
      { kind: 'notice', notice: { id: 'n', text: { subject: '', preheader: '', title: '', html: '', text: '' } } },
      inLanguage('es'),
      spoken,
    );
    expect(composed?.headers['Content-Language']).toBe('en');
  });
});

describe('what a mail says of itself', () => {
  test.each([
    [undefined, 'Mondays at 7:00, Berlin time', 'Monday 9 November at 7:00'],
    [2, 'every other Monday at 7:00, Berlin time', 'Monday 16 November at 7:00'],
    [4, 'every fourth Monday at 7:00, Berlin time', 'Monday 30 November at 7:00'],
  ])('is how often lessons come (%p)', async (weeksBetween, schedule, nextLesson) => {
    const who = { ...person, ...(weeksBetween !== undefined && { weeksBetween }) };
    expect(await fieldsOf({ lesson: 'one', localDate: '2026-11-02' }, who)).toMatchObject({
      schedule,
      nextLesson,
    });
  });

  test.each([
    [undefined, ''],
    [1, 'within a day'],
    [3, 'within 3 days'],
  ])('is that a person reads answers, where the operator says so (%p)', async (repliesWithinDays, replies) => {
    deps.sender = { ...someSender, repliesWithinDays };
    expect((await fieldsOf({ kind: 'welcome' })).replies).toBe(replies);
    deps.sender = someSender;
  });
});

describe('the chart of their weeks', () => {
  const recentCheckIns = [
    { week: '2026-10-05', days: '1-2' as const, stress: 7, pain: 0 },
    { week: '2026-10-12', days: '0' as const },
  ];
  const after = (count: number, { localDate = '2026-11-02', scoresInMails = true } = {}) => {
    const sent = Object.fromEntries(Array.from({ length: count }, (_, n) => [`old-${n}`, '2026-10-01T06:00:00Z']));
    return fieldsOf({ lesson: 'one', localDate }, { ...person, sent, recentCheckIns, scoresInMails });
  };

  test('stands in every fourth lesson', async () => {
    const shown = await Promise.all([0, 1, 2, 3, 4, 7].map(async (count) => (await after(count)).weeks.length));
    expect(shown).toEqual([0, 0, 0, 2, 0, 2]);
  });

  test('stands in none where they did not ask for it, and not where nothing was said since the one before', async () => {
    expect((await after(3, { scoresInMails: false })).weeks).toEqual([]);
    expect((await after(3, { localDate: '2026-11-09' })).weeks).toHaveLength(2);
    expect((await after(3, { localDate: '2026-11-16' })).weeks).toEqual([]);
  });

  test('says each week in words, and draws what was scored', async () => {
    expect((await after(3)).weeks).toEqual([
      { label: '4 October', said: 'Practised on 1 or 2 days. Stress 7 of 10. Pain 0 of 10.', stress: '70', pain: '1' },
      { label: '11 October', said: 'No practice.', stress: '', pain: '' },
    ]);
  });
});

describe('a lesson that looks back', () => {
  const told = {
    ...person,
    healthConsent: { at: '2026-10-05T06:00:00Z', textVersion: 'a', source: 'start-page' },
    start: { to: '2026-10-04', stress: 7, pain: 6, active: 2 },
    goal: 'walk to the market',
    recentCheckIns: [
      { week: '2026-10-12', to: '2026-10-11', days: '1-2' as const, stress: 6, active: 4 },
      { week: '2026-10-26', to: '2026-10-25', days: '1-2' as const, stress: 5 },
    ],
    scoresInMails: true,
  };
  const back = async (who: Partial<typeof told>, lesson = 'two') => {
    series.lookBack = ['two'];
    const fields = await fieldsOf({ lesson, localDate: '2026-11-02' }, { ...told, ...who } as typeof told);
    series.lookBack = [];
    const { lookBack, goal, thenAndNow } = fields;
    return { lookBack, goal, thenAndNow };
  };
  const nothing = { lookBack: '', goal: '', thenAndNow: [] };

  test('shows what they told at their start beside the latest of each, where they want it in emails', async () => {
    expect(await back({})).toEqual({
      lookBack: 'yes',
      goal: 'walk to the market',
      thenAndNow: [
        { name: 'Stress', was: '7 of 10', since: '4 October', now: '5 of 10', to: '25 October' },
        { name: 'Days active', was: '2 of 7', since: '4 October', now: '4 of 7', to: '11 October' },
      ],
    });
  });

  test('says to others only that there is a page', async () => {
    expect(await back({ scoresInMails: false })).toEqual({ ...nothing, lookBack: 'yes' });
  });

  test('is silent where nothing is stored, nothing was agreed to, or the week was hard; and no other lesson looks back', async () => {
    const { start: _, goal: __, recentCheckIns: ___, ...unsaid } = told;
    series.lookBack = ['two'];
    expect(await fieldsOf({ lesson: 'two', localDate: '2026-11-02' }, unsaid as typeof told)).toMatchObject(nothing);
    series.lookBack = [];
    expect(await back({ healthConsent: undefined } as never)).toEqual(nothing);
    expect(await back({ recentCheckIns: [{ week: '2026-10-26', days: '0', stress: 10 }] as never })).toEqual(nothing);
    expect(await back({}, 'one')).toEqual(nothing);
  });
});

test('a lesson asks whether they tried the practice before it, where that is done once', async () => {
  const tried = async (sent: Record<string, string>) =>
    (await fieldsOf({ lesson: 'two', localDate: '2026-11-02' }, { ...person, sent })).tried;
  series.lessons[0]!.once = true;
  expect(await tried({ one: '2026-10-26T06:00:00Z' })).toBe('yes');
  expect(await tried({})).toBe('');
  delete series.lessons[0]!.once;
  expect(await tried({ one: '2026-10-26T06:00:00Z' })).toBe('');
});

describe('after a hard answer', () => {
  const recentCheckIns = [{ week: '2026-10-26', days: '0' as const, stress: 10, pain: 2 }];
  const hard = { ...person, recentCheckIns, lessonSentOn: '2026-10-26', sent: { one: '2026-10-26T06:00:00Z' } };
  const numbers = ['tel:112', 'tel:08001110111', 'https://findahelpline.com'];

  test.each<DeliveryKind>(['lesson', 'reminder', 'completion'])('a %s begins with whom to call', async (kind) => {
    const { coach, offers, link } = await fieldsOf({ kind, lesson: 'two', localDate: '2026-11-02' }, hard);
    expect(coach).toContain('You do not have to carry it alone.');
    expect(offers.map(({ href }) => href)).toEqual([...numbers, link.help]);
    expect(offers[1]!.says).toBe('TelefonSeelsorge: call 0800 111 0 111');
  });

  test.each<DeliveryKind>(['on-demand', 'link', 'welcome'])('a %s says nothing of it', async (kind) => {
    const { coach, offers } = await fieldsOf({ kind }, hard);
    expect([coach, offers]).toEqual(['', []]);
  });

  test('people elsewhere get their own numbers, text lines among them, or where to find some', async () => {
    const hrefs = async (zone: string) => {
      const there = { ...hard, preferences: { ...hard.preferences, zone } };
      return (await fieldsOf({ lesson: 'two', localDate: '2026-11-02' }, there)).offers.map(({ href }) => href);
    };
    expect((await hrefs('Europe/London')).slice(0, 3)).toEqual(['tel:999', 'tel:116123', 'sms:85258']);
    expect((await hrefs('Asia/Tokyo'))[0]).toBe('https://findahelpline.com');
  });

  test('the page for a bad day is offered where the series has one', async () => {
    const harder = { ...hard, recentCheckIns: [{ week: '2026-10-26', days: '0' as const, pain: 8 }] };
    const says = async (pages: Series['pages']) => {
      deps.series = libraryOf({ ...aSeries(['one', 'two']), pages });
      return (await fieldsOf({ lesson: 'two', localDate: '2026-11-02' }, harder)).offers.map((offer) => offer.says);
    };
    const { pages } = aSeries();
    expect(await says({})).not.toContain('A bad day: three minutes');
    expect(await says(pages)).toContain('A bad day: three minutes');
  });

  test('nothing of it is in the subject, or in the name of a link', async () => {
    const { link } = await fieldsOf({ lesson: 'two', localDate: '2026-11-02' }, hard);
    const calm = await fieldsOf({ lesson: 'two', localDate: '2026-11-02' }, { ...hard, recentCheckIns: [] });
    expect(link).toEqual(calm.link);
  });
});

describe('the two streams of mail', () => {
  test.each<[string, DeliveryKind[], string, string[]]>([
    [
      'weekly mail can be unsubscribed from with one click',
      ['lesson', 'reminder', 'on-demand', 'welcome', 'completion', 'follow-up'],
      'lessons@example.com',
      ['Content-Language', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'List-Id', 'X-Auto-Response-Suppress'],
    ],
    [
      'account mail says that a program wrote it',
      ['confirmation', 'moving', 'moved', 'paused', 'resumed', 'farewell', 'link'],
      'account@example.com',
      ['Content-Language', 'Auto-Submitted'],
    ],
  ])('%s', async (_what, kinds, from, headers) => {
    for (const kind of kinds) {
      const claim = { id: 'c', delivery: kind, at: '2026-11-02T06:00:05Z' };
      const about = { claim, template: aSeries().mails.link };
      const { stream, tags } = await (isToSignUp(kind)
        ? mailToSignUp(aSignUp(), { ...about, kind }, undefined, deps)
        : mailTo(person, { ...about, kind }, deps));
      expect([kind, composed?.from.address, Object.keys(composed!.headers)]).toEqual([kind, from, headers]);
      expect([stream, tags['delivery']]).toEqual([from === 'lessons@example.com' ? 'weekly' : 'account', kind]);
    }
  });

  test('weekly mail can be left by one click, account mail cannot', async () => {
    await fieldsOf({ kind: 'lesson', lesson: 'one', localDate: '2026-11-02' });
    expect(composed?.from.address).toBe('lessons@example.com');
    expect(composed?.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
    await fieldsOf({ kind: 'link' });
    expect(composed?.from.address).toBe('account@example.com');
    expect(composed?.headers).toEqual({ 'Content-Language': 'en', 'Auto-Submitted': 'auto-generated' });
  });

  test('tags use the characters that SES allows', async () => {
    const template = { subject: () => '', html: () => '', text: () => '' };
    const claim = { id: 'c', delivery: 'lesson:2026-11-02', at: '' };
    const { tags } = await mailTo(
      person,
      { kind: 'lesson', claim, template, lesson: 'one', localDate: '2026-11-02' },
      deps,
    );
    for (const value of Object.values(tags)) expect(value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
  });
});
