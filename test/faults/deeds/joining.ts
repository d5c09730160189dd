import { hrefOf, links } from '../../../lambdas/core/mail/links.ts';
import { isGone, isKnown } from '../lives.ts';
import { formOf, learns, returns, scheduleOf, type Self, untilTold } from './self.ts';

/** Signs up and confirms; false when no email ever asked for that. */
export async function joins(self: Self): Promise<boolean> {
  const { actor, visits, life } = self;
  const { habit } = life.player;
  await signsUp(self, habit === 'posts the form twice at once' ? 2 : 1);
  const confirmation = async () => (await visits.linksTo(links.confirm, [life.address])).at(-1);
  // A person looks again later, and asks once more the next day.
  for (let looks = 1; (await confirmation()) === undefined; looks += 1) {
    await actor.sleep(looks < 100 ? 30 : 12 * 60);
    if (looks < 100 && looks % 48 === 0) await signsUp(self);
  }
  return confirms(self, habit === 'confirms twice at once' ? 2 : 1);
}

export async function signsUp(self: Self, times = 1): Promise<void> {
  const { visits, life, actor } = self;
  const form = { ...formOf(self, scheduleOf(self)), email: life.address, consent: 'yes' };
  const page = await untilTold(self, () => visits.post(hrefOf(links.signUp), form), times);
  if (page.status < 300 && !isKnown(life)) life.promised.push({ kind: 'confirmation', atMs: actor.nowMs() });
}

export async function confirms(self: Self, times = 1): Promise<boolean> {
  const { visits, life, actor } = self;
  const link = (await visits.linksTo(links.confirm, [life.address])).at(-1)!;
  const beganMs = actor.nowMs();
  const page = await returns(self, () =>
    untilTold(self, () => visits.post(hrefOf(links.confirm, { token: link.token })), times),
  );
  if (page.status < 300) learns(self, beganMs, { is: 'here', by: 'confirming' });
  return page.status < 300;
}

export async function signsUpAgain(self: Self): Promise<void> {
  const { visits, life, actor } = self;
  const askedMs = actor.nowMs();
  await signsUp(self);
  if (!isGone(life)) return;
  for (let looks = 0; looks < 96; looks += 1) {
    await actor.sleep(30);
    if ((await visits.linksTo(links.confirm, [life.address], askedMs)).length > 0) {
      await confirms(self);
      return;
    }
  }
}
