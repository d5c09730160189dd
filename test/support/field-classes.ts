import { fieldNames, fields, type FieldName } from '../../lambdas/core/person/fields.ts';
import type { Person, Profile } from '../../lambdas/core/person/subscriber.ts';
import { aSubscriber, preferences } from './builders.ts';
import { fullPerson } from './full-person.ts';
import { pairsOf } from './pairs.ts';

/*
 * People in whom each state of a stored field meets each state of every other. The fields are those of the table in the core: one that is added there is
 * tried at once, without a value and with its example in full-person.ts, until it is said below which of its values pages and emails tell apart.
 */

/** The lessons that states are about: the first, the one half way, and all of a course, which begins with these two. */
interface Lessons {
  first: string;
  halfway: string;
  all: readonly string[];
  branch?: string;
}

const health: readonly FieldName[] = ['recentCheckIns', 'goal', 'start', 'branch'];
const ofMoved: readonly FieldName[] = ['movedTo', 'movedAt', 'moveToldAt', 'moveFinishedAt'];
const ofLeft: readonly FieldName[] = ['unsubscribedAt', 'leavingReason', 'farewellAskedAt', 'farewellSentAt'];
/** What is about a lesson is of somebody who had one. */
const ofLessonsHad: readonly FieldName[] = [
  'again',
  'kept',
  'recentCheckIns',
  'goal',
  'start',
  'stoppedAt',
  'reminderSentOn',
  'reminderText',
  'earlier',
];

const calm = { week: '2026-11-09', to: '2026-11-08', days: '3-4', stress: 3, pain: 2 } as const;
const hard = { week: '2026-11-16', to: '2026-11-15', days: '0', stress: 10, pain: 10, noted: true } as const;

type Classes = { [Name in FieldName]?: readonly (Profile[Name] | undefined)[] };

/** Values that pages and emails tell apart, where these are more than whether there is one. */
const toldApart = ({ first, halfway, all, branch = 'desk' }: Lessons): Classes => {
  const sent = (ids: readonly string[]) => Object.fromEntries(ids.map((id, index) => [id, sentAt[index] ?? longAgo]));
  return {
    firstName: ['Ann', ''],
    status: fields.status.schema.options.filter((status) => status !== 'erased'),
    sent: [sent([]), sent([first]), sent([first, halfway]), sent(all)],
    preferences: [
      preferences(),
      preferences({ reminderDays: [3, 6] }),
      preferences({ zone: 'America/New_York' }),
      preferences({ zone: 'America/New_York', reminderDays: [3], reminderTime: '18:30' }),
    ],
    series: [aSubscriber().series],
    branch: [undefined, branch],
    pausedUntil: [undefined, '2026-11-10', '2026-11-24', '2026-12-20'],
    weeksBetween: [undefined, 2, 4],
    dayChanges: [undefined, { '2026-11-30': 'none' }, { '2026-11-30': 'none', '2026-12-02': 'lesson' }],
    leftOut: [undefined, [halfway], [...all]],
    again: [undefined, { lesson: first, at: '2026-11-20T06:00:00Z' }],
    kept: [undefined, [first]],
    practisedOn: [undefined, ['2026-11-23'], ['2026-11-16', '2026-11-18', '2026-11-23']],
    recentCheckIns: [undefined, [calm], [calm, hard]],
    ownPlan: [undefined, { lesson: halfway, text: 'When I sit down, I will begin.' }],
    goal: [undefined, 'walk to the market.'],
    start: [undefined, { to: '2026-11-01', stress: 6, pain: 5 }],
    stoppedAt: [undefined, '2026-11-17T06:00:00Z'],
  };
};
const sentAt = ['2026-11-09T06:00:00Z', '2026-11-16T06:00:00Z'];
const longAgo = '2026-11-02T06:00:00Z';

/** Fields whose value follows from the others. */
const following: { [Name in FieldName]?: (state: Partial<Person>) => Profile[Name] | undefined } = {
  id: ({ id }) => id ?? aSubscriber().id,
  address: () => aSubscriber().address,
  dueFrom: () => aSubscriber().dueFrom,
  confirmedAt: () => aSubscriber().confirmedAt,
  version: () => 7,
  format: () => undefined,
  erasedAt: () => undefined,
  lessonSentOn: ({ sent = {} }) => ([undefined, '2026-11-09'] as const)[Object.keys(sent).length] ?? lastOf(sent),
  completedAt: ({ status }) => (status === 'completed' ? sentAt[1]! : undefined),
  pausedAt: ({ pausedUntil }) => (pausedUntil === undefined ? undefined : '2026-11-08T06:00:00Z'),
  suppression: ({ status }) =>
    status === 'bounced' || status === 'complained'
      ? { reason: status === 'bounced' ? 'bounce' : 'complaint', at: '2026-11-20T05:00:00Z' }
      : undefined,
};
const lastOf = (sent: Person['sent']) => (Object.keys(sent).length === 0 ? undefined : '2026-11-16');

/** The values of every field that is tried. */
export function fieldClasses(lessons: Lessons): Record<string, readonly unknown[]> {
  const named = toldApart(lessons);
  const tried = fieldNames.filter((name) => !Object.hasOwn(following, name));
  return Object.fromEntries(
    tried.map((name) => [name, named[name] ?? [...(isOptional(name) ? [undefined] : []), fullPerson[name]]]),
  );
}

const isOptional = (name: FieldName) => fields[name].schema._zod.optin === 'optional';

/** Can somebody be so? Of fields that are not chosen yet nothing is known. */
function isPossible(row: Partial<Person>, { first, all }: Lessons): boolean {
  const has = (name: FieldName) => row[name] !== undefined;
  const lacks = (name: FieldName) => name in row && row[name] === undefined;
  const { status, sent, leftOut } = row;
  const had = sent === undefined ? undefined : Object.keys(sent).length;
  if (had === 0 && ofLessonsHad.some(has)) return false;
  if (has('ownPlan') && had !== undefined && had < 2) return false;
  if (health.some(has) && lacks('healthConsent')) return false;
  const [moved, left] = [ofMoved.some(has), ofLeft.some(has)];
  if (moved && (left || lacks('movedTo') || (status ?? 'moved') !== 'moved')) return false;
  if (left && (lacks('unsubscribedAt') || (status ?? 'unsubscribed') !== 'unsubscribed')) return false;
  if (status === 'moved' && lacks('movedTo')) return false;
  if (status === 'unsubscribed' && lacks('unsubscribedAt')) return false;
  if (has('again') && leftOut?.includes(first)) return false;
  // Somebody who has had or left out all has nowhere to stop, nor has who keeps a lesson a month; who asks for a lesson again goes on.
  const mayHaveStopped = (had ?? 2) === 2 && row.weeksBetween !== 4 && !has('again') && !leftOut?.includes(all[2]!);
  if (has('stoppedAt') && !mayHaveStopped) return false;
  // The end is after every lesson, or after stopping, and nothing of the course is left then.
  if (status !== 'completed') return true;
  const stopped = had === 2 || has('stoppedAt');
  if (had === 0 || had === 1 || has('again') || has('dayChanges')) return false;
  return stopped ? !lacks('stoppedAt') && mayHaveStopped : true;
}

/** The states of people: each pair of values that can be there together is there in one of them. */
export function statesOfPeople(lessons: Lessons): Person[] {
  const classes = fieldClasses(lessons);
  const possible = (row: object) => isPossible(row, lessons);
  // Of those under way pages and emails say most: they have each pair among themselves.
  const underWay = pairsOf({ ...classes, status: ['active'] }, (row) => possible({ ...row, status: 'active' }));
  return [...underWay, ...pairsOf(classes, possible, underWay)].map((row) => {
    const state: Partial<Person> = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
    const more = Object.entries(following).map(([name, value]) => [name, value(state)]);
    return { ...state, ...Object.fromEntries(more.filter(([, value]) => value !== undefined)) } as Person;
  });
}
