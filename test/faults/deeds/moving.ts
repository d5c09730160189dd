import { hrefOf, links } from '../../../lambdas/core/mail/links.ts';
import { learns, quietly, returns, type Self, untilTold } from './self.ts';

/** Asks for a link, and by that to move on to their next address. False when the emails for it did not come, or said no. */
export async function asksToMove(self: Self): Promise<string | undefined> {
  const { visits, life, actor } = self;
  const { addresses } = life.player;
  const to = addresses[addresses.indexOf(life.address) + 1];
  if (to === undefined) return undefined;
  for (let days = 0; days < 3; days += 1) {
    const askedMs = actor.nowMs();
    await untilTold(self, () => visits.post(hrefOf(links.askForLink), { email: life.address }));
    // Its link is good for an hour.
    for (let looks = 0; looks < 5; looks += 1) {
      await actor.sleep(10);
      const link = (await visits.linksTo(links.data, [life.address], askedMs)).at(-1);
      if (link === undefined) continue;
      const path = hrefOf(links.address, { token: link.token });
      const page = await quietly(visits.post(path, { email: to }));
      if (page?.text.includes('Look in the inbox of your new address') === true) return to;
    }
    await actor.sleep(11 * 60);
  }
  return undefined;
}

export async function moves(self: Self): Promise<void> {
  const { visits, life, actor } = self;
  const to = await asksToMove(self);
  if (to === undefined) return;
  const confirmation = async () => (await visits.linksTo(links.move, [to])).at(-1);
  for (let looks = 0; looks < 48 && (await confirmation()) === undefined; looks += 1) await actor.sleep(30);
  const link = await confirmation();
  if (link === undefined) return;
  const beganMs = actor.nowMs();
  const page = await untilTold(self, () => visits.post(hrefOf(links.move, { token: link.token })));
  if (page.status >= 300) return;
  life.address = to;
  learns(self, beganMs, { is: 'moved', to });
}

/** By the notice that went to the address before. */
export async function cancels(self: Self): Promise<void> {
  const { visits, life, actor } = self;
  const before = life.player.addresses[life.player.addresses.indexOf(life.address) - 1];
  if (before === undefined) return;
  const notice = async () => (await visits.linksTo(links.takeBack, [before])).at(-1);
  for (let looks = 0; looks < 48 && (await notice()) === undefined; looks += 1) await actor.sleep(30);
  const link = await notice();
  if (link === undefined) return;
  const beganMs = actor.nowMs();
  const path = hrefOf(links.takeBack, { token: link.token });
  const page = await returns(self, () => untilTold(self, () => visits.post(path)));
  if (page.status >= 300) return;
  life.address = before;
  learns(self, beganMs, { is: 'moved', to: before });
  learns(self, beganMs, { is: 'here', by: 'cancelling a move' });
}
