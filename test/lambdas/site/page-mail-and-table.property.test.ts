import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, dueTick, isoInstant, localDateAt } from '../../../lambdas/core/time/calendar.ts';
import { nextLessonSlot, owedBy } from '../../../lambdas/core/course/course.ts';
import { mailTo } from '../../../lambdas/core/sending/mailing.ts';
import { daysKey, dueKeyOf, kindOn } from '../../../lambdas/core/person/preferences.ts';
import { isPerson, type Person } from '../../../lambdas/core/person/subscriber.ts';
import { upcoming } from '../../../lambdas/core/course/upcoming.ts';
import { datesIn } from '../../../lambdas/core/time/words.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf, preferences } from '../../support/builders.ts';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

const { formatSlot } = datesIn('en');

/*
 * From every state of a person, through every kind of button and mail: the next lesson that the settings page promises, the one that a mail made now
 * would promise, and the one that the calendar brings by what is stored are the same.
 */

const id = idOf('ann');
const desk = { id: 'desk', title: 'Desk', choice: 'I sit', promise: 'It may help.', onDemand: false, offerAfter: [] };
const series = {
  ...aSeries(['one', 'two', 'three', 'four']),
  monthly: ['three', 'four'],
  halfway: 'two',
  branches: [{ ...desk, lessons: aSeries(['desk-one', 'desk-two']).lessons }],
};
const lessonIds = ['one', 'two', 'three', 'four', 'desk-one', 'desk-two'];

/** A person of any status, paused or not, weekly or monthly, with or without a branch, wherever they are in the course. */
const anyPerson = fc
  .record({
    status: fc.constantFrom('active', 'completed', 'unsubscribed', 'bounced', 'complained'),
    sent: fc.uniqueArray(fc.constantFrom(...lessonIds)),
    reminderDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
    lessonDay: fc.integer({ min: 1, max: 7 }),
    paused: fc.boolean(),
    monthly: fc.boolean(),
    branch: fc.boolean(),
    leftOut: fc.boolean(),
    again: fc.boolean(),
    stopped: fc.boolean(),
  })
  .map(({ status, sent, reminderDays, lessonDay, paused, monthly, branch, leftOut, again, stopped }) =>
    aSubscriber({
      status: status as Person['status'],
      preferences: preferences({ reminderDays, lessonDay }),
      sent: Object.fromEntries(sent.map((lesson, index) => [lesson, `2026-10-${10 + index}T06:00:00Z`])),
      ...(sent.length > 0 && { lessonSentOn: '2026-11-16' }),
      ...(paused && { pausedUntil: '2026-12-09' }),
      ...(monthly && { weeksBetween: 4 }),
      ...(branch && { branch: 'desk' }),
      ...(leftOut && { leftOut: ['two'] }),
      ...(again && sent.length > 0 && { again: { lesson: sent[0]!, at: '2026-11-17T00:00:00Z' } }),
      ...(stopped && { stoppedAt: '2026-11-17T00:00:00Z' }),
      ...(status === 'unsubscribed' && { unsubscribedAt: '2026-11-20T00:00:00Z' }),
    }),
  );

type Site = ReturnType<typeof siteWorld>;

/** Everything that a person, their mailbox or time can do. */
const acts: Record<string, (w: Site) => Promise<unknown>> = {
  save: (w) => w.post(settingsOf(w), { ...signUpFields, lessonDay: '4', reminderDays: '6', locale: 'en' }),
  'choose another rhythm': (w) =>
    w.post(settingsOf(w), {
      ...signUpFields,
      reminderDays: '6',
      reminderTime: '18:30',
      weeksBetween: '2',
      locale: 'en',
    }),
  pause: (w) => w.post(`${settingsOf(w)}/pause`, { weeks: '2' }),
  resume: (w) => w.post(`${settingsOf(w)}/resume`),
  'choose a branch': (w) => w.post(`${settingsOf(w)}/branch`, { branch: 'desk', health: 'yes' }),
  'choose no branch': (w) => w.post(`${settingsOf(w)}/branch`, { branch: '' }),
  'start again': (w) => w.post(`/again/${w.tokenOf('settings', id)}`),
  'keep monthly': (w) => w.post(`/again/${w.tokenOf('settings', id)}/monthly`),
  'stop half way': (w) => w.post(`/half-way/${w.tokenOf('settings', id)}/stop`),
  'go on after that': (w) => w.post(`/half-way/${w.tokenOf('settings', id)}/go-on`),
  'stop reminders': (w) => w.post(`/reminders/${w.tokenOf('settings', id)}`, { stop: 'yes' }),
  travel: (w) => w.post(`/zone/${w.tokenOf('settings', id)}`, { zone: 'Asia/Tokyo' }),
  'have it again': (w) => w.post(`${courseOf(w)}/again`, { lesson: 'one' }),
  'skip a lesson': (w) => w.post(`${courseOf(w)}/leave-out`, { lesson: 'two' }),
  'skip the next mail': async (w) => {
    const [next] = nextMails(w);
    return w.post(`${courseOf(w)}/skip-mail`, { date: next?.slot.localDate ?? '2026-11-30' });
  },
  'everything as usual': (w) => w.post(`${courseOf(w)}/as-usual`),
  'check in': (w) => w.post(`/check-in/${w.tokenOf('diary', id)}`, { days: '5-7', stress: '3', health: 'yes' }),
  practise: (w) => w.post(`/did-it/${w.tokenOf('diary', id)}`, { when: 'today' }),
  leave: (w) => w.post(`/unsubscribe/${w.tokenOf('unsubscribe', id)}`),
  'undo leaving': (w) => w.post(`/unsubscribe/${w.tokenOf('undo', id)}/undo`),
  'sign up again': async (w) => {
    const at = isoInstant(w.clock.now());
    const expiresAt = isoInstant(w.clock.now().add({ hours: 24 }));
    w.subscribers.signUps.set(id, aSignUp({ requestedAt: at, expiresAt }));
    return w.post(`/confirm/${w.tokenOf('confirm', id)}`);
  },
  'the next mail comes': async (w) => {
    const [next] = nextMails(w);
    if (next === undefined) return;
    const { slot, kind, lesson } = next;
    w.clock.at = dueTick(slot);
    const claim = { id: idOf('claim'), delivery: `${kind}:${slot.localDate}`, at: isoInstant(w.clock.now()) };
    const weekly = kind === 'reminder' ? ('reminder' as const) : ('lesson' as const);
    const taken = await w.subscribers.claim(id, { kind: weekly, slot, claim });
    if (!taken.claimed) throw new Error(`The table refuses the ${kind} of ${slot.localDate} that the page lists`);
    const record = { claimId: claim.id, localDate: slot.localDate, at: claim.at };
    await w.subscribers.recordSent(id, { ...record, kind, ...(kind === 'lesson' && { lesson }) });
  },
  'three days go by': async (w) => void (w.clock.at = w.clock.at.add({ hours: 72 })),
};

const settingsOf = (w: Site) => `/settings/${w.tokenOf('settings', id)}`;
const courseOf = (w: Site) => `/course/${w.tokenOf('diary', id)}`;
function nextMails(w: Site) {
  const person = w.subscribers.profiles.get(id);
  return isPerson(person) ? upcoming(person, series, w.clock.now(), 4) : [];
}

async function onThePage(w: Site): Promise<string> {
  const page = await (await w.get(settingsOf(w))).text();
  return /<p class="lede">Next: (?:“[^”]*”, )?(.*?)\.<\/p>/.exec(page)?.[1] ?? '';
}

/** What a mail that is made now says of the next lesson. */
async function inTheMail(w: Site, person: Person): Promise<string> {
  const about = {
    kind: 'welcome' as const,
    claim: { id: idOf('c'), delivery: 'welcome', at: isoInstant(w.clock.now()) },
  };
  const template = { subject: () => '', html: () => '', text: ({ nextLesson }: { nextLesson: string }) => nextLesson };
  const mail = await mailTo(
    person,
    { ...about, template },
    {
      ...w.deps,
      contacts: () => w.deps.contacts,
      composer: { compose: async ({ text }) => new TextEncoder().encode(text) },
      sender: { ...w.deps.sender, weeklyFrom: 'a@example.com', accountFrom: 'b@example.com' },
    },
  );
  return new TextDecoder().decode(mail.raw);
}

/** The first lesson that the calendar brings, day by day, if nothing else happens. */
function inTheCalendar(w: Site, person: Person): string {
  const { zone, sendTime } = person.preferences;
  const today = localDateAt(w.clock.now(), zone);
  for (let offset = 0; offset < 90; offset += 1) {
    const slot = { zone, localDate: addDays(today, offset), localTime: sendTime };
    const due = dueTick(slot);
    const kind = kindOn(daysKey(person), slot.localDate);
    if (kind !== 'lesson' || Temporal.Instant.compare(due, w.clock.now()) <= 0) continue;
    if (owedBy(slot, kind, person, series, due).owed === 'lesson') return formatSlot(slot);
  }
  return '';
}

test('page, mail and table agree on the next lesson, whatever state somebody is in and whatever they do', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyPerson,
      fc.array(fc.constantFrom(...Object.keys(acts)), { minLength: 1, maxLength: 6 }),
      async (person, names) => {
        const w = siteWorld();
        w.deps.series = libraryOf(series);
        w.keep(person);
        for (const name of names) {
          await acts[name]!(w);
          const stored = w.subscribers.person(id);
          const next = nextLessonSlot(stored, series, w.clock.now());
          const words = next === undefined ? '' : formatSlot(next);
          const isDue = async () =>
            (await w.subscribers.pageDue(dueKeyOf(stored.preferences), { limit: 9 })).due.some((one) => one.id === id);
          expect({
            after: name,
            page: await onThePage(w),
            mail: await inTheMail(w, stored),
            calendar: inTheCalendar(w, stored),
            inTheIndex: await isDue(),
          }).toEqual({
            after: name,
            page: words,
            mail: words,
            calendar: stored.status === 'active' ? words : '',
            inTheIndex: stored.status === 'active',
          });
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('“one lesson a month” is one email in four weeks, whatever reminders they had, unless they ask for reminders again', async () => {
  await fc.assert(
    fc.asyncProperty(anyPerson, fc.boolean(), async (person, asksAgain) => {
      const w = siteWorld();
      w.deps.series = libraryOf(series);
      w.keep({ ...person, status: 'completed' });
      await acts['keep monthly']!(w);
      if (asksAgain) await acts['save']!(w);
      const stored = w.subscribers.person(id);
      expect(stored).toMatchObject({ status: 'active', weeksBetween: 4 });
      const mails = upcoming(stored, series, w.clock.now(), 99);
      const reminders = mails.filter(({ kind }) => kind === 'reminder');
      expect(reminders.length > 0).toBe(asksAgain);
      const dates = mails.filter(({ kind }) => kind === 'lesson').map(({ slot }) => slot.localDate);
      for (const [index, date] of dates.slice(1).entries()) expect(date >= addDays(dates[index]!, 22)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
