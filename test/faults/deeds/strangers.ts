import { hrefOf, links } from '../../../lambdas/core/mail/links.ts';
import type { AcceptedMail } from '../../../lib/local/emulators/ses-mailbag.ts';
import { formOf, questionOf, quietly, repeats, scheduleOf, type Self } from './self.ts';

/** A mail filter opens what an email links to, before its reader does. */
export async function scannerOpens(self: Self, mails: readonly AcceptedMail[]): Promise<void> {
  for (const mail of mails) {
    for (const path of await self.visits.pathsIn(mail)) await quietly(self.visits.get(path));
  }
}

/** Somebody else posts the forms over and over, for their address and other names of it. */
export async function isFlooded(self: Self): Promise<void> {
  const { visits, life, dice } = self;
  const [name, domain] = life.player.addresses[0]!.split('@');
  await repeats(self, 20, (time) => {
    const tag = dice.pick(['', '+shop', '+news', `+${time}`], 'tag', ...questionOf(self), time);
    const email = `${name}${tag}@${domain}`;
    const network = `198.51.${time}.7`;
    return dice.roll('form', ...questionOf(self), time) < 0.5
      ? visits.post(hrefOf(links.askForLink), { email }, network)
      : visits.post(hrefOf(links.signUp), { ...formOf(self, scheduleOf(self)), email, consent: 'yes' }, network);
  });
}
