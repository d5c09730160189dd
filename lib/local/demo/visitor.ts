import { simpleParser } from 'mailparser';
import { hrefOf, links, type Links } from '../../../lambdas/core/mail/links.ts';
import type { LocalService } from '../service.ts';
import type { Role } from './cast.ts';

/** A person with a browser and an inbox: everything they do goes through the site's own forms and the links in their mails. */
export function visitor(role: Role, service: LocalService) {
  const post = async (path: string, fields: Record<string, string | string[]>) => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    const response = await fetch(`${service.url}${path}`, { method: 'POST', body });
    if (!response.ok) throw new Error(`${role.address}: ${path.split('/')[1]} answered ${response.status}`);
  };
  const preferences = (zone = role.zone) => ({
    firstName: role.name,
    lessonDay: String(role.lessonDay),
    sendTime: role.sendTime,
    zone,
    reminderDays: role.reminderDays.map(String),
    locale: 'en',
  });
  /** The token in the latest mail that has a link to a page of the site. */
  const tokenFor = async (link: Links['confirm' | 'move' | 'unsubscribe' | 'settings']): Promise<string> => {
    const page = `${service.url}${hrefOf(link, { token: '' })}`;
    const mails = service.ses?.mails().filter(({ destinations }) => destinations.includes(role.address)) ?? [];
    for (const { messageId } of mails.toReversed()) {
      const { text = '' } = await simpleParser(service.ses!.raw(messageId));
      const found = new RegExp(`${page}(\\S+)`).exec(text)?.[1];
      if (found !== undefined) return found;
    }
    throw new Error(`${role.address} has no mail with a link to ${link.path}`);
  };

  return {
    signUp: () => post(hrefOf(links.signUp), { ...preferences(), email: role.address, consent: 'yes' }),
    confirm: async () => post(hrefOf(links.confirm, { token: await tokenFor(links.confirm) }), {}),
    confirmMove: async () => post(hrefOf(links.move, { token: await tokenFor(links.move) }), {}),
    leave: async () => post(hrefOf(links.unsubscribe, { token: await tokenFor(links.unsubscribe) }), {}),
    oneClick: async () =>
      post(hrefOf(links.unsubscribe, { token: await tokenFor(links.unsubscribe) }), {
        'List-Unsubscribe': 'One-Click',
      }),
    pause: async (weeks: number) =>
      post(hrefOf(links.pause, { token: await tokenFor(links.settings) }), { weeks: String(weeks) }),
    moveTo: async (zone: string) =>
      post(hrefOf(links.settings, { token: await tokenFor(links.settings) }), preferences(zone)),
  };
}
