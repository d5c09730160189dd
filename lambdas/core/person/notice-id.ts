import * as z from 'zod';

/**
 * The id of a notice: words of its subject, and a part of a hash of all that it says. So the same text is the same notice, and cannot go out twice. It
 * stands in message tags, which hold [A-Za-z0-9_-] only.
 */
export const NoticeId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}$/);

const wordsMax = 48;

/** @param hash - in hexadecimal, of everything that the notice says */
export function noticeId(subject: string, hash: string): string {
  const words = subject
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, wordsMax)
    .replaceAll(/^-+|-+$/g, '');
  return `${words || 'notice'}-${hash.slice(0, 8)}`;
}

/** What people read of it: "the clinic is closed". */
export function noticeWords(id: string): string {
  return id.replace(/-[0-9a-f]{8}$/, '').replaceAll('-', ' ');
}
