import { beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { compiledContacts } from '../../lambdas/adapters/crisis-contacts.ts';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { askToMove } from '../../lambdas/core/actions/changing-address.ts';
import {
  changeSettings,
  chooseBranch,
  chooseUseOfAnswers,
  keepMonthly,
  pauseForWeeks,
  resume,
} from '../../lambdas/core/actions/changing.ts';
import { checkIn, type Said } from '../../lambdas/core/actions/check-in.ts';
import { repeatLesson, skipLesson, unskipLesson } from '../../lambdas/core/actions/course-changes.ts';
import { askFollowUps, notingFollowUps } from '../../lambdas/core/actions/follow-ups.ts';
import { keepPlan } from '../../lambdas/core/actions/practising.ts';
import { confirmSignUp, renewLink, signUp } from '../../lambdas/core/actions/sign-up.ts';
import { keepStart } from '../../lambdas/core/actions/start.ts';
import { leave } from '../../lambdas/core/actions/unsubscribing.ts';
import { type CoachingRule, coachingRules } from '../../lambdas/core/course/coaching-rules.ts';
import { coachingTexts } from '../../lambdas/core/course/coaching.ts';
import { everyLesson, latestLesson, nextLesson } from '../../lambdas/core/course/course.ts';
import { seriesIn } from '../../lambdas/core/course/series-library.ts';
import type { AccountJob } from '../../lambdas/core/sending/jobs.ts';
import type { EmailContent } from '../../lambdas/core/sending/mailer.ts';
import { accountMailKinds } from '../../lambdas/core/mail/mail-kinds.ts';
import { parseAddress, type Address } from '../../lambdas/core/person/address.ts';
import type { Preferences } from '../../lambdas/core/person/preferences.ts';
import { addDays, isoInstant, localDateAt, localTimeAt, weekdayOf } from '../../lambdas/core/time/calendar.ts';
import { datesIn } from '../../lambdas/core/time/words.ts';
import { exampleFields } from '../../lib/templates/example-fields.ts';
import { preferences } from '../support/builders.ts';
import { englishFinder } from '../support/english.ts';
import { memoryControl, memorySubscribers } from '../support/memory-subscribers.ts';
import { fate } from '../support/mortal.ts';
import { dueTicks, simulation, type Accepted } from '../support/simulation.ts';

/*
 * Goal: a whole life with the course in Spanish, every email read: the core and its look back, each branch, reminders, what answers to check-ins, a lesson a
 * month, account emails. Method: the real use cases on a virtual clock, with the compiled texts.
 */

const { first: english } = compiledSeries(['stress-and-back-pain']);
const spanish = seriesIn(english, 'es');
const findEnglish = englishFinder('es');
const zone = 'America/Bogota';
const start = '2026-03-02T15:00:00Z';
const dayMs = 86_400_000;
/** A lesson on Tuesdays at seven; three reminders a week, in the evening. */
const chosen = preferences({ zone, locale: 'es', lessonDay: 2, reminderDays: [4, 6, 7], reminderTime: '18:30' });
const agreement = { textVersion: 'test', source: 'test' };
const lesson = { zone, localTime: '07:00' };
const reminder = { zone, localTime: '18:30' };

type Email = Accepted & { content: EmailContent };

/** A world with one person in it, who signs up and confirms. */
async function lifeOf(name: string, own: Preferences) {
  const subscribers = memorySubscribers();
  const control = memoryControl();
  const service = simulation({
    start,
    series: english,
    subscribers,
    control,
    fate: fate([]),
    keepsContent: true,
    contacts: compiledContacts('any'),
  });
  const ticks = dueTicks([lesson, reminder], service.nowMs(), service.nowMs() + 900 * dayMs);
  const address = parseAddress(`${name}@example.org`) as Address;
  const idOf = (of: Address) => service.person(async ({ keyring }) => keyring.subscriberId(of.identity));
  const life = {
    id: await idOf(address),
    service,
    person: () => subscribers.person(life.id),
    /** The lesson that came last. */
    had: () => latestLesson(spanish, life.person().sent)!,
    says: (said: Said) => service.person((deps) => checkIn(life.id, said, deps, agreement)),
    daysLater: (days: number) => service.advanceTo(service.nowMs() + days * dayMs, ticks),
    movesTo: async (newName: string) => {
      const to = parseAddress(`${newName}@example.org`) as Address;
      await service.person((deps) => askToMove(life.id, to, deps));
      await life.daysLater(0.1);
      life.id = await idOf(to);
      await service.person((deps) => confirmSignUp(life.id, deps));
    },
    emails: () => service.accepted as Email[],
  };
  await service.plan();
  const joining = { address, firstName: 'Ana', preferences: own, series: english.id, consent: agreement };
  await service.person((deps) => signUp(joining, deps));
  await life.daysLater(0.1);
  await service.person((deps) => confirmSignUp(life.id, deps));
  return life;
}
type Life = Awaited<ReturnType<typeof lifeOf>>;

/** Week by week, so that each rule of coaching has something to say at some time. Weeks that nothing is said of are silent. */
const answers: readonly (Said | undefined)[] = [
  { days: '5-7', stress: 5, pain: 6 },
  { days: '3-4', stress: 5, pain: 6 },
  { days: '1-2', stress: 3, pain: 3 },
  { days: '0' },
  { days: '1-2' },
  { days: '0', tried: 'not-yet' },
  { days: '1-2', tried: 'a-bit' },
  { days: '3-4', tried: 'yes' },
  { days: '3-4', stress: 4, pain: 4 },
  { days: '3-4', stress: 7, pain: 4 },
  { days: '3-4', stress: 8, pain: 4 },
  { days: '0', stress: 10, pain: 2 },
  { days: '0', stress: 9, pain: 9 },
  { days: '0', stress: 3, pain: 9 },
  { days: '0', stress: 3, pain: 9 },
  { days: '0', stress: 3, pain: 9 },
  { days: '0', stress: 3, pain: 9 },
  { days: '0', stress: 3, pain: 9 },
  { days: '5-7' },
  undefined,
  undefined,
  undefined,
];

type Deps = Parameters<Parameters<Life['service']['person']>[0]>[0];

/** What they do of themselves, by the week. */
const deeds: Readonly<Record<number, (who: Life, deps: Deps) => Promise<unknown>>> = {
  0: ({ id }, deps) =>
    keepStart(id, { goal: 'ir a pie al mercado', numbers: { stress: 6, pain: 5, active: 2 } }, deps, agreement),
  1: ({ id }, deps) => chooseUseOfAnswers(id, { adapt: true, scores: true }, deps),
  2: ({ id, had }, deps) => keepPlan(id, { lesson: had().id, text: had().plans[0]! }, deps),
  3: ({ id, had }, deps) => repeatLesson(id, had().id, deps),
  4: ({ id }, { queues, clock }) =>
    queues.account({ kind: 'on-demand', id, askedAt: isoInstant(clock.now()), attempt: 0 }),
  5: ({ id, had }, deps) => skipLesson(id, had().id, deps),
  20: ({ id }, deps) => pauseForWeeks(id, 2, deps),
  21: ({ id }, deps) => resume(id, deps),
  22: ({ id }, deps) => renewLink(id, deps),
  30: ({ id, person }, deps) => skipLesson(id, nextLesson(spanish, person())!.id, deps),
  32: async ({ id, person }, deps) => {
    for (const one of person().leftOut ?? []) await unskipLesson(id, one, deps);
  },
};

/** Chooses the next branch once the present one has come. */
async function choosesNextBranch({ id, person }: Life, deps: Deps): Promise<void> {
  const open = spanish.branches.filter(
    ({ onDemand, lessons }) => !onDemand && lessons.some((one) => !Object.hasOwn(person().sent, one.id)),
  );
  if (open.every((branch) => branch.id !== person().branch)) await chooseBranch(id, open[0]?.id, deps, agreement);
}

/** The follow-up, as the nightly run asks for it. */
async function night({ person }: Life, deps: Deps): Promise<void> {
  const jobs: AccountJob[] = [];
  const everybody = (async function* () {
    yield { subscriber: person() };
  })() as unknown as Parameters<typeof notingFollowUps>[0];
  for await (const _ of notingFollowUps(everybody, deps.clock.now(), deps.series, (job) => void jobs.push(job)));
  await askFollowUps(jobs, deps, () => 60_000);
}

/** What an email says, to be read: subject, page and text. */
const parts = ({ content: { subject, html, text } }: Email) => [subject, html, text.replaceAll(/[^\S\u00a0]+/g, ' ')];
const nameOf = ({ tags }: Email) => `${tags['delivery']} ${tags['lesson'] ?? ''}`;
const lessonsIn = (emails: Email[]) => emails.filter(({ tags }) => tags['delivery']!.startsWith('lesson_'));

describe('the course in Spanish, lived from the sign-up to leaving', () => {
  let emails: Email[];
  let texts: string;

  beforeAll(async () => {
    const life = await lifeOf('ana', chosen);
    const { service } = life;
    for (let week = 0; life.person().status === 'active' && week < 70; week += 1) {
      // Thursday morning, before the reminders; and Sunday night, after them.
      const said = answers[week % answers.length];
      await life.daysLater(3);
      if (said !== undefined && said.days !== '5-7') await life.says(said);
      await life.daysLater(3.3);
      if (said?.days === '5-7') await life.says(said);
      await service.person((deps) => choosesNextBranch(life, deps));
      await service.person(async (deps) => deeds[week]?.(life, deps));
      await life.daysLater(0.7);
    }
    await service.person((deps) => keepMonthly(life.id, english, deps));
    await life.daysLater(28);
    await life.movesTo('ana-nueva');
    await life.daysLater(4 * 28);
    for (let nights = 0; nights < 14 * 7; nights += 1) {
      await service.person((deps) => night(life, deps));
      await life.daysLater(1);
    }
    await service.person((deps) => leave(life.id, { farewell: true }, deps));
    await life.daysLater(8);
    emails = life.emails();
    texts = emails.map((email) => parts(email)[2]).join('\n');
  });

  test('brings every email there is', () => {
    const wanted = everyLesson(spanish).flatMap(({ id, reminders }) => [
      id,
      ...reminders.map((_, text) => `${id} ${text}`),
    ]);
    const came = new Set(
      emails.map(({ tags }) => [tags['lesson'], tags['text']].filter((tag) => tag !== undefined).join(' ')),
    );
    // The lesson for a bad day prompts nothing.
    const onDemand = spanish.branches.filter((branch) => branch.onDemand).flatMap(({ lessons }) => lessons);
    const prompts = onDemand.flatMap(({ id, reminders }) => reminders.map((_, text) => `${id} ${text}`));
    expect(wanted.filter((one) => !came.has(one) && !prompts.includes(one))).toEqual([]);
    const kinds = new Set(emails.map(({ tags }) => tags['delivery']!.split('_')[0]));
    expect(accountMailKinds.filter((kind) => !kinds.has(kind))).toEqual([]);
    const says = (rule: CoachingRule) =>
      spanish.coaching[rule].says.some((text) => texts.includes(text.split('{lesson}')[0]!.trim()));
    expect(coachingRules.filter((rule) => !says(rule))).toEqual([]);
    for (const merged of [/Estrés, \d+ de 10\./, /Estrés: 6 de 10/, /ir a pie al mercado/])
      expect(texts).toMatch(merged);
    expect(
      new Set(
        lessonsIn(emails)
          .slice(-4)
          .map(({ tags }) => tags['lesson']),
      ),
    ).toEqual(new Set(spanish.monthly));
  });

  test('says that it is Spanish, and has no English in any email', () => {
    const found = emails.flatMap((email) => {
      const { html, headers } = email.content;
      const marks = [/<html [^>]*lang="(\w+)"/.exec(html)?.[1], headers['Content-Language']];
      return [...marks.filter((mark) => mark !== 'es'), ...parts(email).flatMap(findEnglish)].map((what) => [
        nameOf(email),
        what,
      ]);
    });
    expect(found).toEqual([]);
    expect(coachingTexts(spanish).flatMap(({ text }) => findEnglish(text))).toEqual([]);
    // What is looked for is found in English.
    expect(findEnglish(english.lessons[0]!.mail.subject(exampleFields))).not.toEqual([]);
  });

  test('quotes as Spanish does, and has nothing in it that was not filled in', () => {
    const strange = /undefined|\bNaN\b|\{\{|\}\}|\[\[|\[object|[“”„]| ,|\(\)|\.\./;
    const found = emails.flatMap((email) =>
      parts(email).flatMap((part) => {
        const at = part.replaceAll(/<style.*?<\/style>/gs, '').search(strange);
        return at < 0 ? [] : [[nameOf(email), part.slice(at - 40, at + 40)]];
      }),
    );
    expect(found).toEqual([]);
  });

  test('says days and times as people in Bogotá do', () => {
    const { formatDate } = datesIn('es');
    const [welcome] = emails.filter(({ tags }) => tags['delivery'] === 'welcome');
    expect(welcome!.content.text.replaceAll(/\s+/g, ' ')).toContain('martes 3 de marzo a las 7:00 a. m.');
    const said = [...texts.matchAll(/(\p{L}+ \d+ de \p{L}+) a las? (\d+:\d\d(?:\u00a0[ap]\.\u00a0m\.)?)/gu)].map(
      ([, day, time]) => `${day} ${time}`,
    );
    const tuesdays = new Set(
      Array.from({ length: 100 }, (_, week) => `${formatDate(addDays('2026-03-03', 7 * week))} 7:00\u00a0a.\u00a0m.`),
    );
    expect(said.filter((one) => !tuesdays.has(one))).toEqual([]);
    expect(said.length).toBeGreaterThan(40);
    expect([...texts.matchAll(/\b\d{1,2}:(?:00|15|30|45)\b(?!\u00a0[ap]\.\u00a0m\.)/g)].map(([time]) => time)).toEqual(
      [],
    );
    const clocks = lessonsIn(emails).map(({ atMs }) => {
      const at = Temporal.Instant.fromEpochMilliseconds(atMs);
      return [weekdayOf(localDateAt(at, zone)), localTimeAt(at, zone)];
    });
    expect(new Set(clocks.map(String))).toEqual(new Set(['2,07:00']));
  });
});

test('somebody who changes from English to Spanish half way has every lesson once, and speaks Spanish from then on', async () => {
  const life = await lifeOf('bea', { ...chosen, locale: 'en' });
  await life.daysLater(7 * 5 + 3.5);
  const inEnglish = life.emails().length;
  const asBefore = { firstName: 'Bea', preferences: { ...chosen, locale: 'es' } };
  await life.service.person((deps) => changeSettings(life.id, asBefore, deps));
  await life.daysLater(7 * 14);
  const emails = life.emails();
  expect(lessonsIn(emails).map(({ tags }) => tags['lesson'])).toEqual(english.lessons.map(({ id }) => id));
  const languages = emails.map(({ content }) => content.headers['Content-Language']);
  expect(languages).toEqual(emails.map((_, at) => (at < inEnglish ? 'en' : 'es')));
  expect(emails.slice(inEnglish).flatMap((email) => parts(email).flatMap(findEnglish))).toEqual([]);
  const slots = emails.map(({ tags }) => tags['delivery']!).filter((delivery) => delivery.includes('_'));
  expect(new Set(slots).size).toBe(slots.length);
  // The reminder right after it is of the lesson that came in English.
  expect(emails[inEnglish]!.tags).toMatchObject({
    lesson: lessonsIn(emails.slice(0, inEnglish)).at(-1)!.tags['lesson'],
  });
});
