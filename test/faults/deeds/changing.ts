import { hrefOf, links } from '../../../lambdas/core/mail/links.ts';
import { isGone } from '../lives.ts';
import { learns, type NewFact, type Self, untilTold } from './self.ts';

/** Changes something by the latest link that they have. It may be void: what it did then stays as it was. */
export async function changes(
  self: Self,
  page: typeof links.pause | typeof links.resume | typeof links.settings,
  fields: Record<string, string | string[]>,
  fact: () => NewFact,
): Promise<void> {
  const { visits, life, actor } = self;
  const link = (await visits.linksTo(links.settings, [life.address])).at(-1);
  if (link === undefined) return;
  const beganMs = actor.nowMs();
  const answer = await untilTold(self, () => visits.post(hrefOf(page, { token: link.token }), fields));
  if (answer.status < 300 && !isGone(life)) learns(self, beganMs, fact());
}
