import { distance } from '../../nearest.ts';

/** Names of columns: which are the same, which are close, and which may say who is subscribed. */

/** "First name", "first_name" and "FirstName" are one name. */
export function sameName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

const statusParts =
  /status|subscri|unsub|suppress|bounc|block|black|enabl|disabl|activ|cancel|complain|spam|consent|confirm|verif|permission|delet|remov|reject|gdpr|donot|optin|optout|newsletter|marketing|noe?mail|abgemeld|abmeld|k(ü|ue)ndig|widerruf|gesperrt|d[eé]sabonn|d[eé]sinscri/;
const statusWord = /^(opt|state$|type$|dnc$|left$|gone$|valid|churn)/;

/** Whether a column may say who wants no email. Rather too many are taken for one than too few. */
export function looksLikeStatus(name: string): boolean {
  const words = name.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').split(/[^\p{L}\p{N}]+/u);
  return statusParts.test(sameName(name)) || words.some((word) => statusWord.test(sameName(word)));
}

/** Whether a column says by its name who left or must not be written to. Dates in it are no consent. */
export function looksLikeLeaving(name: string): boolean {
  return leavingParts.test(sameName(name)) || /(^|[^a-z])(left|gone)([^a-z]|$)/i.test(name);
}

const leavingParts =
  /unsub|optout|optedout|bounc|complain|spam|suppress|blocked|blocklist|blacklist|cleaned|cancel|delet|remov|reject|declin|revok|withdr|deactiv|inactiv|disabl|churn|invalid|unconfirm|donot|dnc|noe?mail|abgemeld|abmeld|austrag|k(ü|ue)ndig|widerruf|gesperrt|d[eé]sabonn|d[eé]sinscri/;

/** Names to print. Of a file that is no such file the first line may be anything, and long. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => JSON.stringify(name.slice(0, 40)));
  return [...shown, ...(names.length > 20 ? ['…'] : [])].join(', ');
}

/** The known name that is close to a typed one; undefined when none is. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const typed = sameName(name).slice(0, 40);
  const [best] = known
    .map((one) => ({ one, apart: isPart(typed, sameName(one)) ? 0 : distance(typed, sameName(one)) }))
    .toSorted((a, b) => a.apart - b.apart);
  return best !== undefined && best.apart <= Math.max(1, Math.floor(best.one.length / 3)) ? best.one : undefined;
}

/** Is one a word of the other, as in "email address"? */
function isPart(one: string, other: string): boolean {
  return Math.min(one.length, other.length) >= 5 && (one.includes(other) || other.includes(one));
}
