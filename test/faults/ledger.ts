import { type Account, deliveryOf, type Evidence, mailsOf } from './account.ts';
import { checkAccountMail } from './account-mail.ts';
import { checkCourse } from './lesson-slots.ts';
import type { Life } from './lives.ts';
import { checkNotices } from './notice-reach.ts';
import { checkToldEvents } from './told-events.ts';

/** Settles what was owed with what SES accepted. */
export function settleAccounts(evidence: Evidence): Account {
  const account: Account = {
    owed: 0,
    accountMailOwed: 0,
    noticesOwed: 0,
    accepted: evidence.mails.length,
    duplicated: [],
    lost: [],
    postponed: 0,
    afterEnd: [],
    uncivil: [],
    flooded: [],
    wrong: [],
    latestMinutes: 0,
  };
  for (const life of evidence.lives) {
    checkDuplicates(life, evidence, account);
    checkEnds(life, evidence, account);
    checkCourse(life, evidence, account);
    checkAccountMail(life, evidence, account);
    checkNotices(life, evidence, account);
    for (const { sentAt, tags } of life.takenBack ? mailsOf(life, evidence.mails) : []) {
      account.wrong.push(`${life.address} ${tags['delivery']} at ${sentAt}, and was taken back from an import`);
    }
  }
  checkFence(evidence, account);
  checkToldEvents(evidence, account);
  return account;
}

/** Nobody gets the same lesson twice, whichever of their addresses it comes to. */
function checkDuplicates(life: Life, { mails }: Evidence, account: Account): void {
  const seen = new Set<string>();
  for (const mail of mailsOf(life, mails)) {
    const { kind, on } = deliveryOf(mail);
    const keys = kind === 'lesson' ? [`lesson ${mail.tags['lesson']}`, `lesson of ${on}`] : [`reminder of ${on}`];
    if (kind !== 'lesson' && kind !== 'reminder') continue;
    for (const key of keys) {
      if (seen.has(key)) account.duplicated.push(`${mail.destinations[0]} ${key} again at ${mail.sentAt}`);
      seen.add(key);
    }
  }
}

/** What somebody who left may still get: what they ask for, and the notice of a move that they made before. */
const afterLeaving = ['farewell', 'confirmation', 'moved'];

function checkEnds(life: Life, { mails, witness }: Evidence, account: Account): void {
  for (const mail of mailsOf(life, mails)) {
    const claimed = witness.claimedAs.get(mail.tags['claim'] ?? '');
    if (claimed === undefined) continue;
    const { kind } = deliveryOf(mail);
    const suppressed = witness.suppressedAs.get(mail.tags['subscriber'] ?? '') ?? Infinity;
    const left = life.gone.some(({ from, until }) => from < claimed && claimed < until);
    if (claimed > suppressed || (left && !afterLeaving.includes(kind))) {
      account.afterEnd.push(`${mail.destinations[0]} ${mail.tags['delivery']} at ${mail.sentAt}`);
    }
  }
}

/** A restored table mails nobody before the operator has accepted it. */
function checkFence({ mails, restoration }: Evidence, account: Account): void {
  if (restoration === undefined) return;
  for (const { sentAt, destinations, tags } of mails) {
    const ms = Date.parse(sentAt);
    if (ms > restoration.restoredMs && ms < restoration.acceptedMs) {
      account.wrong.push(`${destinations[0]} ${tags['delivery']} at ${sentAt}, through the fence of a restored table`);
    }
  }
}
