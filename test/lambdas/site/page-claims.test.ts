import { describe, expect, it, test } from '@jest/globals';
import { latestLesson, owedBy } from '../../../lambdas/core/course/course.ts';
import { mayStop } from '../../../lambdas/core/course/halfway.ts';
import type { LinkPurpose } from '../../../lambdas/core/mail/link-purpose.ts';
import { links, type Links } from '../../../lambdas/core/mail/links.ts';
import { daysKey, kindOn, slotOn } from '../../../lambdas/core/person/preferences.ts';
import type { CheckIn } from '../../../lambdas/core/person/records.ts';
import { fieldNames, fields, type FieldName } from '../../../lambdas/core/person/fields.ts';
import { isPerson, type Person } from '../../../lambdas/core/person/subscriber.ts';
import { addDays, dueTick, localDateAt } from '../../../lambdas/core/time/calendar.ts';
import { datesIn } from '../../../lambdas/core/time/words.ts';
import { aSeries, idOf, libraryOf } from '../../support/builders.ts';
import { fieldClasses, statesOfPeople } from '../../support/field-classes.ts';
import { decoded, formsIn, type FormOnPage } from '../../support/forms-in.ts';
import { memoryLimits } from '../../support/memory-limits.ts';
import { memoryDiary } from '../../support/memory-subscribers.ts';
import { wayBackOn } from '../../support/take-back.ts';
import { siteWorld } from '../../support/site-world.ts';

const { formatDate, formatLongDate, formatSlot } = datesIn('en');

/*
 * Every page of a person, and what answers each of its forms, for people in which each state of a field meets each state of every other: what it claims
 * of dates, of what comes and of what was done must be so, every link must lead somewhere, and what is changed has a way back. The claims are read from the words, the facts from the rules that send.
 */

const lessons = { first: 'one', halfway: 'two', all: ['one', 'two', 'three'] };
const desk = { id: 'desk', title: 'Desk', choice: 'I sit', promise: 'It may help.', onDemand: false, offerAfter: [] };
const branches = [{ ...desk, lessons: aSeries(['desk-one']).lessons }];
const series = { ...aSeries([...lessons.all]), halfway: lessons.halfway, branches };
const another = { ...aSeries(['evening']), id: 'another', title: 'Another' };
const states = statesOfPeople(lessons);

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
  'the next lesson is the one that leaves next, then': (shown) => {
    const [said, title, when] = /Next: “([^”]+)”, ([^.]+)\./.exec(shown.words) ?? [];
    return said && title === shown.next?.title && when === shown.next?.when;
  },
  'a date for the next lesson is its date': (shown) => {
    const [said, when] =
      /next lesson (?:comes|is|also comes)[^.]*? on (\w+day \d+ \w+ at [\d:]+(?: [ap]m)?)/.exec(shown.words) ?? [];
    return said && when === shown.next?.when;
  },
  'who is told that every lesson was had has no lesson to come': (shown) =>
    /had every lesson|No more mail is planned/.test(shown.words) ? shown.next === undefined : undefined,
  'a pause that is named is on, until that day': ({ words, person, today }) => {
    const [said, until] = /Paused until \w+day (\d+ \w+ \d{4})/.exec(words) ?? [];
    return said && person.pausedUntil! > today && until === formatLongDate(person.pausedUntil!);
  },
  'who is called paused is': ({ words, person, today }) =>
    words.includes('mail is paused') ? (person.pausedUntil ?? '') > today : undefined,
  'people who are promised something get mail': ({ words, person }) =>
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
  'the last email is the one that leaves last': (shown) => {
    const [said, when] = /One last email comes on (\w+day \d+ \w+ at [\d:]+(?: [ap]m)?)/.exec(shown.words) ?? [];
    return said && when === shown.last;
  },
  'where one may stop there is a choice, and nowhere else': ({ words, person }) =>
    words.includes('Stop here, or go on?') ? mayStop(person, series) : undefined,
  'then is where they started': ({ words, person }) => {
    const [said, then] = /Stress: (\d+) of 10 in the week to 1 November/.exec(words) ?? [];
    return said && Number(then) === person.start?.stress;
  },
  'what the operator noted, and how somebody came, stands only where everything does that is stored': ({
    words,
    person,
    path,
  }) =>
    path.startsWith('/data/') || ![person.note, person.from].some((text) => text !== undefined && words.includes(text)),
  'one is one and two are two': ({ words }) => !/\b1 (?:days|lessons|weeks|times|minutes|emails)\b/.test(words),
};
const daysAhead = Array.from({ length: 150 }, (_, day) => addDays('2026-11-23', day));

const ann = idOf('ann');

/** Forms that change something and offer no way back next to what they say, and why. */
const noWayBack: { [Row in keyof Links]?: string } = {
  checkIn: 'The form can be sent again, with what was said in it.',
  start: 'The form can be sent again, with what was said in it.',
  goal: 'The form stands there still, with the line in it.',
  keep: 'The same button takes it back.',
  goOn: 'It is a way back.',
  takeBack: 'It is a way back.',
  undo: 'It is a way back.',
  calendar: 'The address that was made has a button to withdraw it.',
  healthData: 'What was deleted is gone, as the page says before.',
  erase: 'What was erased is gone, as the page says before.',
  voidLinks: 'The link of the page is void as well.',
};

/** The row of the table of links that an address is of. */
function rowOf(path: string): string {
  const matches = Object.entries(links).find(([, row]) =>
    new RegExp(`^${row.path.replaceAll(/:\w+(\{[^}]*\})?/g, '[^/]+')}$`).test(path),
  );
  return matches?.[0] ?? path;
}

/** The pages that a link opens, those of a lesson for an earlier and a later one. */
const pages = Object.entries(links).flatMap(([name, link]): { name: string; purpose: LinkPurpose; path: string }[] => {
  if (!('purpose' in link) || link.path.includes(':file')) return [];
  const { path, purpose } = link;
  if (!path.includes(':lesson')) return [{ name, purpose, path }];
  return ['one', 'two'].map((lesson) => ({ name, purpose, path: path.replace(':lesson', lesson) }));
});

/** The words of a page on one line, but for what is chosen from, and the list of everything that is stored. */
function wordsOf(html: string): string {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  const said = main.replaceAll(/<(select|details class="stored")[\s\S]*?<\/(select|details)>/g, ' ');
  return decoded(
    said.replaceAll(/<\/?(a|b|strong|em|span|svg|use|path)\b[^>]*>/g, '').replaceAll(/<[^>]*>/g, ' '),
  ).replaceAll(/\s+/g, ' ');
}

type World = ReturnType<typeof siteWorld>;

/** Stores somebody, as if nothing had been pressed. */
async function keep(person: Person, w: World): Promise<void> {
  w.keep(person);
  w.deps.limits = memoryLimits();
  w.deps.diary = memoryDiary();
  for (const { week, to, days, stress, pain } of person.recentCheckIns ?? []) {
    const told = { to, days, stress, pain, at: `${addDays(week, 1)}T06:00:00Z` };
    await w.deps.diary.record(person.id, { week, ...told } as CheckIn);
  }
}

/** What is not true on what somebody is shown. */
function untrueOn(html: string, path: string, w: World, said: Set<string>): string[] {
  const person = w.subscribers.profiles.get(ann);
  if (!isPerson(person)) return [];
  const today = localDateAt(w.clock.now(), person.preferences.zone);
  let found: ReturnType<typeof nextByTheSender> | undefined;
  const asked = () => (found ??= nextByTheSender(person, w));
  const shown: Shown = {
    person,
    words: wordsOf(html),
    get next() {
      return asked().next;
    },
    get last() {
      return asked().last;
    },
    today,
    path,
  };
  return Object.entries(claims).flatMap(([claim, holds]) => {
    const truth = holds(shown);
    if (truth !== undefined && truth !== '') said.add(claim);
    return truth === false ? [`${claim}: ${shown.words.slice(0, 400)} ${JSON.stringify([person, shown.next])}`] : [];
  });
}

/** What is stored, but for how often that was changed. */
const storedOf = (person: object | undefined) => JSON.stringify({ ...person, version: 0 });

/** An address without its token and what it says behind its question mark. */
const shapeOf = (path: string) => path.replace(/\?.*/, '').replace(/[\w-]+\.[\w.-]{40,}/, ':token');

/** What is sent from a form: as it stands there, with something said, with nothing, and with what nobody takes. */
function filledBy({ fields, filled, filledIn }: FormOnPage): Record<string, [string, string][]> {
  const typed = (value: string) =>
    fields.map(([name, was]): [string, string] => [name, filledIn.includes(name) ? value : was]);
  if (filledIn.length === 0) return { 'as it stands': fields };
  return { 'as it stands': fields, filled, empty: typed(''), wild: typed('<b>“2026-02-31”'.repeat(30)) };
}

test('the states are few, of every value of a field, and as the table stores people', () => {
  expect(states.length).toBeLessThan(75);
  for (const [name, values] of Object.entries(fieldClasses(lessons)))
    for (const value of values) expect(states.map((person) => person[name as FieldName])).toContainEqual(value);
  const unreadable = states.flatMap((person) =>
    Object.entries(person).filter(([name, value]) => !fields[name as FieldName].schema.safeParse(value).success),
  );
  expect(unreadable).toEqual([]);
});

describe('every page of a person', () => {
  it('claims only what is so, and leads nowhere into nothing, in each state; so does what answers each of its forms', async () => {
    const wrong: string[] = [];
    const said = new Set<string>();
    const answers = new Map<string, number>();
    /** By form, the values of fields with which it was sent. */
    const sentWith = new Map<string, Set<string>>();
    const leftWithout = new Set<string>();
    /** Links that were followed and are the same for everybody. */
    const followed = new Set<string>();
    for (const [number, person] of states.entries()) {
      const w = siteWorld();
      w.deps.series = libraryOf(series, another);
      await keep(person, w);
      const ways = new Set<string>();
      const forms = new Map<string, FormOnPage>();
      const opened = new Set<string>();
      for (const { name, purpose, path } of pages) {
        const address = path.replace(':token', w.tokenOf(purpose, ann));
        opened.add(address);
        const answer = await w.get(address);
        if (![200, 302, 303, 403, 405, 409, 410].includes(answer.status))
          wrong.push(`${number} ${name}: ${answer.status}`);
        if (answer.status !== 200) continue;
        const html = await answer.text();
        wrong.push(...untrueOn(html, path, w, said).map((claim) => `${number} ${name}, ${claim}`));
        for (const form of formsIn(html))
          forms.set(`${shapeOf(form.action)} ${form.button.replace(/\d{4}-.*/, 'a date')}`, form);
        for (const [, href = ''] of html.matchAll(/<a\b[^>]*? href="(\/[^"#]*)/g)) ways.add(decoded(href));
      }
      for (const way of ways) {
        if (opened.has(way) || followed.has(way)) continue;
        if (!shapeOf(way).includes(':token')) followed.add(way);
        const { status } = await w.get(way);
        if (status !== 200 && status !== 303 && status !== 302)
          wrong.push(`${number} a link leads to ${way}: ${status}`);
      }
      expect(ways.size).toBeGreaterThan(1);

      const values = fieldNames.map((name) => `${name} ${JSON.stringify(person[name])}`);
      for (const [form, shown] of forms) {
        const met = sentWith.get(form) ?? new Set<string>();
        if (values.every((value) => met.has(value))) continue;
        sentWith.set(form, new Set([...met, ...values]));
        for (const [how, fields] of Object.entries(filledBy(shown))) {
          await keep(person, w);
          const sent = await w.send(shown.action, fields);
          const answer = sent.status === 303 ? await w.get(sent.headers.get('Location')!) : sent;
          if (![200, 410, 422].includes(answer.status)) wrong.push(`${number} ${form}, ${how}: ${answer.status}`);
          answers.set(`${how} ${answer.status}`, (answers.get(`${how} ${answer.status}`) ?? 0) + 1);
          const html = await answer.text();
          wrong.push(
            ...untrueOn(html, (sent.headers.get('Location') ?? shown.action).replace(/\?.*/, ''), w, said).map(
              (claim) => `${number} ${form}, ${how}, ${claim}`,
            ),
          );
          const isChanged = storedOf(w.subscribers.profiles.get(ann)) !== storedOf(person);
          if (isChanged && wayBackOn(html) === undefined && !/action="[^"]*\/undo"/.test(html))
            leftWithout.add(rowOf(shown.action));
        }
      }
    }
    expect(wrong).toEqual([]);
    expect([...said].toSorted()).toEqual(Object.keys(claims).toSorted());
    expect([...leftWithout].toSorted()).toEqual(Object.keys(noWayBack).toSorted());
    // Forms were taken and refused, each in many states.
    for (const [answer, least] of [
      ['as it stands 200', 300],
      ['filled 200', 50],
      ['empty 422', 20],
      ['wild 422', 20],
    ] as const)
      expect([answer, (answers.get(answer) ?? 0) >= least]).toEqual([answer, true]);
  });
});
