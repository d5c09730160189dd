import { daysLater, dueMs, localDate, wallClock, weekdayOf } from './due-time.ts';
import { type Account, deliveryOf, type Evidence, mailsOf } from './account.ts';
import type { Life } from './lives.ts';
import { dayMs, minuteMs, type Schedule } from './people.ts';
import { isHere, isPaused, leftDuringChange, scheduleAt } from './standing.ts';

/** Days from a slot on in which a change may still decide over its lesson: a fault may hold it up for so long. */
const undecidedDays = 8;
/** The same where no fault holds anything up. */
const undecidedMinutes = 120;
/** A change of something is not expected to work for slots that come sooner. */
const leadMinutes = 15;
/** Two lessons are so many days apart at least. */
const gapDays = 4;
/** After faults end, until everything has settled: circuits, claims in doubt, messages that are put back. */
const settlingDays = 2;
/** How late a lesson may leave where nothing is in its way. */
const lateMinutesMax = 20;

interface Slot {
  date: string;
  dueMs: number;
  schedule: Schedule;
}

/** The lessons of one person, against the slots from which they were owed. */
export function checkCourse(life: Life, evidence: Evidence, account: Account): void {
  const { lessonIds, calmFromMs, restoration } = evidence;
  const who = life.player.addresses[0]!;
  const mine = mailsOf(life, evidence.mails).map((mail) => ({
    ...deliveryOf(mail),
    sentMs: Date.parse(mail.sentAt),
    lesson: mail.tags['lesson'],
  }));
  const weekly = mine.filter(({ kind }) => kind === 'lesson' || kind === 'reminder');
  if (!life.facts.some(({ is }) => is === 'here')) {
    if (weekly.length > 0) account.wrong.push(`${who} is mailed and never confirmed`);
    return;
  }
  const lessons = weekly.filter(({ kind }) => kind === 'lesson');
  const got = lessons.map(({ lesson }) => lesson!);
  // A lesson that was owed while nobody knew whether it was sent is taken as sent: it is missing, and the order stays.
  const inOrder =
    restoration === undefined ? lessonIds.slice(0, got.length) : lessonIds.filter((id) => got.includes(id));
  if (got.join() !== inOrder.join()) account.wrong.push(`${who} got ${got.join()} in this order`);

  const days = new Set<string>();
  for (const { kind, on, sentMs } of weekly) {
    const schedule = scheduleAt(life, sentMs);
    const due = dueMs(schedule.zone, on, kind === 'reminder' ? schedule.reminderTime : schedule.sendTime);
    if (isUndecided(life, due, sentMs, restoration) || leftDuringChange(life, sentMs)) continue;
    const lateMinutes = (sentMs - due) / minuteMs;
    const local = wallClock(sentMs, schedule.zone);
    const hour = Number(local.slice(11, 13));
    if (lateMinutes < 0) account.wrong.push(`${who} ${kind} of ${on} left too early, at ${local}`);
    if (lateMinutes > 60 && (hour < 7 || hour >= 21)) account.uncivil.push(`${who} ${kind} at ${local}`);
    if (due >= calmFromMs + settlingDays * dayMs && lateMinutes > lateMinutesMax) {
      account.wrong.push(`${who} ${kind} of ${on} left ${Math.round(lateMinutes)} minutes late`);
    }
    if (kind !== 'lesson') continue;
    if (weekdayOf(on) !== schedule.lessonDay) account.wrong.push(`${who} lesson of ${on}, which is not their day`);
    if (days.has(local.slice(0, 10))) account.uncivil.push(`${who} got two lessons on ${local.slice(0, 10)}`);
    days.add(local.slice(0, 10));
    account.latestMinutes = Math.max(account.latestMinutes, lateMinutes);
  }

  const served = new Set(lessons.map(({ on }) => on));
  // What may have been taken as sent holds back the next as what was sent does.
  const maybeServed = new Set([...served, ...slotsInDoubt(life, restoration)]);
  const owed = slotsOwed(life, evidence).filter(({ date, schedule }) => !tooSoon(date, schedule, maybeServed));
  account.owed += owed.length;
  owed.forEach(({ date, dueMs: due }, index) => {
    if (served.has(date)) return;
    const next = owed[index + 1];
    if (due < calmFromMs && next !== undefined && served.has(next.date)) account.postponed += 1;
    else account.lost.push(`${who} lesson of ${date}`);
  });
}

/** The days of lessons that nobody knows of whether they were sent, because the table was put back around them. */
function slotsInDoubt(life: Life, restoration: Evidence['restoration']): string[] {
  if (restoration === undefined) return [];
  const from = localDate(restoration.backedUpMs - undecidedDays * dayMs, life.player.zone);
  const days = Math.ceil((restoration.acceptedMs - restoration.backedUpMs) / dayMs) + undecidedDays + 1;
  return Array.from({ length: days }, (_, day) => daysLater(from, day)).filter(
    (date) => weekdayOf(date) === scheduleAt(life, Date.parse(`${date}T12:00Z`)).lessonDay,
  );
}

/** Every slot from which a person surely expects a lesson: each week while they are here and do not pause. */
function slotsOwed(life: Life, { calmFromMs, endMs, restoration }: Evidence): Slot[] {
  const [first] = life.facts.filter(({ is }) => is === 'here');
  const owed: Slot[] = [];
  let date = localDate(first!.toldMs - dayMs, life.player.zone);
  for (; Date.parse(date) < endMs + 2 * dayMs; date = daysLater(date, 1)) {
    const schedule = scheduleOn(life, date);
    if (schedule === undefined) continue;
    const due = dueMs(schedule.zone, date, schedule.sendTime);
    if (due < first!.toldMs || due > endMs - undecidedMinutes * minuteMs) continue;
    const untilMs =
      due + (due < calmFromMs + settlingDays * dayMs ? undecidedDays * dayMs : undecidedMinutes * minuteMs);
    if (isUndecided(life, due, untilMs, restoration)) continue;
    if (isHere(life, due) && !isPaused(life, due, date)) owed.push({ date, dueMs: due, schedule });
  }
  return owed;
}

/** May what they did, or what the operator did, decide over a slot either way? */
function isUndecided(life: Life, due: number, untilMs: number, restoration: Evidence['restoration']): boolean {
  if (restoration !== undefined) {
    const { backedUpMs, acceptedMs } = restoration;
    // What was owed around a restoration may be missing, and what people did between backup and restoration is forgotten for good.
    if (due > backedUpMs - undecidedDays * dayMs && due < acceptedMs + dayMs) return true;
    const forgotten = life.facts.some(({ beganMs, toldMs }) => toldMs > backedUpMs && beganMs < acceptedMs);
    if (forgotten && untilMs > backedUpMs) return true;
  }
  return life.facts.some(({ beganMs, toldMs }) => beganMs < untilMs && toldMs > due - leadMinutes * minuteMs);
}

/** The schedule by which a lesson was due on a date: the one that held at its own time, whatever they changed on that day before or after. */
function scheduleOn(life: Life, date: string): Schedule | undefined {
  const changed = life.facts.flatMap((fact) => (fact.is === 'schedule' ? [fact.schedule] : []));
  return [life.player, ...changed].find(
    (schedule) =>
      weekdayOf(date) === schedule.lessonDay &&
      scheduleAt(life, dueMs(schedule.zone, date, schedule.sendTime)) === schedule,
  );
}

/** Someone who changes their day is not sent two lessons in a row, nor is anybody before their pace is over. */
function tooSoon(date: string, { pace }: Schedule, served: ReadonlySet<string>): boolean {
  const daysApart = (pace - 1) * 7 + gapDays;
  return Array.from({ length: daysApart - 1 }, (_, days) => daysLater(date, -1 - days)).some((day) => served.has(day));
}
