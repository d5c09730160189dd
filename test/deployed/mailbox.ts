import type { ParsedMail } from 'mailparser';
import type { MailCatcher } from './mail-catcher.ts';
import { until } from './until.ts';

/** A mail as SES's store shows it. */
interface StoredMail {
  Source: string;
  To: string[];
  Subject: string;
  BodyText: string;
}

export interface Received {
  stored: StoredMail;
  /** The whole mail with its headers, as it went to the receiver. */
  parsed: ParsedMail;
  text: string;
}

/** What people find in their mail programs, from the emulator's store of mails and the server that it relays to. */
export function mailboxes(endpoint: string, catcher: MailCatcher) {
  const stored = async (address: string): Promise<StoredMail[]> => {
    const response = await fetch(`${endpoint}/_ministack/ses/messages`);
    const { messages } = (await response.json()) as { messages: Record<string, StoredMail[]> };
    return Object.values(messages)
      .flat()
      .filter(({ To }) => To.some((to) => to.includes(address)));
  };
  return {
    count: async (address: string) => (await stored(address)).length,
    /** Waits for the mail that comes as the given one, counted from one. */
    nth: (address: string, nth: number, seconds = 30): Promise<Received> =>
      until(`mail ${nth} for ${address}`, seconds, async () => {
        const found = (await stored(address))[nth - 1];
        const caught = catcher.mails().filter(({ to }) => to.includes(address));
        const relayed = caught.find(({ parsed }) => parsed.subject === found?.Subject);
        if (found === undefined || relayed === undefined) return undefined;
        return { stored: found, parsed: relayed.parsed, text: relayed.parsed.text ?? '' };
      }),
  };
}

/** The link in a mail that leads to a page of the site. */
export function linkTo(page: string, { stored }: Received, siteUrl: string): string {
  const link = stored.BodyText.match(/https?:\/\/\S+/g)?.find((url) => url.startsWith(`${siteUrl}/${page}/`));
  if (link === undefined) throw new Error(`The mail “${stored.Subject}” has no link to ${siteUrl}/${page}/`);
  return link;
}
