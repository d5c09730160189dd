import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import { hadOf, mayStop } from '../../lambdas/core/course/halfway.ts';
import { everyLesson, latestLesson, nextLesson, nextLessonSlot } from '../../lambdas/core/course/course.ts';
import {
  accountMailKinds,
  deliveryKinds,
  isToSignUp,
  mailKinds,
  type DeliveryKind,
} from '../../lambdas/core/mail/mail-kinds.ts';
import type { EmailContent } from '../../lambdas/core/sending/mailer.ts';
import { mailTo, mailToSignUp, type EmailContext } from '../../lambdas/core/sending/mailing.ts';
import type { Lesson } from '../../lambdas/core/course/series.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { datesIn } from '../../lambdas/core/time/words.ts';
import { formatSchedule } from '../../lambdas/core/person/preferences.ts';
import { aSignUp, aSubscriber, libraryOf, preferences, someContacts, someSender } from '../support/builders.ts';
import { statesOfPeople } from '../support/field-classes.ts';
import { compiledSeries, linksIn } from './compiled-mails.ts';

const { formatSlot } = datesIn('en');

/*
 * Every email of the series to people in every state that an email speaks of: what it claims of dates, of what comes next and of what they did must be
 * so. The claims are read from the words, the facts from the rules that send.
 */

const series = await compiledSeries();
/** Monday, 07:00 in Berlin: a lesson's slot. */
const now = Temporal.Instant.from('2026-11-02T06:00:05Z');
const today = '2026-11-02';
const sentAt = '2026-10-26T06:00:00Z';
const course = series.lessons.map(({ id }) => id);
const branches = series.branches.filter(({ onDemand }) => !onDemand);

const having = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, sentAt]));
const paced = (reminderDays: number[]) => ({ preferences: preferences({ reminderDays }) });

const healthConsent = { at: sentAt, textVersion: '2026-11-start', source: 'start-page' };
const begun = { to: '2026-08-30', stress: 7, pain: 6, active: 2 };
const goal = 'walk to the market and back';
const answered = (stress: number) => [
  { week: '2026-10-19', to: '2026-10-18', days: '1-2' as const, stress, pain: 5 },
  { week: '2026-10-26', to: '2026-10-25', days: '3-4' as const, stress, active: 3, lesson: 'slow-breathing' },
];
/** What they told of themselves. The parts of it are independent of each other, and of where they are in the course. */
const told: Record<string, Partial<Person>> = {
  nothing: {},
  'a line': { healthConsent, goal },
  'a start': { healthConsent, start: begun },
  'check-ins': { healthConsent, recentCheckIns: answered(5) },
  'a start and check-ins': { healthConsent, goal, start: begun, recentCheckIns: answered(5) },
  'a start and a hard week': { healthConsent, goal, start: begun, recentCheckIns: answered(10) },
  'a start, which they took back': { start: begun, goal },
};

/** People, as they are before the mail. */
const people: Record<string, (lesson: string) => Partial<Person>> = {
  'somebody new': () => ({}),
  'somebody new with reminders': () => paced([3, 6]),
  'somebody who begins with a branch': () => ({ branch: branches[0]!.id }),
  'somebody half way': (lesson) => ({ sent: having(course.slice(0, Math.max(1, course.indexOf(lesson)))) }),
  'somebody who came back': () => ({ sent: having(course.slice(0, 5)), lessonSentOn: '2026-10-26', ...paced([4]) }),
  'somebody who skips what follows': (lesson) => ({
    sent: having(course.slice(0, Math.max(1, course.indexOf(lesson)))),
    leftOut: course.slice(course.indexOf(lesson) + 1, course.indexOf(lesson) + 3),
  }),
  'somebody who has had all but this one': (lesson) => ({ sent: having(course.filter((id) => id !== lesson)) }),
  'somebody who asked for a lesson again': (lesson) => ({
    sent: having([...course.slice(0, 4), lesson]),
    again: { lesson: course[1]!, at: '2026-11-01T06:00:00Z' },
  }),
  'somebody at the end of a branch': (lesson) => {
    const own = branches.find(({ lessons }) => lessons.at(-1)!.id === lesson) ?? branches[1]!;
    return { branch: own.id, sent: having([...course.slice(0, 3), ...own.lessons.slice(0, -1).map(({ id }) => id)]) };
  },
  'somebody who keeps a lesson a month': () => ({
    sent: having(course.filter((id) => !series.monthly.includes(id))),
    weeksBetween: 4,
  }),
  'somebody who stopped half way': () => ({
    sent: having(course.slice(0, course.indexOf(series.halfway!) + 1)),
    stoppedAt: '2026-10-27T06:00:00Z',
  }),
  'somebody who went on after stopping, monthly': () => ({
    sent: having(course.slice(0, course.indexOf(series.halfway!))),
    leftOut: course.slice(course.indexOf(series.halfway!) + 1).filter((id) => !series.monthly.includes(id)),
    weeksBetween: 4,
  }),
  'somebody on a pause': () => ({ sent: having(course.slice(0, 2)), pausedUntil: '2026-11-23' }),
  'somebody who has finished': () => ({ sent: having(course), status: 'completed' }),
};

let made: EmailContent | undefined;
const deps = {
  clock: { now: () => now },
  keyring: keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) })),
  composer: {
    compose: async (content: EmailContent) => {
      made = content;
      return new Uint8Array();
    },
  },
  series: libraryOf(series),
  contacts: () => someContacts(),
  sender: someSender,
  siteUrl: 'https://weekwise.example',
};

interface Mailed {
  kind: DeliveryKind;
  /** When it leaves. */
  at: Temporal.Instant;
  person: Person;
  /** As the mail leaves them. */
  after: Person;
  /** All of it on one line, as the plain text has it. */
  words: string;
  html: string;
}

async function mailed(who: Partial<Person>, about: Omit<EmailContext, 'claim'>, at = now): Promise<Mailed> {
  const person = aSubscriber({ series: series.id, ...who });
  const { kind, lesson, localDate } = about;
  await mailTo(
    person,
    { ...about, claim: { id: 'c', delivery: kind, at: sentAt } },
    { ...deps, clock: { now: () => at } },
  );
  const isLesson = kind === 'lesson' && lesson !== undefined;
  const after = isLesson
    ? { ...person, sent: { ...person.sent, [lesson]: at.toString() }, lessonSentOn: localDate! }
    : person;
  return { kind, at, person, after, ...asMade() };
}

const asMade = () => ({ words: made!.text.replaceAll(/ ?\n+/g, ' '), html: made!.html });

const lessonOf = (lesson: Lesson): Omit<EmailContext, 'claim'> => ({
  kind: 'lesson',
  template: lesson.mail,
  lesson: lesson.id,
  localDate: today,
});

/** Every email of one state. */
async function allTo(who: (lesson: string) => Partial<Person>, look: (mail: Mailed, name: string) => void) {
  for (const lesson of [...series.lessons, ...branches.flatMap((branch) => branch.lessons)]) {
    const state = who(lesson.id);
    if (state.status === 'completed') continue;
    look(await mailed(state, lessonOf(lesson)), lesson.id);
    const reminder = { kind: 'reminder', template: lesson.reminders[0]!, lesson: lesson.id, localDate: today } as const;
    look(await mailed(state, reminder), `reminder of ${lesson.id}`);
  }
  for (const kind of accountMailKinds) {
    if (isToSignUp(kind)) continue;
    look(await mailed(who('spot-the-loop'), { kind, template: series.mails[kind] }), kind);
  }
  const onDemand = series.branches.find((branch) => branch.onDemand)!.lessons[0]!;
  const flare = { kind: 'on-demand', template: onDemand.mail, lesson: onDemand.id } as const;
  look(await mailed(who('spot-the-loop'), flare), onDemand.id);
}

/** The one place where a claim is made, and whether it holds. */
const claims: Record<string, (mail: Mailed) => boolean> = {
  'a date is that of the next lesson': ({ at, after, words }) => {
    const slot = nextLessonSlot(after, series, at);
    const next = slot === undefined ? [] : [formatSlot(slot)];
    const dates = words.match(/\b\w+day \d+ \w+ at \d\d:\d\d/g) ?? [];
    return dates.every((date) => next.includes(date));
  },
  'what is announced is what comes': ({ after, words }) => {
    const said = /Next: (.*?) -{3}/.exec(words)?.[1] ?? /Your next lesson is “(.*?)”, on/.exec(words)?.[1];
    return said === undefined || said === nextLesson(series, after)?.title;
  },
  'the last lesson is the last': ({ after, words }) =>
    words.includes('That was the last lesson.') ? nextLesson(series, after) === undefined : true,
  // Reminders may come before whatever is next of the course.
  'no email is called the next one': ({ words }) => !/next email/i.test(words),
  'only who is new is told of a first lesson': ({ person, words }) =>
    !/first one comes|good to have you here/.test(words) || Object.keys(person.sent).length === 0,
  'only who was here is welcomed back': ({ person, words }) =>
    !/good to have you back/.test(words) || Object.keys(person.sent).length > 0,
  'a branch that is over has no lesson left': ({ after, words }) => {
    const title = /last email of “(.*?)”/.exec(words)?.[1];
    const branch = series.branches.find((one) => one.title === title);
    return branch === undefined || !branch.lessons.some(({ id }) => id === nextLesson(series, after)?.id);
  },
  'reminders are spoken of where they come': ({ person, words }) =>
    !words.includes('Your reminders will quote it.') || person.preferences.reminderDays.length > 0,
  'a schedule is theirs': ({ person, words }) =>
    !/Your lessons come on/.test(words) ||
    words.includes(formatSchedule(person.preferences, 'en', person.weeksBetween)),
  'a course goes on where there is more of it': ({ after, words }) =>
    !/Your course goes on/.test(words) || nextLesson(series, after) !== undefined,
  'a count of lessons is right': ({ words }) => !/four of the lessons/.test(words) || series.monthly.length === 4,
  'last week is asked about where there was one': ({ person, words }) =>
    !words.includes('How was your last week?') || Object.keys(person.sent).length > 0,
  'a pause is offered where something comes': ({ at, after, words }) =>
    !words.includes('Pause or change your day') || nextLessonSlot(after, series, at) !== undefined,
  'nothing is left to fill in': ({ words }) => !/undefined|NaN|\[object|\{\{|“”| ,/.test(words),
  'what the operator noted, and how somebody came, is in no email': ({ person, words }) =>
    ![person.note, person.from].some((text) => text !== undefined && words.includes(text)),
  'what the operator writes is in that email, and in no other': ({ kind, words }) =>
    words.includes(announcement.text) === (kind === 'notice'),
  'nothing that was typed is in an email to an address that has not confirmed': ({ kind, person, words }) =>
    !isToSignUp(kind) || person.firstName === '' || !words.includes(person.firstName),
  'a link that is shown leads somewhere': ({ html }) =>
    linksIn(html).every((href) => /^(https:\/\/weekwise\.example\/|tel:.|https:\/\/findahelpline\.com)/.test(href)),
  'numbers and a line of one’s own stand in emails of people who want them there': ({ person, words }) =>
    !/ of (10|7) \(|walk to the market/.test(words) || person.scoresInMails === true,
  'then is their start, and now the latest that they told': ({ person, words }) =>
    [...words.matchAll(/(Stress|Pain|Days active): (\d+) of \d+ \(([^)]+)\), (\d+) of/g)].every(
      ([, name, then, , now]) => {
        const measure = ({ Stress: 'stress', Pain: 'pain', 'Days active': 'active' } as const)[name as 'Stress'];
        const latest = person.recentCheckIns?.findLast((one) => one[measure] !== undefined)?.[measure];
        return person.start?.[measure] === Number(then) && latest === Number(now);
      },
    ),
  'a look back is of who told something, and agreed to that': ({ person, words }) =>
    !words.includes('my then and now') ||
    (person.healthConsent !== undefined &&
      (person.start ?? person.goal ?? person.recentCheckIns?.find(({ stress }) => stress !== undefined)) !== undefined),
  'nothing is compared after a hard week': ({ words }) => !/very hard week[\s\S]*my then and now/.test(words),
  'a finish is offered where one may stop, with the lessons they have had': ({ after, words }) => {
    const said = /Lessons you have had: (\d+)\./.exec(words)?.[1];
    return said === undefined || (mayStop(after, series) && hadOf(after, series) === Number(said));
  },
  'nobody is offered to stop who keeps a lesson a month, or has stopped': ({ person, words }) =>
    !words.includes('See what I have done') || (person.weeksBetween === undefined && person.stoppedAt === undefined),
  'who is asked where they start has had nothing, and not said it': ({ person, words }) =>
    !words.includes('Note where I start') || (Object.keys(person.sent).length === 0 && person.start === undefined),
  'only who stopped is told so': ({ person, words }) =>
    !/You chose to stop here|lessons that you have not had/.test(words) || person.stoppedAt !== undefined,
  'nobody monthly is told of a week’s practice': ({ person, words }) =>
    person.weeksBetween === undefined || !/this week’s practice|one lesson a week/i.test(words),
};

describe.each(Object.entries(people))('to %s, every email', (_who, who) => {
  test('says only what is so', async () => {
    const untrue: string[] = [];
    await allTo(who, (mail, name) => {
      for (const [claim, holds] of Object.entries(claims)) if (!holds(mail)) untrue.push(`${name}: ${claim}`);
    });
    expect(untrue).toEqual([]);
  });
});

describe.each(Object.entries(told))('to somebody who told %s', (_what, what) => {
  test.each([true, undefined])(
    'every lesson that looks back says only what is so (scores in emails: %p)',
    async (on) => {
      const untrue: string[] = [];
      for (const id of new Set([course[0]!, ...series.lookBack, series.halfway!])) {
        const lesson = series.lessons.find((one) => one.id === id);
        if (lesson === undefined) continue;
        for (const where of ['somebody new', 'somebody half way', 'somebody who has had all but this one']) {
          const who = { ...people[where]!(id), ...what, ...(on && { scoresInMails: on }) };
          const mail = await mailed(who, lessonOf(lesson));
          for (const [claim, holds] of Object.entries(claims))
            if (!holds(mail)) untrue.push(`${id}, ${where}: ${claim}`);
        }
      }
      expect(untrue).toEqual([]);
    },
  );
});

const announcement = {
  subject: 'Closed on Monday',
  preheader: 'Nobody answers the telephone.',
  title: 'Closed on Monday',
  html: '<p>The clinic is closed.</p>',
  text: 'The clinic is closed.',
};

describe('to people in whom each state of a field meets each state of every other', () => {
  /** Monday, 07:00 in Berlin. */
  const at = Temporal.Instant.from('2026-11-30T06:00:05Z');
  const localDate = '2026-11-30';
  const all = { first: course[0]!, halfway: series.halfway!, all: course, branch: branches[0]!.id };

  async function* everyMailTo(person: Person): AsyncGenerator<Mailed> {
    const lesson = nextLesson(series, person);
    if (person.status === 'active' && lesson !== undefined)
      yield mailed(person, { ...lessonOf(lesson), localDate }, at);
    const latest = latestLesson(series, person.sent);
    if (person.status === 'active' && latest !== undefined)
      yield mailed(person, { kind: 'reminder', template: latest.reminders[0]!, lesson: latest.id, localDate }, at);
    for (const kind of deliveryKinds) {
      const row = mailKinds[kind];
      if (kind === 'lesson' || kind === 'reminder') continue;
      if (isToSignUp(kind)) {
        const { firstName, preferences: chosen } = person;
        const signUp = aSignUp({ firstName, preferences: chosen, series: series.id });
        const about = { kind, template: series.mails[kind], claim: { id: 'c', delivery: kind, at: sentAt } };
        await mailToSignUp(signUp, about, kind === 'moving' ? person : undefined, {
          ...deps,
          clock: { now: () => at },
        });
        yield { kind, at, person, after: person, ...asMade() };
        continue;
      }
      if ('status' in row && !(row.status as readonly string[]).includes(person.status)) continue;
      if ('has' in row && person[row.has] === undefined) continue;
      if ('lacks' in row && person[row.lacks] !== undefined) continue;
      if (kind === 'completion' && (person.status !== 'active' || nextLesson(series, person) !== undefined)) continue;
      if (kind === 'notice')
        yield mailed(person, { kind, template: series.notice, notice: { id: 'n', text: announcement } }, at);
      else if (kind === 'on-demand') {
        const flare = series.branches.find((branch) => branch.onDemand)!.lessons[0]!;
        yield mailed(person, { kind, template: flare.mail, lesson: flare.id }, at);
      } else yield mailed(person, { kind, template: series.mails[kind] }, at);
    }
  }

  test('every kind of email says only what is so', async () => {
    const untrue: string[] = [];
    const seen = new Set<string>();
    for (const [number, state] of statesOfPeople(all).entries())
      for await (const mail of everyMailTo({ ...state, series: series.id })) {
        seen.add(mail.kind);
        for (const [claim, holds] of Object.entries(claims))
          if (!holds(mail))
            untrue.push(`${number} ${mail.kind}: ${claim}: ${mail.words.slice(0, 500)} ${JSON.stringify(state)}`);
      }
    expect(untrue).toEqual([]);
    expect([...seen].toSorted()).toEqual([...deliveryKinds].toSorted());
  });
});

test('a look back and a finish are there where there is something to show', async () => {
  const halfway = series.lessons.find(({ id }) => id === series.halfway)!;
  const who = { ...people['somebody half way']!(halfway.id), ...told['a start and check-ins'], scoresInMails: true };
  const { words } = await mailed(who, lessonOf(halfway));
  expect(words).toContain('Stress: 7 of 10 (30 August), 5 of 10 (25 October).');
  expect(words).toContain('You wrote: “So that I can walk to the market and back”.');
  expect(words).toContain('See what I have done');
});

describe('the full list of signs', () => {
  const signs = /when you wipe[\s\S]*blood in your pee/;
  const lessons = everyLesson(series);

  test('stands in whatever lesson is somebody’s first, after the practice, and in no later one', async () => {
    for (const lesson of lessons) {
      const about =
        lesson.id === 'flare-up-now'
          ? ({ kind: 'on-demand', template: lesson.mail, lesson: lesson.id } as const)
          : lessonOf(lesson);
      const { words } = await mailed({}, about);
      expect([lesson.id, words.search(signs) > words.indexOf('Try it:')]).toEqual([lesson.id, true]);
      const later = await mailed({ sent: having(['make-it-stick', 'look-ahead']) }, about);
      expect([lesson.id, signs.test(later.words)]).toEqual([lesson.id, false]);
    }
  });

  test('stands in every welcome', async () => {
    for (const sent of [{}, having(course.slice(0, 3))])
      expect((await mailed({ sent }, { kind: 'welcome', template: series.mails.welcome })).words).toMatch(signs);
  });

  test.each<DeliveryKind>(['lesson', 'reminder', 'on-demand', 'welcome', 'completion'])(
    'is one link away in a %s',
    async (kind) => {
      const { mail, reminders, id } = lessons.find(
        (one) => one.id === (kind === 'on-demand' ? 'flare-up-now' : 'walk-a-little'),
      )!;
      const template =
        kind === 'reminder' ? reminders[0]! : kind === 'welcome' || kind === 'completion' ? series.mails[kind] : mail;
      const { html } = await mailed(
        { sent: having(course.slice(0, 2)) },
        { kind, template, lesson: id, localDate: today },
      );
      expect(linksIn(html)).toContain('https://weekwise.example/help?zone=Europe%2FBerlin');
    },
  );
});

test('the welcome says by which address lessons come', async () => {
  const { words } = await mailed({}, { kind: 'welcome', template: series.mails.welcome });
  expect(words).toContain(`add ${someSender.weeklyFrom} to your contacts`);
});
