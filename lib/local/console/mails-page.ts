import * as z from 'zod';
import type { SesEmulator } from '../emulators/ses.ts';
import { rawOf } from './read-mail.ts';

/** Mails in an answer: with their sources, more would be tens of megabytes. */
const limitMax = 200;

/** What a script asks for, as the parameters of the address. */
export const PageRequest = z.object({
  /** Keeps the mails to one address. */
  to: z.string().optional(),
  /** The `cursor` of the answer before; without it the page begins with the first mail. */
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(limitMax).default(100),
});
export type PageRequest = z.output<typeof PageRequest>;

export interface MailsPage {
  mails: {
    id: string;
    to: string;
    subject: string;
    /** ISO, on the virtual clock. */
    sentAt: string;
    delivery: string | null;
    /** The whole message; null where its file is gone. */
    raw: string | null;
  }[];
  /** Id of the last mail up to which was read; null while there is none. */
  cursor: string | null;
  /** There are more behind the cursor already. */
  more: boolean;
}

/** One page of the mails, oldest first; undefined when the cursor is not a mail's id. Without an SES of our own there are none. */
export function mailsPage(
  ses: Pick<SesEmulator, 'mails' | 'indexOf' | 'raw'> | undefined,
  { to, cursor, limit }: PageRequest,
): MailsPage | undefined {
  const all = ses?.mails() ?? [];
  const start = cursor === undefined ? -1 : ses?.indexOf(cursor);
  if (start === undefined) return undefined;
  const isWanted = (index: number) => to === undefined || all[index]!.destinations.includes(to);
  const mails: MailsPage['mails'] = [];
  let index = start + 1;
  for (; index < all.length && mails.length < limit; index++) {
    if (!isWanted(index)) continue;
    const { messageId, destinations, subject, sentAt, tags } = all[index]!;
    const raw = rawOf({ mails: ses }, messageId)?.toString('utf8') ?? null;
    mails.push({
      id: messageId,
      to: destinations.join(', '),
      subject,
      sentAt,
      delivery: tags['delivery'] ?? null,
      raw,
    });
  }
  let next = index;
  while (next < all.length && !isWanted(next)) next++;
  return { mails, cursor: all[index - 1]?.messageId ?? null, more: next < all.length };
}
