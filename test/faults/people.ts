import type { Dice } from './faults.ts';
import { daysLater, dueMs, localDate, weekdayOf } from './due-time.ts';

/** When somebody is to be mailed. */
export interface Schedule {
  zone: string;
  /** Monday is 1. */
  lessonDay: number;
  sendTime: string;
  reminderTime: string;
  /** Weeks from one lesson to the next. */
  pace: 1 | 2;
}

/** Things that a person does, that happen to them, or that others do to them. */
export const deeds = [
  'leaves by the link',
  'leaves by one click',
  'leaves by an old link',
  'leaves with a farewell',
  'presses one-click over and over',
  'undoes leaving',
  'gives a reason',
  'signs up again',
  'pauses for a week',
  'resumes',
  'changes zone',
  'asks for links over and over',
  'asks to move',
  'moves',
  'cancels the move',
  'presses an old link',
  'a scanner opens every link',
  'a stranger floods the forms',
  'starts again',
  'complains',
  'bounces',
] as const;
export type Deed = (typeof deeds)[number];

/** Deeds that follow each other within hours or days, most with others in between. */
const stories: Deed[][] = [
  ['leaves by the link'],
  ['leaves by one click'],
  ['leaves with a farewell'],
  ['complains'],
  ['bounces'],
  ['pauses for a week'],
  ['pauses for a week', 'resumes'],
  ['changes zone'],
  ['moves'],
  ['moves', 'cancels the move'],
  ['asks to move', 'leaves by an old link'],
  ['moves', 'leaves by an old link'],
  ['moves', 'moves', 'leaves by an old link'],
  ['moves', 'cancels the move', 'leaves by an old link'],
  ['moves', 'leaves by the link', 'cancels the move'],
  ['moves', 'presses an old link', 'presses an old link'],
  ['moves', 'complains'],
  ['leaves by the link', 'undoes leaving'],
  ['leaves by one click', 'undoes leaving', 'leaves by an old link'],
  ['leaves by the link', 'gives a reason', 'presses an old link'],
  ['leaves by an old link', 'signs up again'],
  ['leaves with a farewell', 'a stranger floods the forms'],
  ['presses one-click over and over', 'presses an old link'],
  ['a stranger floods the forms'],
  ['a stranger floods the forms', 'leaves by an old link'],
  ['asks for links over and over', 'pauses for a week', 'resumes'],
  ['a scanner opens every link', 'presses an old link'],
  ['starts again', 'signs up again'],
];

/** What somebody does as they sign up. */
export type SignUpHabit = 'once' | 'posts the form twice at once' | 'confirms twice at once' | 'signs up again later';

export interface Plan {
  deed: Deed;
  atMs: number;
  /** Minutes before their slot; 0 at its tick, when the service is at work on them, and up to 9 while the index may not show yet what they did. */
  beforeSlot?: number | undefined;
  /** At a tick, when the service is at work on what the operator sent. */
  meetsWork?: true;
}

export interface Player extends Schedule {
  /** Their own, in the order in which they move to them. */
  addresses: string[];
  reminderDays: number[];
  signsUpAt: number;
  habit: SignUpHabit;
  plans: Plan[];
}

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Pacific/Apia',
  'America/St_Johns',
  'Asia/Tokyo',
];

/** Just before a change of clocks somewhere, and on ordinary days. */
export const starts = [
  '2026-10-20T04:07:00Z',
  '2026-03-05T11:00:00Z',
  '2026-03-24T22:30:00Z',
  '2026-07-01T00:00:00Z',
  '2026-12-20T09:00:00Z',
];

/** More than a few batches hold, as these are here: `mutants.ts`. */
const crowd = 8;

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * Some people, many of whom share a slot, so that batches hold more than one.
 *
 * @param crowded - all of them share it, so that it is read page by page, and one batch does not hold them
 */
export function castPlayers(dice: Dice, startMs: number, crowded: boolean): Player[] {
  const count = crowded ? crowd : dice.between(3, 6, 'people');
  const players: Player[] = [];
  for (let index = 0; index < count; index += 1) {
    const neighbour = players.at(-1);
    const sharesSlot = neighbour !== undefined && (crowded || dice.roll('shares', index) < 0.7);
    const lessonDay = sharesSlot ? neighbour.lessonDay : dice.between(1, 7, 'day', index);
    const quarter = dice.between(0, 95, 'time', index);
    const clockTime = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    players.push({
      addresses: ['', '-second', '-third'].map((which) => `p${index}${which}@example.org`),
      zone: sharesSlot ? neighbour.zone : dice.pick(zones, 'zone', index),
      lessonDay,
      sendTime: sharesSlot ? neighbour.sendTime : clockTime,
      reminderTime:
        dice.pick(['', '', '06:45', '18:30'], 'reminded-at', index) || (sharesSlot ? neighbour.sendTime : clockTime),
      pace: dice.roll('pace', index) < 0.15 ? 2 : 1,
      reminderDays: dice.roll('reminded', index) < 0.4 ? [(lessonDay % 7) + 1] : [],
      signsUpAt: startMs + dice.between(1, 30 * 60, 'joins', index) * minuteMs,
      habit: dice.pick(
        ['once', 'once', 'posts the form twice at once', 'confirms twice at once', 'signs up again later'] as const,
        'habit',
        index,
      ),
      plans: dice.roll('acts', index) < 0.6 ? plansOf(dice, startMs, index) : [],
    });
  }
  return players;
}

function plansOf(dice: Dice, startMs: number, index: number): Plan[] {
  let atMs = startMs + dice.between(3 * 24 * 60, 14 * 24 * 60, 'act-at', index) * minuteMs;
  return dice.pick(stories, 'story', index).map((deed, step) => {
    if (step > 0) {
      const soon = dice.roll('soon', index, step) < 0.5;
      atMs += dice.between(1, soon ? 90 : 5 * 24 * 60, 'act-after', index, step) * minuteMs;
    }
    const during = dice.roll('during', index, step);
    const beforeSlot = during < 0.3 ? 0 : dice.between(1, 9, 'before', index, step);
    return { deed, atMs, beforeSlot: during < 0.6 ? beforeSlot : undefined };
  });
}

/** The latest tick at which a slot came due before an instant: acting right then meets the service at work. */
export function slotBefore({ zone, lessonDay, sendTime }: Schedule, beforeMs: number): number {
  for (let date = localDate(beforeMs, zone); ; date = daysLater(date, -1)) {
    if (weekdayOf(date) !== lessonDay) continue;
    const ms = dueMs(zone, date, sendTime);
    if (ms <= beforeMs) return ms;
  }
}

export { dayMs, minuteMs };
