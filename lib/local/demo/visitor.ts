import { simpleParser } from 'mailparser';
import type { World } from '../world.ts';
import type { Role } from './cast.ts';

/** A person with a browser and an inbox: everything they do goes through the site's own forms and the links in their mails. */
export function visitor(role: Role, world: World) {
  const post = async (url: string, fields: Record<string, string | string[]>) => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    const response = await fetch(url, { method: 'POST', body });
    if (!response.ok)
      throw new Error(`${role.address}: ${new URL(url).pathname.split('/')[1]} answered ${response.status}`);
  };
  const preferences = (zone = role.zone) => ({
    firstName: role.name,
    lessonDay: String(role.lessonDay),
    sendTime: role.sendTime,
    zone,
    reminderDays: role.reminderDays.map(String),
    locale: 'en',
  });
  /** The link to a page of the site in the latest mail that has one. */
  const link = async (page: string): Promise<string> => {
    const mails = world.ses?.mails().filter(({ destinations }) => destinations.includes(role.address)) ?? [];
    for (const { messageId } of mails.toReversed()) {
      const { text = '' } = await simpleParser(world.ses!.raw(messageId));
      const found = new RegExp(`${world.url}/${page}/\\S+`).exec(text)?.[0];
      if (found !== undefined) return found;
    }
    throw new Error(`${role.address} has no mail with a link to ${page}`);
  };

  return {
    signUp: () => post(`${world.url}/sign-up`, { ...preferences(), email: role.address, consent: 'yes' }),
    confirm: async () => post(await link('confirm'), {}),
    leave: async () => post(await link('unsubscribe'), {}),
    oneClick: async () => post(await link('unsubscribe'), { 'List-Unsubscribe': 'One-Click' }),
    pause: async (weeks: number) => post(`${await link('settings')}/pause`, { weeks: String(weeks) }),
    moveTo: async (zone: string) => post(await link('settings'), preferences(zone)),
  };
}
