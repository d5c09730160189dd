import type { ClosedInboxes } from '../../lambdas/core/sending/closed-inboxes.ts';
import type { RequestCounters } from '../../lambdas/core/kit/request-counters.ts';
import type { MailTurns } from '../../lambdas/core/sending/mail-turns.ts';

/** Counters in memory; none is forgotten. */
export function memoryLimits(): RequestCounters & { uses: Map<string, number>; writes: () => number } {
  const uses = new Map<string, number>();
  let writes = 0;
  return {
    uses,
    writes: () => writes,
    count: async (key, _expires, max = Infinity) => {
      const before = uses.get(key) ?? 0;
      if (before > max) return before;
      writes += 1;
      uses.set(key, before + 1);
      return before + 1;
    },
    read: async (key) => uses.get(key) ?? 0,
  };
}

/** Recent mails in memory. */
export function memoryMailTurns(): MailTurns {
  const items = new Map<string, { mails: { delivery: string; at: string }[]; untilMs: number }>();
  return {
    take: async (key, mail, may, keptSeconds) => {
      const nowMs = Date.parse(mail.at);
      const item = items.get(key);
      const mails = item !== undefined && item.untilMs > nowMs ? item.mails : [];
      if (mails.some(({ delivery }) => delivery === mail.delivery)) return true;
      if (!may(mails.map(({ at }) => at))) return false;
      items.set(key, { mails: [...mails, mail], untilMs: nowMs + keptSeconds * 1000 });
      return true;
    },
    forget: async (key) => void items.delete(key),
  };
}

/** Closed inboxes in memory. */
export function memoryClosedInboxes(): ClosedInboxes & { closed: Map<string, string> } {
  const closed = new Map<string, string>();
  return {
    closed,
    close: async (inbox, at) => void closed.set(inbox, at),
    reopen: async (inbox) => closed.delete(inbox),
    isClosed: async (inbox) => closed.has(inbox),
  };
}
