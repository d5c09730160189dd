import type { AcceptedMail } from '../../lib/local/emulators/ses-mailbag.ts';
import { type Account, deliveryOf, type Evidence, mailsOf } from './account.ts';
import type { SentNotice } from './deeds/announcing.ts';
import { dueMs, localDate, wallClock } from './due-time.ts';
import type { Fact, Life } from './lives.ts';
import { dayMs, minuteMs } from './people.ts';
import { isHere, isPaused, leftDuringChange, scheduleAt } from './standing.ts';

/** What `docs/operating.md` and decision 0066 promise of a notice, written apart from the service. */

const hourMs = 60 * minuteMs;
/** So long people are tried; then what it says may not be true any more. */
const lastsHours = 72;
/** By day: from this hour to that one. */
const [dayFrom, dayTo] = [7, 21];
/** Once it is stopped. */
const stopsWithinMinutes = 2;
/** By so much the clocks of functions are off. */
const skewMs = minuteMs;
/** Time that is needed once the faults are over: six hours for what is in doubt, an hour until dead letters are put back, a night. */
const calmHours = 30;
/** How late it may come where nothing is in its way: it begins with a tick. */
const lateMinutesMax = 45;
/** A change of something is not expected to count for what comes so soon. */
const leadMinutes = 15;
/** From so many days after the end of faults on nothing is late. */
const settlingDays = 2;

/** The notices to one person: each once, while they are here, by their day, and to nobody whom it is not for. */
export function checkNotices(life: Life, evidence: Evidence, account: Account): void {
  const who = life.player.addresses[0]!;
  for (const notice of evidence.notices) {
    const mine = mailsOf(life, evidence.mails).filter(({ tags }) => tags['notice'] === notice.id);
    if (mine.length > 1) {
      account.duplicated.push(`${who} notice ${notice.id}, at ${mine.map(({ sentAt }) => sentAt).join(' and ')}`);
    }
    for (const mail of mine) checkOne(life, notice, mail, evidence, account);
    if (!isOwed(life, notice, evidence)) continue;
    account.noticesOwed += 1;
    const [first] = mine;
    if (first === undefined) account.lost.push(`${who} notice ${notice.id}`);
    else if (isLate(life, notice, Date.parse(first.sentAt), evidence)) {
      account.wrong.push(`${who} notice ${notice.id} came late, at ${first.sentAt}`);
    }
  }
}

function checkOne(life: Life, notice: SentNotice, mail: AcceptedMail, evidence: Evidence, account: Account): void {
  const { audience, atMs, stoppedMs = Infinity } = notice;
  const { restoration } = evidence;
  const ms = Date.parse(mail.sentAt);
  const wrong = (what: string) =>
    account.wrong.push(`${mail.destinations[0]} notice ${notice.id} at ${mail.sentAt}: ${what}`);
  if (ms > stoppedMs + stopsWithinMinutes * minuteMs) wrong('it was stopped');
  if (ms > atMs + lastsHours * hourMs + skewMs) wrong('its time was up');
  if (ms < atMs) wrong('before it was sent');
  // What they did between a backup and its restoration is forgotten.
  if (leftDuringChange(life, ms) || (restoration !== undefined && ms > restoration.restoredMs)) return;
  const { zone } = scheduleAt(life, ms);
  if (!isDay(ms + skewMs, zone) && !isDay(ms - skewMs, zone)) {
    account.uncivil.push(`${mail.destinations[0]} notice ${notice.id} at ${wallClock(ms, zone)}`);
  }
  if (!life.facts.some(({ is, beganMs }) => is === 'here' && beganMs < atMs)) wrong('they joined later');
  if (!audience.paused && isPaused(life, ms, localDate(ms, zone))) wrong('they asked for quiet');
  if (audience.zone !== undefined && audience.zone !== zone) wrong(`it is for ${audience.zone}`);
  if (audience.had !== undefined && !hadBy(life, audience.had, ms, evidence)) wrong('they did not have the lesson');
}

/** Do they surely expect it: here all the time, with nothing that would keep it from them, and with enough of its time after the faults? */
function isOwed(life: Life, { atMs, audience, stoppedMs }: SentNotice, evidence: Evidence): boolean {
  const { calmFromMs, endMs, restoration } = evidence;
  const untilMs = atMs + lastsHours * hourMs;
  if (stoppedMs !== undefined || untilMs > endMs) return false;
  if (untilMs - Math.max(atMs, calmFromMs) < calmHours * hourMs) return false;
  // A table that is restored stops what is under way, and has forgotten what people did.
  if (restoration !== undefined && untilMs > restoration.restoredMs) return false;
  const { zone } = scheduleAt(life, atMs);
  if (!isHere(life, atMs - leadMinutes * minuteMs)) return false;
  if (changesDuring(life, atMs, untilMs).some((fact) => decides(fact, audience))) return false;
  if (!audience.paused && isPaused(life, atMs, localDate(atMs, zone))) return false;
  if (audience.zone !== undefined && audience.zone !== zone) return false;
  return audience.had === undefined || hadBy(life, audience.had, atMs, evidence);
}

function changesDuring(life: Life, fromMs: number, untilMs: number): Fact[] {
  return life.facts.filter(({ beganMs, toldMs }) => beganMs < untilMs && toldMs > fromMs - leadMinutes * minuteMs);
}

/** May such a change decide whether they get it? Wherever they move, it reaches them. */
function decides({ is }: Fact, { paused, zone }: SentNotice['audience']): boolean {
  if (is === 'moved') return false;
  if (is === 'schedule') return zone !== undefined;
  if (is === 'paused' || is === 'resumed') return !paused;
  return true;
}

/** SES took the lesson for them. */
function hadBy(life: Life, lesson: string, ms: number, { mails }: Evidence): boolean {
  return mailsOf(life, mails).some(
    (mail) => deliveryOf(mail).kind === 'lesson' && mail.tags['lesson'] === lesson && Date.parse(mail.sentAt) <= ms,
  );
}

function isLate(life: Life, { atMs }: SentNotice, ms: number, { calmFromMs }: Evidence): boolean {
  if (atMs < calmFromMs + settlingDays * dayMs || changesDuring(life, atMs, ms).length > 0) return false;
  const { zone } = scheduleAt(life, atMs);
  const morning = `${String(dayFrom).padStart(2, '0')}:00`;
  const mornings = [0, dayMs].map((later) => dueMs(zone, localDate(atMs + later, zone), morning));
  const from = isDay(atMs, zone) ? atMs : mornings.find((one) => one > atMs)!;
  return ms > from + lateMinutesMax * minuteMs;
}

function isDay(ms: number, zone: string): boolean {
  const hour = Number(wallClock(ms, zone).slice(11, 13));
  return hour >= dayFrom && hour < dayTo;
}
