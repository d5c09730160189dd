import { describe, expect, it } from '@jest/globals';
import { convert } from 'html-to-text';
import { latestLesson, owedBy } from '../../../lambdas/core/course/course.ts';
import type { LinkPurpose } from '../../../lambdas/core/mail/link-purpose.ts';
import { links } from '../../../lambdas/core/mail/links.ts';
import { daysKey, kindOn, slotOn } from '../../../lambdas/core/person/preferences.ts';
import type { Person } from '../../../lambdas/core/person/subscriber.ts';
import { addDays, dueTick, localDateAt } from '../../../lambdas/core/time/calendar.ts';
import { formatDate, formatLongDate, formatSlot } from '../../../lambdas/core/time/words.ts';
import { aSeries, aSubscriber, idOf, preferences } from '../../support/builders.ts';
import { pairsOf } from '../../support/pairs.ts';
import { siteWorld } from '../../support/site-world.ts';

/*
 * Every page of a person, for people in which each state of a field meets each state of every other: what a page claims of dates, of what comes and
 * of what was done must be so, and every link on it must lead somewhere. The claims are read from the words, the facts from the rules that send.
 */

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
} as const;

/** What is about a lesson is of somebody who had it, and what is about health of somebody who had a lesson to speak of. */
const underWay = pairsOf(classes, ({ had: lessons, recentCheckIns, goal, again, kept, ownPlan, leftOut }) => {
  if (lessons?.length === 0 && [again, kept, recentCheckIns, goal].some((one) => one !== undefined)) return false;
  if (again !== undefined && leftOut?.includes('one')) return false;
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
    practisedOn: [undefined, ['2026-11-23']],
  } as const,
  ({ status, had: lessons, recentCheckIns, kept }) =>
    lessons?.length === 0 ? status !== 'completed' && recentCheckIns === undefined && kept === undefined : true,
);
const states = [...underWay, ...atTheEnd];

function personIn(state: (typeof states)[number]): Person {
  const { had: lessons, reminderDays, zone, status, recentCheckIns, goal, ...rest } = state;
  const isAboutHealth = recentCheckIns !== undefined || goal !== undefined;
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
  today: string;
  path: string;
}

/** What leaves next, by asking for every day to come what its slot owes. */
function nextByTheSender(person: Person, w: ReturnType<typeof siteWorld>): Shown['next'] {
  const series = w.deps.series.of(person);
  const today = localDateAt(w.clock.now(), person.preferences.zone);
  for (let day = 0; day < 150; day += 1) {
    const slot = slotOn('lesson', addDays(today, day), person.preferences);
    const due = dueTick(slot);
    if (due.epochMilliseconds <= w.clock.now().epochMilliseconds) continue;
    const owed = owedBy(slot, 'lesson', person, series, due);
    if (owed.owed === 'completion') return undefined;
    if (owed.owed === 'lesson') return { title: owed.lesson.title, when: formatSlot(slot) };
  }
  return undefined;
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
      ? person.preferences.reminderDays.length > 0 && path.endsWith(`/${latestLesson(aSeries(), person.sent)!.id}`)
      : undefined,
  'a day in the plan of emails is a day of that kind': ({ words, person }) => {
    const said = [...words.matchAll(/(\w+day \d+ \w+) at [\d:]+(?: [ap]m)?: Lesson/g)].map(([, day]) => day);
    const days = daysAhead.filter((date) => kindOn(daysKey(person), date) === 'lesson').map(formatDate);
    return said.length === 0 ? undefined : said.every((day) => days.includes(day!));
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
      const person = personIn(state);
      w.keep(person);
      const next = nextByTheSender(person, w);
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
          const truth = holds({ person, words, next, today, path });
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
