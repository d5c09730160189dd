import { simpleParser } from 'mailparser';
import { hrefOf, type Link, links, type Params } from '../../lambdas/core/mail/links.ts';
import type { AcceptedMail } from '../../lib/local/emulators/ses-mailbag.ts';
import type { LocalService } from '../../lib/local/service.ts';

/** The header by which a visitor's network is told to the functions: all of them come from this machine. */
export const networkHeader = 'x-chaos-network';

/** What the site answered. */
export interface Page {
  status: number;
  text: string;
}

type TokenPath = Extract<Link, { purpose: string }>;

/** A link of an email that somebody got. */
export interface MailedLink {
  mail: AcceptedMail;
  url: string;
  token: string;
}

/** A browser and inboxes: everything goes through the site's own forms and the links in emails. */
export class Visits {
  readonly #world: LocalService;
  readonly #network: string;
  readonly #texts = new Map<string, Promise<string>>();

  constructor(deps: LocalService, network: string) {
    this.#world = deps;
    this.#network = network;
  }

  async post(path: string, fields: Record<string, string | string[]> = {}, network = this.#network): Promise<Page> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.#ask(path, { method: 'POST', body }, network);
  }

  get(path: string): Promise<Page> {
    return this.#ask(path, { method: 'GET' }, this.#network);
  }

  async #ask(path: string, init: RequestInit, network: string): Promise<Page> {
    const response = await fetch(`${this.#world.url}${path}`, { ...init, headers: { [networkHeader]: network } });
    return { status: response.status, text: await response.text() };
  }

  /** Emails to any of these addresses, oldest first. */
  mailsTo(addresses: readonly string[]): AcceptedMail[] {
    return this.#world.ses!.mails().filter(({ destinations }) => addresses.includes(destinations[0]!));
  }

  /** Links to a page in emails to any of these addresses, oldest first. */
  async linksTo<L extends TokenPath>(page: L, addresses: readonly string[], fromMs = -Infinity): Promise<MailedLink[]> {
    // Other pages may begin with the same words.
    const beginning = `${this.#world.url}${hrefOf<L['path']>(page, ...([{ token: '' }] as unknown as Params<L['path']>))}`;
    const found: MailedLink[] = [];
    for (const mail of this.mailsTo(addresses)) {
      if (Date.parse(mail.sentAt) < fromMs) continue;
      const text = await this.#textOf(mail);
      const at = text.indexOf(beginning);
      if (at === -1) continue;
      const token = /^[^\s/?]+/.exec(text.slice(at + beginning.length))?.[0];
      if (token !== undefined) found.push({ mail, url: beginning + token, token });
    }
    return found;
  }

  /** Paths of every page that an email links to. */
  async pathsIn(mail: AcceptedMail): Promise<string[]> {
    const text = await this.#textOf(mail);
    const urls = text.match(/https?:\/\/\S+/g) ?? [];
    return urls.filter((url) => url.startsWith(this.#world.url)).map((url) => url.slice(this.#world.url.length));
  }

  #textOf({ messageId }: AcceptedMail): Promise<string> {
    const known = this.#texts.get(messageId);
    if (known !== undefined) return known;
    const parsed = simpleParser(this.#world.ses!.raw(messageId), { skipTextToHtml: true, skipImageLinks: true });
    const text = parsed.then(({ text: words }) => words ?? '');
    this.#texts.set(messageId, text);
    return text;
  }
}

export const unsubscribePath = (token: string) => hrefOf(links.unsubscribe, { token });
