import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import { dynamoCounts } from '../../lambdas/adapters/dynamo/counts.ts';
import { isUnderWay, type Notice, whyNotFor } from '../../lambdas/core/course/notice.ts';
import { isoInstant, localDateAt } from '../../lambdas/core/time/calendar.ts';
import { queueHarms } from '../../lambdas/core/sending/queue-harms.ts';
import type { EventFeedState } from '../../lambdas/core/sending/in-doubt.ts';
import { inPresentZone } from '../../lambdas/core/person/preferences.ts';
import { isPerson, statusAt, type SubscriberStatus } from '../../lambdas/core/person/subscriber.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import { formatSendState, goesOut, readSendState, type SendState } from '../console/send-state.ts';
import { namesOf, type PerQueue } from '../local/queues.ts';
import type { ServiceConnection } from './connection.ts';
import type { NeedCode, NoticeCode } from './json/codes.ts';
import { noticeCode, stateOf } from './notice/notice-state.ts';
import { everybody } from './people.ts';
import { sendCode } from './send-code.ts';
import { type TimeZones, formatTimeZones, timeZonesOf } from './time-zones.ts';
import { formatWriter, type Writer } from '../writer.ts';
import { addToday, type Today } from './today.ts';

interface MessageCounts {
  waiting: number;
  inWork: number;
  deadLetters: number;
}

export interface NoticeStanding {
  id: string;
  subject: string;
  code: NoticeCode;
  /** The same in words. */
  state: string;
  /** Its time was up before it had reached all. */
  late: boolean;
  /** Can it be stopped? */
  isUnderWay: boolean;
  /** How many people had it, and how many it has yet to reach. */
  had: number;
  toCome: number;
}

export interface Status {
  at: string;
  /** Which Weekwise runs; undefined for one from before it said so. */
  weekwise?: Writer | undefined;
  gate: SendState;
  plannedThrough?: string;
  /** Minutes by which the planner is behind. */
  plannerBehindMinutes?: number;
  feed: EventFeedState;
  timeZones: TimeZones;
  people: Partial<Record<SubscriberStatus, number>>;
  /** Active people in a series that is not offered, by its id: nothing is sent to them. */
  withdrawn: Record<string, number>;
  claims: { live: number; inDoubt: number };
  today: Today;
  /** Those under way, and of the last week those that did not reach all. */
  notices: NoticeStanding[];
  /** Of the last seven days that are over; undefined before the first night. */
  week?: { lessons: number; bounced: number; complained: number };
  queues: PerQueue<MessageCounts>;
}

/** How the service stands: may mail go out, does the planner keep up, who is there, what waits, what was set aside. */
export async function readStatus(connection: ServiceConnection): Promise<Status> {
  const now = connection.clock.now();
  const planning = await connection.control.planning();
  const notices = noticesToTell(planning.notices, now);
  const [gate, feed, counts, { inZones, ...people }, week] = await Promise.all([
    readSendState(connection.control),
    connection.control.eventFeed(),
    Promise.all(
      namesOf(connection.queues).map(
        async (name) => [name, await countMessages(connection, connection.queues[name]!)] as const,
      ),
    ),
    countPeople(connection, notices, now),
    countedWeek(connection, now),
  ]);
  const { plannedThrough } = planning;
  return {
    at: now.toString({ smallestUnit: 'second' }),
    weekwise: connection.writer,
    gate,
    ...(plannedThrough !== undefined && {
      plannedThrough,
      plannerBehindMinutes: Math.floor(Temporal.Instant.from(plannedThrough).until(now).total('minutes')),
    }),
    feed,
    timeZones: timeZonesOf(planning, inZones, now),
    ...people,
    ...(week !== undefined && { week }),
    queues: Object.fromEntries(counts) as Status['queues'],
  };
}

/** Those that are under way, and of the last week those that did not reach all. */
function noticesToTell(notices: readonly Notice[], now: Temporal.Instant): Notice[] {
  const weekAgo = isoInstant(now.subtract({ hours: 7 * 24 }));
  return notices.filter((notice) => isUnderWay(notice) || (notice.finished?.late && notice.finished.at > weekAgo));
}

function standingOf(notice: Notice): NoticeStanding {
  const { id, subject, finished } = notice;
  const late = finished?.late ?? false;
  return {
    id,
    subject,
    code: noticeCode(notice),
    state: stateOf(notice),
    late,
    isUnderWay: isUnderWay(notice),
    had: 0,
    toCome: 0,
  };
}

async function countPeople(
  connection: ServiceConnection,
  notices: readonly Notice[],
  now: Temporal.Instant,
): Promise<
  Pick<Status, 'people' | 'withdrawn' | 'claims' | 'today' | 'notices'> & { inZones: Record<string, number> }
> {
  const people: Status['people'] = {};
  const withdrawn: Status['withdrawn'] = {};
  const claims = { live: 0, inDoubt: 0 };
  const today: Today = { due: 0, sent: 0, late: 0 };
  const inZones: Record<string, number> = {};
  const standings = notices.map((notice) => [notice, standingOf(notice)] as const);
  for await (const one of everybody(connection)) {
    const claim = 'signUp' in one ? one.signUp.claim : isPerson(one.subscriber) ? one.subscriber.claim : undefined;
    if (claim !== undefined) {
      const ageSeconds = Temporal.Instant.from(claim.at).until(now).total('seconds');
      claims[ageSeconds < timings.claimLife ? 'live' : 'inDoubt'] += 1;
    }
    if ('subscriber' in one && isPerson(one.subscriber)) {
      const { subscriber } = one;
      const series = connection.series.of(subscriber);
      addToday(today, subscriber, series, now);
      for (const [notice, standing] of standings) {
        const why = whyNotFor(subscriber, notice, now);
        if (why === 'had-it') standing.had += 1;
        else if (why === undefined) standing.toCome += 1;
      }
      const { zone } = inPresentZone(subscriber.preferences);
      if (subscriber.status === 'active') inZones[zone] = (inZones[zone] ?? 0) + 1;
      if (subscriber.status === 'active' && series.withdrawn) withdrawn[series.id] = (withdrawn[series.id] ?? 0) + 1;
    }
    if ('signUp' in one && one.signUp.expiresAt <= now.toString()) continue;
    const status = 'signUp' in one ? 'pending' : statusAt(one.subscriber, now);
    people[status] = (people[status] ?? 0) + 1;
  }
  return { people, withdrawn, claims, today, notices: standings.map(([, standing]) => standing), inZones };
}

async function countedWeek({ table, series }: ServiceConnection, now: Temporal.Instant): Promise<Status['week']> {
  const counts = await Promise.all(series.all.map(async ({ id }) => dynamoCounts(table).read(id)));
  if (counts.every(({ now: counted }) => counted === undefined)) return undefined;
  // A day on which nothing happened has no numbers.
  const from = localDateAt(now.subtract({ hours: 7 * 24 }), 'UTC');
  const last = counts
    .flatMap(({ days }) => Object.entries(days))
    .flatMap(([day, numbers]) => (day >= from ? [numbers] : []));
  const sum = (what: 'lessons' | 'bounced' | 'complained') => last.reduce((total, day) => total + day[what], 0);
  return { lessons: sum('lessons'), bounced: sum('bounced'), complained: sum('complained') };
}

export async function countMessages(
  { sqs }: Pick<ServiceConnection, 'sqs'>,
  { url, deadLetterUrl }: ServiceConnection['queues']['send'],
): Promise<MessageCounts> {
  const [own, dead] = await Promise.all(
    [url, deadLetterUrl].map(async (QueueUrl) => {
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      return {
        waiting:
          Number(Attributes['ApproximateNumberOfMessages'] ?? 0) +
          Number(Attributes['ApproximateNumberOfMessagesDelayed'] ?? 0),
        inWork: Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
      };
    }),
  );
  return { ...own!, deadLetters: dead!.waiting + dead!.inWork };
}

/** Something that does not go on by itself. */
export interface Need {
  code: NeedCode;
  /** The series, notice or queue that it is about. */
  about?: string;
  /** The line of {@link formatStatus} that it concerns. */
  line: string;
  /** With the command that helps. */
  says: string;
}

/** What does not go on by itself. Mail in doubt does. */
function needsOf({ gate, plannerBehindMinutes = 0, withdrawn, today, notices, queues }: Status): Need[] {
  const needs: Need[] = [];
  if (!goesOut(gate)) needs.push({ code: 'mail-stopped', line: 'Mail', says: formatSendState(gate) });
  if (plannerBehindMinutes > behindMinutesMax) {
    const says = `${plannerBehindMinutes} minutes BEHIND: is its schedule enabled?`;
    needs.push({ code: 'planner-behind', line: 'Planner', says });
  }
  for (const [series, count] of Object.entries(withdrawn)) {
    const says = `${count} active people in ${series}, which IS NOT OFFERED: offer it again, or npx weekwise series move ${series} <to>`;
    needs.push({ code: 'series-retired', about: series, line: 'Nothing for', says });
  }
  for (const { id, state, late } of notices) {
    if (late) needs.push({ code: 'notice-ended-early', about: id, line: 'Notices', says: `${id} ${state}` });
  }
  if (today.late > 0) {
    needs.push({ code: 'lessons-late', line: 'Lessons', says: `${today.late} LATE: npx weekwise audit says whose` });
  }
  for (const name of namesOf(queues)) {
    const { deadLetters } = queues[name]!;
    if (deadLetters === 0) continue;
    const help = `fix the cause, then weekwise dead-letters redrive ${name}. ${queueHarms[name].deadLetters}`;
    needs.push({ code: 'dead-letters', about: name, line: name, says: `${deadLetters} DEAD LETTERS: ${help}` });
  }
  return needs;
}

/** What needs a hand, one each. */
export function whatToDo(status: Status): Need[] {
  return needsOf(status);
}

/** For programs: how it stands, with codes to go by. */
export function statusAsData(status: Status) {
  const { gate } = status;
  return {
    ...status,
    sending: { goesOut: goesOut(gate), code: sendCode(gate) },
    attention: needsOf(status).map(({ code, about, says }) => ({ code, about, says })),
  };
}

/** Is there anything that does not go on by itself? */
export function needsAttention(status: Status): boolean {
  return needsOf(status).length > 0;
}

/** The same for people to read; what needs a hand comes with the command that helps. */
export function formatStatus(status: Status): string {
  const { at, gate, plannedThrough, feed, timeZones, people, claims, today, notices, week, queues } = status;
  const needs = needsOf(status);
  const saidOf = (line: string) => needs.flatMap((need) => (need.line === line ? [need.says] : []));
  const also = (line: string) =>
    saidOf(line)
      .map((says) => `, ${says}`)
      .join('');
  const counted = Object.entries(people).map(([name, count]) => `${name} ${count}`);
  const rows: [name: string, says: string][] = [
    ['Weekwise', formatWriter(status.weekwise)],
    ['Mail', formatSendState(gate)],
    [
      'Planner',
      plannedThrough === undefined ? 'has not run yet' : `planned through ${plannedThrough}${also('Planner')}`,
    ],
    [
      'Send events',
      feed.heardAt === undefined ? 'none yet' : `last one at ${feed.heardAt}, feed healthy since ${feed.openSince}`,
    ],
    ['Time zones', formatTimeZones(timeZones)],
    ['People', counted.join(', ') || 'none yet'],
    ...saidOf('Nothing for').map((says): [string, string] => ['Nothing for', says]),
    ['Lessons', `${today.due} due today (UTC), ${today.sent} sent${also('Lessons')}`],
  ];
  for (const { id, state, had, toCome } of notices) {
    rows.push(['Notice', `${id}: ${state}; ${had} had it, ${toCome} to come`]);
  }
  if (week !== undefined) {
    const { lessons, bounced, complained } = week;
    const says = `${lessons} lessons; ${rateOf(bounced, lessons)} people bounced, ${rateOf(complained, lessons)} complained`;
    rows.push(['Seven days', says]);
  }
  rows.push(['Claims', `${claims.live} at work, ${claims.inDoubt} in doubt`]);
  for (const [name, { waiting, inWork }] of Object.entries(queues)) {
    rows.push([name, `${waiting} waiting, ${inWork} in work${also(name)}`]);
  }
  return [`At ${at}`, ...rows.map(([name, says]) => `${name.padEnd(12)} ${says}`)].join('\n');
}

/** The planner runs every quarter hour: one run may be missed. */
export const behindMinutesMax = 30;

/** Per lesson: SES’s own rates are per mail, and so a little lower. */
function rateOf(part: number, whole: number): string {
  return whole === 0 ? String(part) : `${part} (${((100 * part) / whole).toFixed(2)} %)`;
}
