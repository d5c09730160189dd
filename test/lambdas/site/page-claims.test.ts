import { describe, expect, it } from '@jest/globals';
import { convert } from 'html-to-text';
import { latestLesson, owedBy } from '../../../lambdas/core/course/course.ts';
import { mayStop } from '../../../lambdas/core/course/halfway.ts';
import type { LinkPurpose } from '../../../lambdas/core/mail/link-purpose.ts';
import { links } from '../../../lambdas/core/mail/links.ts';
import { daysKey, kindOn, slotOn } from '../../../lambdas/core/person/preferences.ts';
import type { Person } from '../../../lambdas/core/person/subscriber.ts';
import { addDays, dueTick, localDateAt } from '../../../lambdas/core/time/calendar.ts';
import { formatDate, formatLongDate, formatSlot } from '../../../lambdas/core/time/words.ts';
import { aSeries, aSubscriber, idOf, libraryOf, preferences } from '../../support/builders.ts';
import { pairsOf } from '../../support/pairs.ts';
import { siteWorld } from '../../support/site-world.ts';

/*
 * Every page of a person, for people in which each state of a field meets each state of every other: what a page claims of dates, of what comes and
 * of what was done must be so, and every link on it must lead somewhere. The claims are read from the words, the facts from the rules that send.
 */

const series = { ...aSeries(), halfway: 'two' };
const had = { one: '2026-11-09T06:00:00Z', two: '2026-11-16T06:00:00Z', three: '2026-11-02T06:00:00Z' };
const everything = Object.keys(had);
type Lessons = readonly string[];
const calm = { week: '2026-11-09', to: '2026-11-08', days: '3-4', stress: 3, pain: 2 } as const;
const hard = { week: '2026-11-16', to: '2026-11-15', days: '0', stress: 10, pain: 10, noted: true } as const;

/** What pages tell apart in somebody who is under way. */
const classes = {
  had: [[], ['one'], ['one', 'two'], everything] as Lessons[],
  reminderDays: [[], [3, 6]] as number[][],
  pausedUntil: [undefined, '2026-11-10', '2026-11-24', '2026-12-20'],
  weeksBetween: [undefined, 2, 4],
  dayChanges: [undefined, { '2026-11-30': 'none' }, { '2026-11-30': 'none', '2026-12-02': 'lesson' }],
  leftOut: [undefined, ['two'], everything] as (Lessons | undefined)[],
  again: [undefined, { lesson: 'one', at: '2026-11-20T06:00:00Z' }],
  kept: [undefined, ['one']],
  practisedOn: [undefined, ['2026-11-23'], ['2026-11-16', '2026-11-18', '2026-11-23']],
  recentCheckIns: [undefined, [calm], [calm, hard]],
  ownPlan: [undefined, { lesson: 'two', text: 'When I sit down, I will begin.' }],
  zone: ['Europe/Berlin', 'America/New_York'],
  goal: [undefined, 'walk to the market.'],
  start: [undefined, { to: '2026-11-01', stress: 6, pain: 5 }],
  stoppedAt: [undefined, '2026-11-17T06:00:00Z'],
} as const;

/** What is about a lesson is of somebody who had it, and what is about health of somebody who had a lesson to speak of. */
const underWay = pairsOf(classes, (state) => {
  const { had: lessons, recentCheckIns, goal, again, kept, ownPlan, leftOut, start, stoppedAt, weeksBetween } = state;
  if (lessons?.length === 0 && [again, kept, recentCheckIns, goal, start].some((one) => one !== undefined))
    return false;
  if (again !== undefined && leftOut?.includes('one')) return false;
  // Who asks for a lesson again goes on; who has had or left out all has nowhere to stop, nor has who keeps a lesson a month.
  if (stoppedAt !== undefined) {
    const isThere = (lessons ?? ['one', 'two']).length === 2 && weeksBetween !== 4;
    if (!isThere || again !== undefined || leftOut?.includes('three')) return false;
  }
  return ownPlan === undefined || lessons === undefined || lessons.length >= 2;
}).map((state) => ({ ...state, status: 'active' as const }));

/** And in somebody who is not. */
const atTheEnd = pairsOf(
  {
    ...classes,
    status: ['completed', 'unsubscribed', 'bounced', 'complained'],
    had: [[], everything] as Lessons[],
    pausedUntil: [undefined, '2026-12-20'],
    weeksBetween: [undefined],
    dayChanges: [undefined, { '2026-11-30': 'none' }],
    leftOut: [undefined],
    again: [undefined],
    ownPlan: [undefined],
    goal: [undefined],
    start: [undefined],
    stoppedAt: [undefined],
    practisedOn: [undefined, ['2026-11-23']],
  } as const,
  ({ status, had: lessons, recentCheckIns, kept }) =>
    lessons?.length === 0 ? status !== 'completed' && recentCheckIns === undefined && kept === undefined : true,
);
const stopped = {
  ...underWay.find(({ stoppedAt }) => stoppedAt !== undefined)!,
  status: 'completed',
  pausedUntil: undefined,
} as const;
const states = [...underWay, ...atTheEnd, stopped];

function personIn(state: (typeof states)[number]): Person {
  const { had: lessons, reminderDays, zone, status, recentCheckIns, goal, ...rest } = state;
  const isAboutHealth = recentCheckIns !== undefined || goal !== undefined || rest.start !== undefined;
  return aSubscriber({
    ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Partial<Person>),
    status,
    preferences: preferences({ reminderDays, zone }),
    sent: Object.fromEntries(lessons.map((id) => [id, had[id as keyof typeof had]])),
    ...(lessons.length > 0 && { lessonSentOn: lessons.length > 1 ? '2026-11-16' : '2026-11-09' }),
    ...(recentCheckIns !== undefined && { recentCheckIns: [...recentCheckIns] }),
    ...(goal !== undefined && { goal }),
    ...(isAboutHealth && {
      healthConsent: { at: '2026-11-09T06:00:00Z', textVersion: '2026-11', source: 'check-in-page' },
    }),
    ...(status === 'completed' && { completedAt: '2026-11-16T06:00:00Z' }),
    ...(status === 'unsubscribed' && { unsubscribedAt: '2026-11-20T05:00:00Z' }),
  });
}

interface Shown {
  person: Person;
  /** All of its words on one line. */
  words: string;
  /** What the sender will do: the next lesson, and when. */
  next: { title: string; when: string } | undefined;
  /** When the email leaves that ends the course, where it is next. */
  last: string | undefined;
  today: string;
  path: string;
}

/** What leaves next, by asking for every day to come what its slot owes. */
function nextByTheSender(person: Person, w: ReturnType<typeof siteWorld>): Pick<Shown, 'next' | 'last'> {
  const series = w.deps.series.of(person);
  const today = localDateAt(w.clock.now(), person.preferences.zone);
  for (let day = 0; day < 150; day += 1) {
    const slot = slotOn('lesson', addDays(today, day), person.preferences);
    const due = dueTick(slot);
    if (due.epochMilliseconds <= w.clock.now().epochMilliseconds) continue;
    const owed = owedBy(slot, 'lesson', person, series, due);
    if (owed.owed === 'completion') return { next: undefined, last: formatSlot(slot) };
    if (owed.owed === 'lesson') return { next: { title: owed.lesson.title, when: formatSlot(slot) }, last: undefined };
  }
  return { next: undefined, last: undefined };
}

/** What a page claims, and whether it holds; undefined where it is not said. */
const claims: Record<string, (shown: Shown) => boolean | '' | undefined> = {
  'nothing is left to fill in': ({ words }) => !/undefined|NaN|\[object|Invalid|\{\w+\}|null/.test(words),
  'the next lesson is the one that leaves next, then': ({ words, next }) => {
    const [said, title, when] = /Next: “([^”]+)”, ([^.]+)\./.exec(words) ?? [];
    return said && title === next?.title && when === next?.when;
  },
  'a date for the next lesson is its date': ({ words, next }) => {
    const [said, when] =
      /next lesson (?:comes|is|also comes)[^.]*? on (\w+day \d+ \w+ at [\d:]+(?: [ap]m)?)/.exec(words) ?? [];
    return said && when === next?.when;
  },
  'who is told that every lesson was had has no lesson to come': ({ words, next }) =>
    /had every lesson|No more mail is planned/.test(words) ? next === undefined : undefined,
  'a pause that is named is on, until that day': ({ words, person, today }) => {
    const [said, until] = /Paused until \w+day (\d+ \w+ \d{4})/.exec(words) ?? [];
    return said && person.pausedUntil! > today && until === formatLongDate(person.pausedUntil!);
  },
  'who is called paused is': ({ words, person, today }) =>
    words.includes('mail is paused') ? (person.pausedUntil ?? '') > today : undefined,
  'whoever is promised something gets mail': ({ words, person }) =>
    /Next: |(?:comes|come) on \w+day/.test(words) ? person.status === 'active' : undefined,
  'days of practice are those that were told': ({ words, person }) => {
    const [said, count] = /This week: (\w+) days? so far/i.exec(words) ?? [];
    const days = (person.practisedOn ?? []).filter((date) => date >= '2026-11-23').length;
    return said && count!.toLowerCase() === ['no', 'one', 'two', 'three'][days];
  },
  'who is told of no reminders has none': ({ words, person }) =>
    words.includes('You have no reminders.') ? person.preferences.reminderDays.length === 0 : undefined,
  'a plan that reminders quote is of the lesson that they are about': ({ words, person, path }) =>
    /Your reminders, [\w ,]+, will quote it/.test(words)
      ? person.preferences.reminderDays.length > 0 && path.endsWith(`/${latestLesson(series, person.sent)!.id}`)
      : undefined,
  'a day in the plan of emails is a day of that kind': ({ words, person }) => {
    const said = [...words.matchAll(/(\w+day \d+ \w+) at [\d:]+(?: [ap]m)?: Lesson/g)].map(([, day]) => day);
    const days = daysAhead.filter((date) => kindOn(daysKey(person), date) === 'lesson').map(formatDate);
    return said.length === 0 ? undefined : said.every((day) => days.includes(day!));
  },
  'who chose to stop is told so, and nobody else': ({ words, person }) =>
    /chose to stop|stopped half way|weekly lessons have ended/.test(words) ? person.stoppedAt !== undefined : undefined,
  'who stopped is not told that every lesson was had': ({ words, person }) =>
    /had every lesson/.test(words) ? person.stoppedAt === undefined : undefined,
  'the last email is the one that leaves last': ({ words, last }) => {
    const [said, when] = /One last email comes on (\w+day \d+ \w+ at [\d:]+(?: [ap]m)?)/.exec(words) ?? [];
    return said && when === last;
  },
  'where one may stop there is a choice, and nowhere else': ({ words, person }) =>
    words.includes('Stop here, or go on?') ? mayStop(person, series) : undefined,
  'then is where they started': ({ words, person }) => {
    const [said, then] = /Stress: (\d+) of 10 in the week to 1 November/.exec(words) ?? [];
    return said && Number(then) === person.start?.stress;
  },
  'one is one and two are two': ({ words }) => !/\b1 (?:days|lessons|weeks|times|minutes|emails)\b/.test(words),
};
const daysAhead = Array.from({ length: 150 }, (_, day) => addDays('2026-11-23', day));

/** The pages that a link opens, those of a lesson for an earlier and a later one. */
const pages = Object.entries(links).flatMap(([name, link]): { name: string; purpose: LinkPurpose; path: string }[] => {
  if (!('purpose' in link) || link.path.includes(':file')) return [];
  const { path, purpose } = link;
  if (!path.includes(':lesson')) return [{ name, purpose, path }];
  return ['one', 'two'].map((lesson) => ({ name, purpose, path: path.replace(':lesson', lesson) }));
});

async function wordsOf(answer: Response): Promise<{ html: string; words: string }> {
  const html = await answer.text();
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  const selectors = [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'h1', options: { uppercase: false } },
    { selector: 'h2', options: { uppercase: false } },
    { selector: 'select', format: 'skip' },
    { selector: 'details.stored', format: 'skip' },
  ];
  return { html, words: convert(main, { wordwrap: false, selectors }).replaceAll(/\s+/g, ' ') };
}

describe('every page of a person', () => {
  it('claims only what is so, and leads nowhere into nothing, in each state', async () => {
    const wrong: string[] = [];
    const said = new Set<string>();
    for (const [number, state] of states.entries()) {
      const w = siteWorld();
      w.deps.series = libraryOf(series);
      const person = personIn(state);
      w.keep(person);
      for (const { week, to, days, stress, pain } of state.recentCheckIns ?? [])
        await w.deps.diary.record(person.id, { week, to, days, stress, pain, at: `${addDays(week, 1)}T06:00:00Z` });
      const { next, last } = nextByTheSender(person, w);
      const today = localDateAt(w.clock.now(), person.preferences.zone);
      const seen = new Set<string>();
      const ways = new Set<string>();
      for (const { name, purpose, path } of pages) {
        const answer = await w.get(path.replace(':token', w.tokenOf(purpose, idOf('ann'))));
        if (![200, 302, 303, 403, 405, 409, 410].includes(answer.status))
          wrong.push(`${number} ${name}: ${answer.status}`);
        if (answer.status !== 200) continue;
        const { html, words } = await wordsOf(answer);
        seen.add(name);
        for (const [claim, holds] of Object.entries(claims)) {
          const truth = holds({ person, words, next, last, today, path });
          if (truth !== undefined && truth !== '') said.add(claim);
          if (truth === false)
            wrong.push(
              `${number} ${name}, ${claim}: ${words.slice(0, 400)} ${JSON.stringify(state)} ${JSON.stringify(next)}`,
            );
        }
        for (const [, href = ''] of html.matchAll(/<a\b[^>]*? href="(\/[^"#]*)/g))
          ways.add(href.replaceAll('&amp;', '&'));
      }
      for (const way of ways) {
        const { status } = await w.get(way);
        if (status !== 200 && status !== 303 && status !== 302)
          wrong.push(`${number} a link leads to ${way}: ${status}`);
      }
      expect(seen.size).toBeGreaterThan(1);
    }
    expect(wrong).toEqual([]);
    expect([...said].toSorted()).toEqual(Object.keys(claims).toSorted());
  });

  it('is looked at in few states, which are of every kind', () => {
    expect(states.length).toBeLessThan(60);
    for (const [name, values] of Object.entries(classes))
      for (const value of values) expect(underWay.map((state) => state[name as keyof typeof state])).toContain(value);
  });
});
