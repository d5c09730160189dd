import { dynamoNotices } from '../../../lambdas/adapters/dynamo/notices.ts';
import type { Table } from '../../../lambdas/adapters/dynamo/table.ts';
import type { Audience } from '../../../lambdas/core/course/notice.ts';
import { isoInstant, tickMinutes } from '../../../lambdas/core/time/calendar.ts';
import type { DraftedNotice } from '../../../lib/notices/read-notice.ts';
import { sendNotice } from '../../../lib/operator/notice/send-notice.ts';
import type { LocalService } from '../../../lib/local/service.ts';
import { roots } from '../../../lib/roots.ts';
import type { Actor } from '../actors.ts';
import type { Dice } from '../faults.ts';
import { type Deed, minuteMs, type Player } from '../people.ts';

/** A notice that the operator is going to send. */
export interface NoticePlan {
  atMs: number;
  audience: Audience;
  /** Minutes after which the operator stops it. */
  stopsAfter: number | undefined;
}

/** A notice that was sent, as the operator knows of it. */
export interface SentNotice {
  id: string;
  atMs: number;
  audience: Audience;
  /** From when on nobody was to get it. */
  stoppedMs?: number;
}

const dayMinutes = 24 * 60;

/** One notice or two, for everybody or for some, in the middle of faults or when they have just ended. Some are stopped. */
export function noticePlans(
  dice: Dice,
  startMs: number,
  { players, series, lesson }: { players: readonly Player[]; series: string; lesson: string },
): NoticePlan[] {
  return Array.from({ length: dice.between(1, 2, 'notices') }, (_, index) => {
    const { zone } = dice.pick(players, 'notice-zone', index);
    const audiences: Audience[] = [{}, {}, { series }, { zone }, { had: lesson }, { paused: true }];
    return {
      atMs: startMs + dice.between(3 * dayMinutes, 8 * dayMinutes, 'notice-at', index) * minuteMs,
      audience: dice.pick(audiences, 'notice-audience', index),
      stopsAfter: dice.roll('notice-stopped', index) < 0.2 ? dice.between(5, dayMinutes, 'stopped', index) : undefined,
    };
  });
}

/** Some who have nothing else to do leave, pause or change something at the very tick at which a notice goes out. */
export function meetingNotices(players: readonly Player[], plans: readonly NoticePlan[], dice: Dice): Player[] {
  const deeds: Deed[] = ['leaves by one click', 'pauses for a week', 'changes zone', 'moves', 'complains'];
  return players.map((player, index) => {
    if (player.plans.length > 0 || dice.roll('meets-notice', index) < 0.4) return player;
    const { atMs } = dice.pick(plans, 'which-notice', index);
    const quarterMs = tickMinutes * minuteMs;
    const tickMs = (Math.floor(atMs / quarterMs) + dice.between(1, 3, 'notice-tick', index)) * quarterMs;
    const deed = dice.pick(deeds, 'notice-deed', index);
    return { ...player, plans: [{ deed, atMs: tickMs, meetsWork: true }] };
  });
}

/** `weekwise notice send`, and in some cases `notice stop`. */
export async function announces(
  { audience, stopsAfter }: NoticePlan,
  nth: number,
  actor: Actor,
  { clock, table }: Pick<LocalService, 'clock'> & { table: Table },
  onSent: (notice: SentNotice) => void,
): Promise<void> {
  const { id } = (await sendNotice(await drafted(nth), audience, { sure: true }, { clock, table }))!;
  const notice: SentNotice = { id, atMs: actor.nowMs(), audience };
  onSent(notice);
  if (stopsAfter === undefined) return;
  await actor.sleep(stopsAfter);
  const stopped = { at: isoInstant(clock.now()), why: 'It was wrong.' };
  if (await dynamoNotices(table).stop(id, stopped)) notice.stoppedMs = actor.nowMs();
}

/** Read once: they are the same in every case. */
const drafts = new Map<number, Promise<DraftedNotice>>();

function drafted(nth: number): Promise<DraftedNotice> {
  const made = drafts.get(nth) ?? draft(nth);
  drafts.set(nth, made);
  return made;
}

async function draft(nth: number): Promise<DraftedNotice> {
  const file = [
    '---',
    `subject: Correction number ${nth}`,
    'preheader: One sentence of the lesson was wrong, so please read this.',
    '---',
    'The lesson said to hold your breath. **Please do not.**',
  ];
  // Only cases with a notice need what compiles emails.
  const { readNotice } = await import('../../../lib/notices/read-notice.ts');
  return readNotice(file.join('\n'), `notice-${nth}.md`, roots.project);
}
