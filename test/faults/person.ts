import { hrefOf, links } from '../../lambdas/core/mail/links.ts';
import { changes } from './deeds/changing.ts';
import { joins, signsUpAgain } from './deeds/joining.ts';
import { leaves, undoes } from './deeds/leaving.ts';
import { asksToMove, cancels, moves } from './deeds/moving.ts';
import { objects } from './deeds/objecting.ts';
import { pressesOldLink } from './deeds/old-links.ts';
import { formOf, latest, questionOf, quietly, repeats, scheduleOf, type Self, untilTold } from './deeds/self.ts';
import { isFlooded, scannerOpens } from './deeds/strangers.ts';
import { daysLater, localDate } from './due-time.ts';
import { dayMs, type Deed, minuteMs, type Plan, slotBefore } from './people.ts';

/** Lives one player's life: signs up, and does what is planned for them. */
export async function live(given: Omit<Self, 'count'>): Promise<void> {
  const self: Self = { ...given, count: 0 };
  const { actor, life } = self;
  const { player } = life;
  if (!(await joins(self))) return;
  const later = player.habit === 'signs up again later' ? player.signsUpAt + 6 * dayMs : undefined;
  const plans: Plan[] = [
    ...player.plans,
    ...(later === undefined ? [] : [{ deed: 'signs up again' as const, atMs: later }]),
  ];
  for (const { deed, atMs, beforeSlot, meetsWork = false } of plans.toSorted((a, b) => a.atMs - b.atMs)) {
    const slotMs = beforeSlot === undefined ? 0 : slotBefore(player, atMs) - beforeSlot * minuteMs;
    const isByTheSlot = slotMs > actor.nowMs();
    await actor.sleepUntil(isByTheSlot ? slotMs : atMs, isByTheSlot ? beforeSlot === 0 : meetsWork);
    await does(self, deed);
    // Nobody does two things within the same second, by which times are stored.
    await actor.sleep(1);
  }
}

async function does(self: Self, deed: Deed): Promise<void> {
  self.count += 1;
  const { actor, visits, dice, life } = self;
  const { addresses } = life.player;
  life.diary.push(`${new Date(actor.nowMs()).toISOString()} ${deed}`);
  // Who was never mailed a link cannot do anything yet.
  const mails = visits.mailsTo(addresses);
  if (!mails.some(({ tags }) => /^(welcome|lesson)/.test(tags['delivery'] ?? ''))) return undefined;
  const anyLink = async () =>
    dice.pick(await visits.linksTo(links.unsubscribe, addresses), 'which', ...questionOf(self));
  const oneClick = { 'List-Unsubscribe': 'One-Click' };
  switch (deed) {
    case 'leaves by the link':
      return leaves(self, await latest(self, links.unsubscribe));
    case 'leaves with a farewell':
      return leaves(self, await latest(self, links.unsubscribe), { farewell: 'yes' });
    case 'leaves by one click':
      return leaves(self, await latest(self, links.unsubscribe), oneClick);
    case 'leaves by an old link':
      return leaves(self, await anyLink());
    case 'presses one-click over and over':
      return leaves(self, await latest(self, links.unsubscribe), oneClick, 5);
    case 'undoes leaving':
      return undoes(self);
    case 'gives a reason': {
      const path = hrefOf(links.reason, { token: (await anyLink()).token });
      await untilTold(self, () => visits.post(path, { reason: 'other' }));
      return undefined;
    }
    case 'signs up again':
      return signsUpAgain(self);
    case 'pauses for a week':
      return changes(self, links.pause, { weeks: '1' }, () => ({
        is: 'paused',
        untilDate: daysLater(localDate(actor.nowMs(), scheduleOf(self).zone), 7),
      }));
    case 'resumes':
      return changes(self, links.resume, {}, () => ({ is: 'resumed' }));
    case 'changes zone': {
      const schedule = { ...scheduleOf(self), zone: 'Asia/Tokyo' };
      return changes(self, links.settings, formOf(self, schedule), () => ({ is: 'schedule', schedule }));
    }
    case 'asks for links over and over':
      return repeats(self, 12, () => visits.post(hrefOf(links.askForLink), { email: life.address }));
    case 'asks to move':
      await asksToMove(self);
      return undefined;
    case 'moves':
      return moves(self);
    case 'cancels the move':
      return cancels(self);
    case 'presses an old link':
      return pressesOldLink(self);
    case 'a scanner opens every link':
      return scannerOpens(self, mails.slice(-3));
    case 'a stranger floods the forms':
      return isFlooded(self);
    case 'starts again': {
      const again = (await visits.linksTo(links.again, [life.address])).at(-1);
      if (again !== undefined) await quietly(visits.post(hrefOf(links.again, { token: again.token })));
      return undefined;
    }
    case 'complains':
    case 'bounces':
      return objects(self, deed, mails);
    default:
      return deed satisfies never;
  }
}
