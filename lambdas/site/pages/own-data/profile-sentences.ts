import { pageLanguage } from '../../../content/page-language.ts';
import { words } from '../../../content/words.ts';
import { nameOf } from '../../../core/kit/language-facts.ts';
import type { Fields } from '../../../core/person/fields.ts';
import { noticeWords } from '../../../core/person/notice-id.ts';
import type { Start } from '../../../core/person/stored-values.ts';
import { formatDate, formatInstant, formatLongDate, formatReminders, formatSchedule } from '../../kit/spoken.ts';
import { leavingReason } from '../unsubscribe/reasons.ts';
import type { Sentences } from './sentence.ts';

const says = words.stored.profile;

/** What is said of each field of a profile: the tables of what is stored are core/person/fields.ts. */
export const profileSentences: Sentences<Fields> = {
  id: (id) => says.id({ id }),
  address: (address) => says.address({ address }),
  firstName: (name) => (name === '' ? says.noFirstName : says.firstName({ name })),
  status: (status) => says.status({ status }),
  preferences: (preferences) => {
    const reminders = formatReminders(preferences);
    const values = { schedule: formatSchedule(preferences), language: nameOf(preferences.locale, pageLanguage()) };
    return reminders === '' ? says.preferencesAlone(values) : says.preferences({ ...values, reminders });
  },
  series: (series) => says.series({ series }),
  dueFrom: (at) => says.dueFrom({ at: formatInstant(at) }),
  sent: (sent) => {
    // The table keeps no order within a value.
    const inOrder = Object.entries(sent).sort(([, a], [, b]) => (a < b ? -1 : 1));
    const lessons = inOrder.map(([lesson, at]) => lessonOn({ lesson, at }));
    return lessons.length === 0 ? says.noneSent : says.sent({ lessons: lessons.join(', ') });
  },
  lessonSentOn: (date) => says.lessonSentOn({ date: formatLongDate(date) }),
  reminderSentOn: (date) => says.reminderSentOn({ date: formatLongDate(date) }),
  reminderText: (text) => says.reminderText({ number: String(text + 1) }),
  welcomeSentAt: (at) => says.welcomeSentAt({ at: formatInstant(at) }),
  completedAt: (at) => says.completedAt({ at: formatInstant(at) }),
  stoppedAt: (at) => says.stoppedAt({ at: formatInstant(at) }),
  wentOnAt: (at) => says.wentOnAt({ at: formatInstant(at) }),
  linkMailedAt: (at) => says.linkMailedAt({ at: formatInstant(at) }),
  linkMailedBefore: (at) => (at < '1971' ? says.noLinkMailedBefore : says.linkMailedBefore({ at: formatInstant(at) })),
  onDemandSentAt: (at) => says.onDemandSentAt({ at: formatInstant(at) }),
  followUpSentAt: (at) => says.followUpSentAt({ at: formatInstant(at) }),
  notices: (ids) => says.notices({ list: titled(ids.map(noticeWords)) }),
  farewellAskedAt: (at) => says.farewellAskedAt({ at: formatInstant(at) }),
  farewellSentAt: (at) => says.farewellSentAt({ at: formatInstant(at) }),
  pausedUntil: (date) => says.pausedUntil({ date: formatLongDate(date) }),
  pausedAt: (at) => says.pausedAt({ at: formatInstant(at) }),
  unsubscribedAt: (at) => says.unsubscribedAt({ at: formatInstant(at) }),
  leavingReason: (reason) => says.leavingReason({ reason: leavingReason(reason) }),
  erasedAt: (at) => says.erasedAt({ at: formatInstant(at) }),
  branch: (branch) => says.branch({ branch }),
  healthConsent: ({ at }) => says.healthConsent({ at: formatInstant(at) }),
  from: (name) => says.from({ name }),
  note: (note) => says.note({ note }),
  importedBy: (list) => says.importedBy({ list }),
  weeksBetween: (weeks) => says.weeksBetween({ weeks }),
  again: ({ lesson, at }) => says.again({ lesson, at: formatInstant(at) }),
  earlier: (earlier) => says.earlier({ lessons: earlier.map(lessonOn).join(', ') }),
  hadBefore: (lessons) => says.hadBefore({ lessons: titled(lessons) }),
  leftOut: (lessons) => says.leftOut({ lessons: titled(lessons) }),
  kept: (lessons) => says.kept({ lessons: titled(lessons) }),
  dayChanges: (changes) => {
    const days = Object.entries(changes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([date, what]) => says[what === 'none' ? 'dayWithout' : 'dayWithLesson']({ date: formatDate(date) }));
    return says.dayChanges({ days: days.join(', ') });
  },
  ownPlan: ({ lesson, text }) => says.ownPlan({ lesson, plan: text }),
  goal: (goal) => says.goal({ goal }),
  start: ({ to, ...numbers }) => says.start({ date: formatDate(to), scores: scores(numbers).join(', ') }),
  practisedOn: (dates) => says.practisedOn({ days: dates.map(formatDate).join(', ') }),
  feed: () => says.feed,
  recentCheckIns: (weeks) => {
    const said = weeks.map(({ week, days, lesson, ...numbers }) => {
      const values = { date: formatDate(week), days };
      const practice = lesson === undefined ? says.checkIn(values) : says.checkInOf({ ...values, lesson });
      return [practice, ...scores(numbers)].join(', ');
    });
    return says.recentCheckIns({ weeks: said.join('; ') });
  },
  coachingOff: (off) => (off ? says.coachingOff : says.coachingOn),
  scoresInMails: (wanted) => (wanted ? says.scoresInMails : says.noScoresInMails),
  claim: ({ delivery, at }) => says.claim({ delivery, at: formatInstant(at) }),
  suppression: ({ reason, at }) => says[reason === 'complaint' ? 'complained' : 'bounced']({ at: formatInstant(at) }),
  softBounces: (bounces) => says.softBounces({ times: bounces.map(({ at }) => formatInstant(at)).join(', ') }),
  confirmedAt: (at) => says.confirmedAt({ at: formatInstant(at) }),
  version: (version) => says.version({ n: version }),
  movedTo: (id) => says.movedTo({ id }),
  movedAt: (at) => says.movedAt({ at: formatInstant(at) }),
  moveToldAt: (at) => says.moveToldAt({ at: formatInstant(at) }),
  moveFinishedAt: (at) => says.moveFinishedAt({ at: formatInstant(at) }),
  movedFrom: (id) => says.movedFrom({ id }),
  epoch: (times) => says.epoch({ n: times }),
  format: (format) => says.format({ format: String(format) }),
};

function lessonOn({ lesson, at }: { lesson: string; at: string }): string {
  return says.lesson({ lesson, at: formatInstant(at) });
}

function titled(lessons: readonly string[]): string {
  return lessons.map((lesson) => says.titled({ lesson })).join(', ');
}

function scores({ stress, pain, enjoyment, activity, active }: Omit<Start, 'to'>): string[] {
  return [
    ...(stress === undefined ? [] : [says.stress({ score: String(stress) })]),
    ...(pain === undefined ? [] : [says.pain({ score: String(pain) })]),
    ...(enjoyment === undefined ? [] : [says.enjoyment({ score: String(enjoyment) })]),
    ...(activity === undefined ? [] : [says.activity({ score: String(activity) })]),
    ...(active === undefined ? [] : [says.active({ days: String(active) })]),
  ];
}
