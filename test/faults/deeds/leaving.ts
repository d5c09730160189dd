import { hrefOf, links } from '../../../lambdas/core/mail/links.ts';
import { isGone } from '../lives.ts';
import { type MailedLink, unsubscribePath } from '../visits.ts';
import { learns, returns, type Self, untilTold } from './self.ts';

export async function leaves(
  self: Self,
  { token }: MailedLink,
  fields: Record<string, string> = {},
  times = 1,
): Promise<void> {
  const { visits, life, actor, witness } = self;
  const beganMs = actor.nowMs();
  for (let time = 0; time < times; time += 1) {
    const page = await untilTold(self, () => visits.post(unsubscribePath(token), fields), times > 1 ? 2 : 1);
    if (page.status >= 300) throw new Error(`Leaving was answered with ${page.status}`);
    if (!isGone(life)) {
      life.gone.push({ from: witness.now(), until: Infinity, by: 'leaving' });
      learns(self, beganMs, { is: 'gone', by: 'leaving' });
    }
    const undo = /unsubscribe\/([^/"]+)\/undo/.exec(page.text)?.[1];
    if (undo !== undefined) life.undoToken = undo;
    const saysSo = page.text.includes('All mail has stopped');
    if (fields['farewell'] !== undefined && saysSo) life.promised.push({ kind: 'farewell', atMs: actor.nowMs() });
    if (times > 1) await actor.sleep(7);
  }
}

export async function undoes(self: Self): Promise<void> {
  const { visits, life, actor } = self;
  if (life.undoToken === undefined) return;
  const beganMs = actor.nowMs();
  const path = hrefOf(links.undo, { token: life.undoToken });
  const page = await returns(self, () => untilTold(self, () => visits.post(path)));
  if (page.status < 300) learns(self, beganMs, { is: 'here', by: 'undoing' });
}
