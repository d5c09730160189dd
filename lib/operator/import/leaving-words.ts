import { looksLikeLeaving, looksLikeStatus, sameName } from './column-names.ts';
import { textIn } from './json-records.ts';

/** What a file says of people in places that no tool names. Nobody who left elsewhere may be mailed because their state was in one of them. */

/** Words that mean nothing but that somebody left, or must not be written to. Digits, such as those of a date, are taken out before. */
const leftWord =
  /^(status)?(unsubscri(be|bed|ption)|opt(ed|s)?out|(hard|soft)?bounced|cleaned|complained|(spam)?complaint|(reportedas)?spam|block(list)?ed|blacklisted|suppressed|undeliverable|unreachable|donot(contact|e?mail|send|disturb)|dnc|noe?mails?|abgemeldet|ausgetragen|gekündigt|widerrufen|gesperrt|d[eé]sabonnée?|d[eé]sinscrite?)$/;

/** What a column of another name would say so with. */
const nothing = /^(|0|false|no|n|none|null|never|off|nein|non)$/;
const notAnyMore =
  /^(0|false|no|n|none|never|off|out|nein|non|inactive|cancell?ed|deleted|removed|blocked|disabled|declined|rejected|revoked|withdrawn|expired|left|gone)$/;

/** Does a value say by itself that somebody left? */
export function saysLeft(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(saysLeft);
  return textIn(value)
    .split(/[,;|\n]/)
    .some((piece) => leftWord.test(sameName(piece).replaceAll(/\p{N}/gu, '')));
}

/** Does a field that the import does not know say so, by its name and value together? */
export function fieldSaysLeft(name: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((one) => fieldSaysLeft(name, one));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).some(([inner, one]) => fieldSaysLeft(inner, one));
  }
  if (saysLeft(value)) return true;
  const word = sameName(textIn(value));
  if (looksLikeLeaving(name)) return !nothing.test(word);
  return looksLikeStatus(name) && notAnyMore.test(word);
}
