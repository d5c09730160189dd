import { hrefOf, links } from '../../../lambdas/core/mail/links.ts';
import { learns, questionOf, quietly, type Self } from './self.ts';

/** One of the links of an email from long ago, at whichever address. What it may still do is up to the site; leaving it must not undo. */
export async function pressesOldLink(self: Self): Promise<void> {
  const { visits, life, dice, actor } = self;
  const mails = visits.mailsTo(life.player.addresses);
  const mail = dice.pick(mails.slice(0, Math.ceil(mails.length / 2)), 'mail', ...questionOf(self));
  const paths = (await visits.pathsIn(mail)).filter((path) => !/^\/(unsubscribe|confirm|take-back)\//.test(path));
  if (paths.length === 0) return;
  const path = dice.pick(paths, 'path', ...questionOf(self));
  await quietly(visits.get(path));
  const beganMs = actor.nowMs();
  const page = await quietly(visits.post(path.split('?')[0]!));
  if (page?.status !== 200 || !path.startsWith(hrefOf(links.move, { token: '' }))) return;
  life.address = mail.destinations[0]!;
  learns(self, beganMs, { is: 'moved', to: life.address });
}
