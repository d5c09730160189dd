import { type Account, deliveryOf, type Evidence, mailsOf } from './account.ts';
import type { Life } from './lives.ts';
import { dayMs } from './people.ts';

/** Emails that somebody asked for, of all kinds together, to one inbox in any 24 hours: as documented in docs/guarantees.md. */
const askedMailsMax = 5;
/** What the calendar brings, or the operator, and not a form. */
const weekly = ['lesson', 'reminder', 'completion', 'notice'];
/** Account mail that was promised so shortly before the end may still be on its way. */
const onItsWayDays = 1;

/** What people were promised when they signed up, confirmed or left, and how much they may be mailed because somebody asked. */
export function checkAccountMail(life: Life, evidence: Evidence, account: Account): void {
  checkPromised(life, evidence, account);
  checkWelcome(life, evidence, account);
  checkFlood(life, evidence, account);
}

function checkPromised(life: Life, evidence: Evidence, account: Account): void {
  for (const { kind, atMs } of life.promised) {
    if (isExcused(life, atMs, evidence)) continue;
    account.accountMailOwed += 1;
    if (!has(life, kind, evidence)) account.lost.push(`${life.player.addresses[0]} ${kind}`);
  }
}

/** One when they join; another where they join again. */
function checkWelcome(life: Life, evidence: Evidence, account: Account): void {
  const joins = life.facts.filter((fact) => fact.is === 'here' && fact.by === 'confirming');
  const welcomes = mailsOf(life, evidence.mails).filter((mail) => deliveryOf(mail).kind === 'welcome');
  const [first] = joins;
  const excused = welcomes.filter(({ messageId }) => evidence.lateEvents.has(messageId)).length;
  if (welcomes.length > joins.length + excused && evidence.restoration === undefined) {
    account.duplicated.push(`${life.player.addresses[0]} welcome, ${welcomes.length} times`);
  }
  if (first === undefined || isExcused(life, first.toldMs, evidence)) return;
  const changedMind = life.facts.some(({ is, beganMs }) => is !== 'here' && beganMs < first.toldMs + 8 * dayMs);
  if (changedMind) return;
  account.accountMailOwed += 1;
  if (welcomes.length === 0) account.lost.push(`${life.player.addresses[0]} welcome`);
}

function has(life: Life, kind: string, { mails }: Evidence): boolean {
  return mailsOf(life, mails).some((mail) => deliveryOf(mail).kind === kind);
}

/** Promised at the very end, or forgotten by a restored table, or never to come because they complained or came back. */
function isExcused(life: Life, atMs: number, { endMs, restoration }: Evidence): boolean {
  if (atMs > endMs - onItsWayDays * dayMs) return true;
  if (restoration !== undefined && atMs > restoration.backedUpMs - 8 * dayMs && atMs < restoration.acceptedMs)
    return true;
  return life.facts.some(
    (fact) =>
      fact.toldMs >= atMs &&
      (fact.is === 'gone' ? fact.by !== 'leaving' : fact.is === 'here' && fact.by !== 'confirming'),
  );
}

function checkFlood(life: Life, { mails, restoration }: Evidence, account: Account): void {
  for (const address of life.player.addresses) {
    const asked = mails
      .filter((mail) => inboxOf(mail.destinations[0]!) === address && !weekly.includes(deliveryOf(mail).kind))
      .map(({ sentAt }) => Date.parse(sentAt));
    asked.forEach((ms, index) => {
      const within = asked.slice(index).filter((other) => other < ms + dayMs);
      // What was counted between a backup and its restoration is forgotten.
      const forgotten =
        restoration !== undefined && ms < restoration.acceptedMs + dayMs && ms + dayMs > restoration.backedUpMs;
      if (within.length > askedMailsMax && !forgotten) {
        account.flooded.push(`${address} got ${within.length} in the 24 hours from ${new Date(ms).toISOString()} on`);
      }
    });
  }
}

/** Other names of an inbox have a tag. */
function inboxOf(address: string): string {
  return address.replace(/\+[^@]*/, '');
}
