import { Temporal } from 'temporal-polyfill';
import type { Role } from '../../lib/local/demo/cast.ts';
import type { Dice } from './faults.ts';

/** Things that a person does, or that happen to them, at some moment of their course. */
export const acts = [
  'leaves by the link',
  'leaves by one click',
  'pauses for a week',
  'moves away',
  'complains',
  'bounces',
] as const;
export type Act = (typeof acts)[number];

/** What somebody does as they sign up. */
export type SignUpHabit = 'once' | 'posts the form twice at once' | 'confirms twice at once' | 'signs up again later';

export interface Player extends Role {
  signsUpAt: number;
  habit: SignUpHabit;
  act?: { act: Act; atMs: number; duringWork: boolean };
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

/** Some people, many of whom share a slot, so that batches hold more than one. */
export function castPlayers(dice: Dice, start: Temporal.Instant): Player[] {
  const count = dice.between(3, 6, 'people');
  const players: Player[] = [];
  for (let index = 0; index < count; index += 1) {
    const neighbour = players.at(-1);
    const sharesSlot = neighbour !== undefined && dice.roll('shares', index) < 0.7;
    const lessonDay = sharesSlot ? neighbour.lessonDay : dice.between(1, 7, 'day', index);
    const quarter = dice.between(0, 95, 'time', index);
    const clockTime = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    const signsUpAt = start.epochMilliseconds + dice.between(1, 30 * 60, 'joins', index) * 60_000;
    const acts_ = dice.roll('acts', index) < 0.45;
    players.push({
      name: '',
      address: `p${index}@example.org`,
      zone: sharesSlot ? neighbour.zone : dice.pick(zones, 'zone', index),
      lessonDay,
      sendTime: sharesSlot ? neighbour.sendTime : clockTime,
      reminderDays: dice.roll('reminded', index) < 0.4 ? [(lessonDay % 7) + 1] : [],
      does: [],
      signsUpAt,
      habit: dice.pick(
        ['once', 'once', 'posts the form twice at once', 'confirms twice at once', 'signs up again later'] as const,
        'habit',
        index,
      ),
      ...(acts_ && {
        act: {
          act: dice.pick(acts, 'act', index),
          atMs: start.epochMilliseconds + dice.between(3 * 24 * 60, 16 * 24 * 60, 'act-at', index) * 60_000,
          duringWork: dice.roll('during', index) < 0.7,
        },
      }),
    });
  }
  return players;
}

/** The latest tick at which a player's slot came due before an instant: acting right then meets the service at work. */
export function atTheirSlot(player: Player, beforeMs: number): number {
  const before = Temporal.Instant.fromEpochMilliseconds(beforeMs).toZonedDateTimeISO(player.zone);
  const back = (before.dayOfWeek - player.lessonDay + 7) % 7;
  const day = before.toPlainDate().subtract({ days: back });
  const [hour, minute] = player.sendTime.split(':').map(Number);
  const slot = day.toZonedDateTime({
    timeZone: player.zone,
    plainTime: Temporal.PlainTime.from({ hour: hour!, minute: minute! }),
  });
  return slot.epochMilliseconds;
}
