import { Temporal } from 'temporal-polyfill';
import { dueTick } from '../../lambdas/core/calendar.ts';
import type { Person } from '../../lambdas/core/subscriber.ts';
import type { AcceptedMail } from '../../lib/local/engines/ses-mailbag.ts';
import type { Player } from './people.ts';

/** What was owed, what SES accepted, and where the two differ. Knows nothing of how the service decides. */
export interface Account {
  owed: number;
  accepted: number;
  duplicated: string[];
  /** Owed at a slot and not delivered by the next one either. */
  lost: string[];
  /** Delivered with the next slot instead of its own. */
  postponed: number;
  /** Claimed after somebody's leaving, complaint or bounce was answered. */
  afterEnd: string[];
  /** Late mail in the night, or two lessons in a day. */
  uncivil: string[];
  /** Lessons out of order, mails that were never asked for, work left behind. */
  wrong: string[];
  latestMinutes: number;
}

export interface Evidence {
  players: Player[];
  people: Map<string, Person>;
  mails: readonly AcceptedMail[];
  lessonIds: string[];
  /** Order in which claims reached the table, by claim id. */
  claimedAs: Map<string, number>;
  /** Order in which a person's leaving, complaint or bounce was answered, by address. */
  endedAs: Map<string, { order: number; by: 'leaving' | 'suppression' }>;
  confirmedAtMs: Map<string, number>;
  /** Before this instant slots may have been met by faults. */
  calmFromMs: number;
  endMs: number;
}

export function settleAccounts(evidence: Evidence): Account {
  const account: Account = {
    owed: 0,
    accepted: evidence.mails.length,
    duplicated: [],
    lost: [],
    postponed: 0,
    afterEnd: [],
    uncivil: [],
    wrong: [],
    latestMinutes: 0,
  };
  checkDuplicates(evidence, account);
  checkEnds(evidence, account);
  for (const player of evidence.players) checkCourse(player, evidence, account);
  return account;
}

function checkDuplicates({ mails }: Evidence, account: Account): void {
  const seen = new Set<string>();
  for (const { tags, destinations, sentAt, configurationSet } of mails) {
    const { subscriber, delivery = '', lesson } = tags;
    // Account mail answers what people ask, and they may ask again.
    if (subscriber === undefined || configurationSet === 'account') continue;
    const [kind] = delivery.split('_');
    const keys =
      kind === 'lesson' ? [`lesson ${lesson}`, delivery] : [delivery.startsWith('welcome') ? 'welcome' : delivery];
    for (const key of keys) {
      const name = `${destinations.join()} ${key}`;
      if (seen.has(name)) account.duplicated.push(`${name} again at ${sentAt}`);
      seen.add(name);
    }
  }
}

function checkEnds({ mails, claimedAs, endedAs }: Evidence, account: Account): void {
  for (const { tags, destinations, sentAt } of mails) {
    const ended = endedAs.get(destinations[0]!);
    const claimed = claimedAs.get(tags['claim'] ?? '');
    if (ended === undefined || claimed === undefined || claimed <= ended.order) continue;
    // Who left may ask for a farewell, and may sign up again. Who complained may not even do that.
    const [kind] = tags['delivery']!.split('_');
    if (!(ended.by === 'leaving' && (kind === 'farewell' || kind === 'confirmation')))
      account.afterEnd.push(`${destinations.join()} ${tags['delivery']} at ${sentAt}`);
  }
}

function checkCourse(player: Player, evidence: Evidence, account: Account): void {
  const { mails, people, lessonIds, calmFromMs, endMs, confirmedAtMs } = evidence;
  const person = people.get(player.address);
  const mine = mails.filter(({ destinations }) => destinations.includes(player.address));
  const weekly = mine.filter(({ tags }) => /^(lesson|reminder)_/.test(tags['delivery'] ?? ''));
  if (person === undefined) {
    if (confirmedAtMs.has(player.address)) account.wrong.push(`${player.address} confirmed and is not known`);
    if (weekly.length > 0) account.wrong.push(`${player.address} is mailed and never confirmed`);
    return;
  }
  const { zone, sendTime } = person.preferences;
  const lessons = weekly.filter(({ tags }) => tags['lesson'] !== undefined && tags['delivery']!.startsWith('lesson'));
  const got = lessons.map(({ tags }) => tags['lesson']!);
  if (got.join() !== lessonIds.slice(0, got.length).join()) {
    account.wrong.push(`${player.address} got ${got.join()} in this order`);
  }
  if (person.claim !== undefined) account.wrong.push(`${player.address} has a claim left: ${person.claim.delivery}`);
  const moved = player.act?.act === 'moves away';
  const days = new Set<string>();
  for (const { tags, sentAt } of weekly) {
    const local = Temporal.Instant.from(sentAt).toZonedDateTimeISO(zone);
    const [kind, localDate] = tags['delivery']!.split('_') as [string, string];
    const lateMinutes = dueTick({ zone, localDate, localTime: sendTime }).until(sentAt).total('minutes');
    if (!moved && lateMinutes > 60 && (local.hour < 7 || local.hour >= 21)) {
      account.uncivil.push(`${player.address} ${kind} at ${local.toString()}`);
    }
    if (kind !== 'lesson') continue;
    const day = local.toPlainDate().toString();
    if (!moved && days.has(day)) account.uncivil.push(`${player.address} got two lessons on ${day}`);
    days.add(day);
    if (!moved) account.latestMinutes = Math.max(account.latestMinutes, lateMinutes);
  }
  if (moved) return;
  const served = new Set(lessons.map(({ tags }) => tags['delivery']!.split('_')[1]!));
  const slots = courseSlots(player, person, endMs);
  // What is due around the day of the act itself may be decided either way.
  const untilMs = evidence.endedAs.has(player.address) ? player.act!.atMs - 8 * 86_400_000 : endMs;
  const owed = slots.filter(({ dueMs }) => dueMs <= untilMs);
  account.owed += owed.length;
  owed.forEach(({ localDate, dueMs }, index) => {
    if (served.has(localDate)) return;
    const next = slots[index + 1];
    if (dueMs < calmFromMs && next !== undefined && served.has(next.localDate)) account.postponed += 1;
    else account.lost.push(`${player.address} ${localDate}`);
  });
}

/** Every slot from which a person expects a lesson while they stay: each week from their confirmation on, but not while they pause. */
function courseSlots(player: Player, person: Person, endMs: number): { localDate: string; dueMs: number }[] {
  const { zone, sendTime, lessonDay } = person.preferences;
  const from = Temporal.Instant.from(person.dueFrom).toZonedDateTimeISO(zone).toPlainDate();
  const untilMs = endMs - 2 * 3_600_000;
  const owed: { localDate: string; dueMs: number }[] = [];
  for (let day = from.subtract({ days: 1 }); ; day = day.add({ days: 1 })) {
    if (day.dayOfWeek !== lessonDay) continue;
    const localDate = day.toString();
    const dueMs = dueTick({ zone, localDate, localTime: sendTime }).epochMilliseconds;
    if (dueMs > untilMs) return owed;
    if (dueMs < Temporal.Instant.from(person.dueFrom).epochMilliseconds) continue;
    if (pausedOn(player, person, localDate, dueMs)) continue;
    owed.push({ localDate, dueMs });
  }
}

function pausedOn(player: Player, { pausedUntil }: Person, localDate: string, dueMs: number): boolean {
  return pausedUntil !== undefined && localDate < pausedUntil && dueMs > player.act!.atMs - 8 * 86_400_000;
}
